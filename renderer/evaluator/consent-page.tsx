import { type ReactNode, type Ref, useCallback, useId, useRef, useState } from 'react';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import { licencesOfBlock, type PlacedLicence } from '../../src/evidence/page-text.ts';
import './consent-page.css';
import { Facts } from '../shared/facts.tsx';
import { fillPlaces } from '../shared/fill-places.ts';
import {
  agreedPositions,
  isChoiceMissing,
  submittingWords,
  undecidedCount,
} from '../shared/licence-choices.ts';
import { useSecondsLeft } from '../shared/use-seconds-left.ts';
import { LicenceCard } from './licence-card.tsx';
import { Moment, type PageTimes } from './moment.tsx';
import { ReadingArea } from './reading-area.tsx';
import {
  madeByTouch,
  type SingleChoice,
  type SingleChoices,
  submittingInput,
} from './single-choices.ts';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

interface ConsentPageViewProps extends PageTimes {
  page: ConsentPage;
  acts: PageActs;
}

/** The page on which a person decides: on everything that is not sensitive at once, or licence by licence. */
export function ConsentPageView({ page, acts, ...times }: ConsentPageViewProps): ReactNode {
  const [choices, setChoices] = useState<SingleChoices>(new Map());
  const sensitive = useRef<HTMLElement>(null);
  const isReadToEnd = useRef(false);
  const noteEnd = useCallback(() => {
    isReadToEnd.current = true;
  }, []);
  const shownAt = times.shownAt ?? Number.POSITIVE_INFINITY;
  const untilAgree = useSecondsLeft(shownAt + page.minimumDisplaySeconds * 1_000);
  const agreed = agreedPositions(choices, page.licences);
  // What agrees to nothing needs no time to be read.
  const isWaiting = untilAgree > 0 && agreed.length > 0;
  const isMissing = isChoiceMissing(choices, page.licences);
  const isActed = acts.state === 'acted';

  function choose(position: number, choice: SingleChoice): void {
    // What is on screen stays as it was composed until it is known to main.
    if (acts.state === 'open') setChoices((made) => new Map(made).set(position, choice));
  }

  async function answer(
    positions: number[],
    chosen: SingleChoices,
    input: InputKind,
  ): Promise<void> {
    const chosenSingly = [...chosen.keys()];
    const refusal = await acts.act(
      {
        kind: 'answer',
        agreed: positions,
        chosenSingly,
        isReadToEnd: isReadToEnd.current,
      },
      input,
    );
    if (refusal === 'consent.not-a-touch') setChoices(madeByTouch);
  }

  const cards = (block: readonly PlacedLicence[]): ReactNode => (
    <div className="licences">
      {block.map(({ licence, position }) => (
        <LicenceCard
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
  );

  return (
    <>
      <ReadingArea moreBelow={page.moreBelow} onEnd={noteEnd}>
        <h1 data-canonical>{page.heading}</h1>
        <p className="first-line" data-canonical>
          {page.firstLine}
        </p>
        <Facts facts={page.facts} />
        {cards(licencesOfBlock(page, 'ordinary'))}
        {page.sensitive !== undefined && (
          <LicenceBlock kind="sensitive" {...page.sensitive} ref={sensitive}>
            {cards(licencesOfBlock(page, 'sensitive'))}
          </LicenceBlock>
        )}
        {page.byDuty !== undefined && (
          <LicenceBlock kind="by-duty" {...page.byDuty}>
            {page.byDuty.licences.map(({ title, facts }) => (
              <div key={`${title} ${facts[0]?.text}`}>
                <h3 data-canonical>{title}</h3>
                <Facts facts={facts} />
              </div>
            ))}
          </LicenceBlock>
        )}
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
          onPress={(input) => void answer([], new Map(), input)}
        >
          <span data-canonical>{page.decline}</span>
        </TouchButton>
        <Moment page={page} {...times} isTouchNeeded={acts.isTouchNeeded}>
          <Notice
            page={page}
            untilAgree={isWaiting ? Math.min(untilAgree, page.minimumDisplaySeconds) : 0}
            undecided={undecidedCount(choices, page.licences)}
          />
        </Moment>
        <TouchButton
          className="answer answer-agree"
          testId="agree"
          disabled={isActed}
          aria-disabled={isWaiting || isMissing}
          onPress={(input) => {
            if (isWaiting) return;
            if (isMissing) return sensitive.current?.scrollIntoView();
            void answer(agreed, choices, submittingInput(choices, input));
          }}
        >
          <span data-canonical>{submittingWords(page, choices)}</span>
        </TouchButton>
      </footer>
    </>
  );
}

interface LicenceBlockProps {
  kind: 'sensitive' | 'by-duty';
  heading: string;
  text: string;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}

/** Licences that stand apart from those the button at the bottom agrees to, under words that say why. */
function LicenceBlock({ kind, heading, text, ref, children }: LicenceBlockProps): ReactNode {
  const headingId = useId();
  return (
    <section
      ref={ref}
      className={`licence-block ${kind}`}
      aria-labelledby={headingId}
      data-testid={`${kind}-licences`}
    >
      <h2 id={headingId} data-canonical>
        {heading}
      </h2>
      <p data-canonical>{text}</p>
      {children}
    </section>
  );
}

interface NoticeProps {
  page: Pick<ConsentPage, 'readFirst' | 'undecided'>;
  /** Seconds until it can be agreed to; 0 when that is possible, or not wanted. */
  untilAgree: number;
  /** Licences that count as declined because nothing was chosen for them. */
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
