import type { ReactNode } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';

type ResultPage = Extract<EvaluatorPage, { kind: 'result' }>;

/** What came of it. The sign says nothing that the heading beside it does not say in words. */
export function ResultPageView({ page }: { page: ResultPage }): ReactNode {
  return (
    <main className="result" data-tone={page.tone}>
      <div className="result-heading">
        <svg className="result-sign" viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="22" />
          {page.tone === 'done' ? <path d="M14 25l7 7 13-15" /> : <path d="M15 24h18" />}
        </svg>
        <h1 data-canonical>{page.heading}</h1>
      </div>
      {page.lines.map((line) => (
        <p key={line} data-canonical>
          {line}
        </p>
      ))}
    </main>
  );
}
