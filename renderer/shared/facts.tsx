import type { ReactNode } from 'react';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';

/** Labels and what they stand for, a line each. */
export function Facts({ facts }: Pick<ConsentPage, 'facts'>): ReactNode {
  return (
    <dl className="facts">
      {facts.map(({ label, text }) => (
        <div key={label}>
          <dt data-canonical>{label}</dt>
          <dd data-canonical>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
