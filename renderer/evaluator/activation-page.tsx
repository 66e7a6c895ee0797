import type { ReactNode } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import './activation-page.css';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

interface ActivationPageViewProps {
  page: Extract<EvaluatorPage, { kind: 'activation' }>;
  acts: PageActs;
}

/** How a code is activated on the phone, and the way past it. */
export function ActivationPageView({ page, acts }: ActivationPageViewProps): ReactNode {
  return (
    <main className="activation">
      <h1 data-canonical>{page.heading}</h1>
      <p className="first-line" data-canonical>
        {page.firstLine}
      </p>
      <ol>
        {page.lines.map((line) => (
          <li key={line} data-canonical>
            {line}
          </li>
        ))}
      </ol>
      <TouchButton
        className="answer other-way"
        testId="other-way"
        disabled={acts.state === 'acted'}
        onPress={(input) => void acts.act({ kind: 'other-way' }, input)}
      >
        <span data-canonical>{page.otherWay}</span>
      </TouchButton>
      <p className="notice" aria-live="polite" data-testid="touch-only">
        {acts.isTouchNeeded && page.touchOnly}
      </p>
    </main>
  );
}
