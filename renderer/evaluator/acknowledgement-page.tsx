import type { ReactNode } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import { Facts } from '../shared/facts.tsx';
import { Moment, type PageTimes } from './moment.tsx';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

interface AcknowledgementPageViewProps extends PageTimes {
  page: Extract<EvaluatorPage, { kind: 'acknowledgement' | 'withdrawal' }>;
  acts: PageActs;
}

/** Whoever is asked to confirm something does, or does not: that they act for somebody else, that they take a consent back. */
export function AcknowledgementPageView({
  page,
  acts,
  ...times
}: AcknowledgementPageViewProps): ReactNode {
  const isActed = acts.state === 'acted';
  return (
    <>
      <main className="reading">
        <div className="reading-area">
          <h1 data-canonical>{page.heading}</h1>
          <p className="first-line" data-canonical>
            {page.firstLine}
          </p>
          <Facts facts={page.facts} />
        </div>
      </main>
      <footer className="answers">
        <TouchButton
          className="answer answer-decline"
          testId="acknowledgement-decline"
          disabled={isActed}
          onPress={(input) => void acts.act({ kind: 'acknowledge', confirmed: false }, input)}
        >
          <span data-canonical>{page.decline}</span>
        </TouchButton>
        <Moment page={page} {...times} isTouchNeeded={acts.isTouchNeeded} />
        <TouchButton
          className="answer answer-agree"
          testId="acknowledgement-confirm"
          disabled={isActed}
          onPress={(input) => void acts.act({ kind: 'acknowledge', confirmed: true }, input)}
        >
          <span data-canonical>{page.confirm}</span>
        </TouchButton>
      </footer>
    </>
  );
}
