import type { ReactNode } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import './message-page.css';

type MessagePage = Extract<EvaluatorPage, { kind: 'result' | 'thanks' }>;
type Tone = Extract<EvaluatorPage, { kind: 'result' }>['tone'];

/** A tick, a dash, the hands of a clock. */
const SIGNS: Readonly<Record<Tone, string>> = {
  done: 'M14 25l7 7 13-15',
  'not-given': 'M15 24h18',
  waiting: 'M24 13v12l8 5',
};

/** What came of it, or goodbye. The sign says nothing that the heading beside it does not say in words. */
export function MessagePageView({ page }: { page: MessagePage }): ReactNode {
  const tone = page.kind === 'thanks' ? 'done' : page.tone;
  return (
    <main className="message" data-tone={tone}>
      <div className="message-heading">
        <svg className="message-sign" viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="22" />
          <path d={SIGNS[tone]} />
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
