import { randomUUID } from 'node:crypto';
import type { Instant } from '../../src/support/clock.ts';
import { type LibraryProblem, libraryProblems } from './library-problem.ts';

/** What an answer carries beside its own fields when all went well. */
export function success(at: Instant) {
  return { ack_code: 'SUCCESS' as const, errors: [], ...trace(at) };
}

/** An answer that refuses. */
export function refusal(problem: LibraryProblem, at: Instant) {
  const error = { code: problem, message: libraryProblems[problem].message, inner_code: null };
  return { ack_code: 'FAILURE' as const, errors: [error], ...trace(at) };
}

function trace(at: Instant) {
  return { correlation_id: randomUUID(), response_id: randomUUID(), timestamp: at };
}
