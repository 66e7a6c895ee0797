import { type ReactNode, useId, useState } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import './own-values-page.css';
import { fillPlaces } from '../../src/support/fill-places.ts';
import { Facts } from '../shared/facts.tsx';
import { Moment, type PageTimes } from './moment.tsx';
import { ReadingArea } from './reading-area.tsx';
import { madeByTouch, type SingleChoices, submittingInput } from './single-choices.ts';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

type OwnValuesPage = Extract<EvaluatorPage, { kind: 'own-values' }>;

interface OwnValuesPageViewProps extends PageTimes {
  page: OwnValuesPage;
  acts: PageActs;
}

/** A person sees what their licences say, and says which of them is wrong, if any. */
export function OwnValuesPageView({ page, acts, ...times }: OwnValuesPageViewProps): ReactNode {
  /** Whether each licence that was pressed is right, and by what it was pressed last. */
  const [choices, setChoices] = useState<SingleChoices>(new Map());
  const wrong = [...choices].flatMap(([position, { isAgreed }]) => (isAgreed ? [] : [position]));
  const isActed = acts.state === 'acted';

  function toggle(position: number, input: InputKind): void {
    if (acts.state !== 'open') return;
    setChoices((before) => {
      const isAgreed = before.get(position)?.isAgreed === false;
      return new Map(before).set(position, { isAgreed, input });
    });
  }

  async function end(input: InputKind): Promise<void> {
    const act = { kind: 'object' as const, wrong: wrong.sort((a, b) => a - b) };
    const refusal = await acts.act(act, submittingInput(choices, input));
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
            <OwnLicence
              // biome-ignore lint/suspicious/noArrayIndexKey: two licences may say the same, and none moves
              key={position}
              licence={licence}
              page={page}
              isWrong={wrong.includes(position)}
              isDisabled={isActed}
              testId={`object-${position}`}
              onToggle={(input) => toggle(position, input)}
            />
          ))}
        </div>
      </ReadingArea>
      <footer className="answers own-values-answers">
        <Moment page={page} {...times} isTouchNeeded={acts.isTouchNeeded} />
        <TouchButton
          className="answer answer-agree"
          testId="own-values-confirm"
          disabled={isActed}
          onPress={(input) => void end(input)}
        >
          <span data-canonical>
            {wrong.length === 0 ? page.confirm : fillPlaces(page.object, { number: wrong.length })}
          </span>
        </TouchButton>
      </footer>
    </>
  );
}

interface OwnLicenceProps {
  licence: OwnValuesPage['licences'][number];
  page: Pick<OwnValuesPage, 'objectOne' | 'consequence'>;
  isWrong: boolean;
  isDisabled: boolean;
  testId: string;
  onToggle: (input: InputKind) => void;
}

function OwnLicence({ licence, page, isWrong, isDisabled, testId, onToggle }: OwnLicenceProps) {
  const titleId = useId();
  return (
    <section className="licence own-licence" aria-labelledby={titleId} data-wrong={isWrong}>
      <div>
        <h2 id={titleId} data-canonical>
          {licence.title}
        </h2>
        <Facts facts={licence.facts} />
        {isWrong && (
          <p className="own-licence-consequence" role="status">
            {page.consequence}
          </p>
        )}
      </div>
      <div className="choices">
        <TouchButton
          className="choice"
          testId={testId}
          aria-pressed={isWrong}
          disabled={isDisabled}
          onPress={onToggle}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="10" />
            {isWrong && <path d="M7 7l10 10M17 7L7 17" />}
          </svg>
          <span data-canonical>{page.objectOne}</span>
        </TouchButton>
      </div>
    </section>
  );
}
