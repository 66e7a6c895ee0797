import { type ReactNode, useId, useState } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import './own-values-page.css';
import { Facts } from '../shared/facts.tsx';
import { fillPlaces } from '../shared/fill-places.ts';
import { Moment, type PageTimes } from './moment.tsx';
import { ReadingArea } from './reading-area.tsx';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

type OwnValuesPage = Extract<EvaluatorPage, { kind: 'own-values' }>;

interface OwnValuesPageViewProps extends PageTimes {
  page: OwnValuesPage;
  acts: PageActs;
}

/** A person sees what their licences say, and says which of them is wrong, if any. */
export function OwnValuesPageView({ page, acts, ...times }: OwnValuesPageViewProps): ReactNode {
  const [wrong, setWrong] = useState<ReadonlySet<number>>(new Set());
  const isActed = acts.state === 'acted';

  function toggle(position: number): void {
    if (acts.state !== 'open') return;
    setWrong((before) => {
      const after = new Set(before);
      if (!after.delete(position)) after.add(position);
      return after;
    });
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
              isWrong={wrong.has(position)}
              isDisabled={isActed}
              testId={`object-${position}`}
              onToggle={() => toggle(position)}
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
          onPress={(input: InputKind) =>
            void acts.act({ kind: 'object', wrong: [...wrong].sort((a, b) => a - b) }, input)
          }
        >
          <span data-canonical>
            {wrong.size === 0 ? page.confirm : fillPlaces(page.object, { number: wrong.size })}
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
  onToggle: () => void;
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
