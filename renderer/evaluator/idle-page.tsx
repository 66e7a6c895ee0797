import type { ReactNode } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import './idle-page.css';

type IdlePage = Extract<EvaluatorPage, { kind: 'idle' }>;

/** The hall's own page. */
export function IdlePageView({ page }: { page: IdlePage }): ReactNode {
  return (
    <main className="idle">
      <p className="idle-hall" data-canonical>
        {page.hall}
      </p>
      <h1 className="idle-window" data-canonical>
        {page.window}
      </h1>
      <p className="idle-welcome" data-canonical>
        {page.welcome}
      </p>
    </main>
  );
}
