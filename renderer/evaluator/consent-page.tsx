import { type ReactNode, useState } from 'react';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import './consent-page.css';
import { Facts } from '../shared/facts.tsx';
import { fillPlaces } from '../shared/fill-places.ts';
import { useSecondsLeft } from '../shared/use-seconds-left.ts';
import { LicenceCard } from './licence-card.tsx';
import { Moment, type PageTimes } from './moment.tsx';
import { ReadingArea } from './reading-area.tsx';
import {
  agreedPositions,
  madeByTouch,
  type SingleChoice,
  type SingleChoices,
  submittingInput,
  submittingWords,
} from './single-choices.ts';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

interface ConsentPageViewProps extends PageTimes {
  page: ConsentPage;
  acts: PageActs;
}

/** The page on which a person decides: on everything at once, or licence by licence. */
export function ConsentPageView({ page, acts, ...times }: ConsentPageViewProps): ReactNode {
  const [choices, setChoices] = useState<SingleChoices>(new Map());
  const shownAt = times.shownAt ?? Number.POSITIVE_INFINITY;
  const untilAgree = useSecondsLeft(shownAt + page.minimumDisplaySeconds * 1_000);
  const agreed = agreedPositions(choices, page.licences.length);
  // What agrees to nothing needs no time to be read.
  const isWaiting = untilAgree > 0 && agreed.length > 0;
  const isActed = acts.state === 'acted';

  function choose(position: number, choice: SingleChoice): void {
    // What is on screen stays as it was composed until it is known to main.
    if (acts.state === 'open') setChoices((made) => new Map(made).set(position, choice));
  }

  async function answer(positions: number[], input: InputKind): Promise<void> {
    const refusal = await acts.act({ kind: 'answer', agreed: positions }, input);
    if (refusal === 'consent.not-a-touch') setChoices(madeByTouch);
  }

  return (
    <>
      <ReadingArea moreBelow={page.moreBelow}>
        <h1 data-canonical>{page.heading}</h1>
        <p className="first-line" data-canonical>
          {page.firstLine}
        </p>
        <Facts facts={page.facts} />
        <div className="licences">
          {page.licences.map((licence, position) => (
            <LicenceCard
              // biome-ignore lint/suspicious/noArrayIndexKey: the licences of one page never change
              key={position}
              licence={licence}
              position={position}
              words={page}
              choice={choices.get(position)}
              disabled={isActed}
              onChoose={(choice) => choose(position, choice)}
            />
          ))}
        </div>
        <ul className="closing">
          {page.closing.map((line) => (
            <li key={line} data-canonical>
              {line}
            </li>
          ))}
        </ul>
      </ReadingArea>
      <footer className="answers">
        <TouchButton
          className="answer answer-decline"
          testId="decline"
          disabled={isActed}
          onPress={(input) => void answer([], input)}
        >
          <span data-canonical>{page.decline}</span>
        </TouchButton>
        <Moment page={page} {...times} isTouchNeeded={acts.isTouchNeeded}>
          <Notice
            page={page}
            untilAgree={isWaiting ? Math.min(untilAgree, page.minimumDisplaySeconds) : 0}
            undecided={choices.size === 0 ? 0 : page.licences.length - choices.size}
          />
        </Moment>
        <TouchButton
          className="answer answer-agree"
          testId="agree"
          disabled={isActed}
          aria-disabled={isWaiting}
          onPress={(input) => {
            if (!isWaiting) void answer(agreed, submittingInput(choices, input));
          }}
        >
          <span data-canonical>{submittingWords(page, choices)}</span>
        </TouchButton>
      </footer>
    </>
  );
}

interface NoticeProps {
  page: Pick<ConsentPage, 'readFirst' | 'undecided'>;
  /** Seconds until it can be agreed to; 0 when that is possible, or not wanted. */
  untilAgree: number;
  /** Licences that will count as declined because nothing was chosen for them. */
  undecided: number;
}

function Notice({ page, untilAgree, undecided }: NoticeProps): ReactNode {
  if (untilAgree > 0) {
    return (
      <p className="notice tabular-figures">
        {fillPlaces(page.readFirst, { seconds: untilAgree })}
      </p>
    );
  }
  return (
    <p className="notice" aria-live="polite" data-testid="undecided">
      {undecided > 0 && fillPlaces(page.undecided, { undecided })}
    </p>
  );
}
