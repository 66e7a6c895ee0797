import type { z } from 'zod';
import { loginTryLimit, refusalSchema } from '../../src/contracts/platform-api.ts';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';

/** The part of `fetch` that is used. In the application it is the platform session's own, under Node the global one. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** One request and the shape its answer must have. */
export interface JsonRequest<Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly address: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly answer: Answer;
  /** Milliseconds until the answer has to be complete. */
  readonly timeLimit: number;
}

/**
 * Asks for JSON. Every way in which that goes wrong has its own failure: no connection, no answer in time, the server's
 * own error, a refusal, or an answer of another shape than the contract's.
 */
export async function requestJson<Answer extends z.ZodType>(
  fetch: Fetch,
  request: JsonRequest<Answer>,
): Promise<Outcome<z.output<Answer>>> {
  const signal = AbortSignal.timeout(request.timeLimit);
  let status: number;
  let text: string;
  let retryAfter: string | null;
  try {
    const response = await fetch(request.address, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'error',
      signal,
    });
    status = response.status;
    retryAfter = response.headers.get('retry-after');
    text = await response.text();
  } catch {
    return err(failure(signal.aborted ? 'platform.timed-out' : 'platform.unreachable'));
  }
  const content = parseJson(text);
  if (status >= 400) return err(failureOf(status, content, secondsOf(retryAfter)));
  const answer = request.answer.safeParse(content);
  return answer.success ? ok(answer.data) : err(failure('platform.wrong-shape'));
}

function failureOf(status: number, content: unknown, retryAfterSeconds?: number): Failure {
  const refusal = refusalSchema.safeParse(content);
  const reason = refusal.success ? refusal.data.code : `HTTP ${status}`;
  if (status === 429 && reason === 'too-many-tries') {
    const seconds = retryAfterSeconds ?? loginTryLimit.minutes * 60;
    return failure('session.too-many-tries', { minutes: Math.ceil(seconds / 60) });
  }
  if (status >= 500 || status === 429) {
    return failure('platform.server-error', {
      status,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }
  if (reason === 'wrong-credentials') return failure('session.wrong-credentials');
  if (reason === 'session-expired' || reason === 'session-required') {
    return failure('session.expired');
  }
  return failure('platform.refused', { reason });
}

/** The seconds that `Retry-After` names. A date in their place counts as none: the two clocks need not agree. */
function secondsOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
