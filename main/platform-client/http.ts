import type { z } from 'zod';
import { loginTryLimit, refusalSchema } from '../../src/contracts/platform-api.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';

/** The part of `fetch` that is used. In the application it is the platform session's own, under Node the global one. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** What a `Fetch` rejects with when it knows why a call is not made, or its answer not taken. */
export class CallRefused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** One request and the shape its answer must have. */
export interface JsonRequest<Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly address: string;
  readonly token?: string;
  readonly body?: unknown;
  /** In the place of a body: one that is written already, JSON in UTF-8. */
  readonly json?: Uint8Array<ArrayBuffer>;
  /** In the place of a body: part of a file, and where in it it belongs (`Content-Range`, RFC 9110, 14.4). */
  readonly chunk?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly range: string };
  readonly answer: Answer;
  /** A refusal (HTTP 4xx) of the answer's shape is an answer: who asks reads what it says. */
  readonly answersRefusals?: boolean;
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
  let arrived: Arrived;
  try {
    arrived = await Promise.race([exchange(fetch, request, signal), ended(signal)]);
  } catch (cause) {
    return err(failureOfThrown(cause, signal));
  }
  const { status, retryAfter, text } = arrived;
  const answer = request.answer.safeParse(parseJson(text));
  const isAnswer = status < 400 || (status < 500 && request.answersRefusals && answer.success);
  if (!isAnswer) return err(failureOf(status, text, secondsOf(retryAfter)));
  return answer.success ? ok(answer.data) : err(failure('platform.wrong-shape'));
}

/** A file at the platform, and how long it may take to arrive, in milliseconds. */
export interface ContentRequest {
  readonly address: string;
  readonly token: string;
  readonly timeLimit: number;
}

/** Asks for a file. What goes wrong has the failures of `requestJson`; whether it is the right file, its digest says. */
export async function requestContent(
  fetch: Fetch,
  { address, token, timeLimit }: ContentRequest,
): Promise<Outcome<Uint8Array>> {
  const signal = AbortSignal.timeout(timeLimit);
  const receive = async () => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(address, { method: 'GET', headers, redirect: 'error', signal });
    return { response, content: new Uint8Array(await response.arrayBuffer()) };
  };
  try {
    const { response, content } = await Promise.race([receive(), ended(signal)]);
    if (response.ok) return ok(content);
    const refusal = new TextDecoder().decode(content);
    const retryAfter = secondsOf(response.headers.get('retry-after'));
    return err(failureOf(response.status, refusal, retryAfter));
  } catch (cause) {
    return err(failureOfThrown(cause, signal));
  }
}

/** A whole answer. */
interface Arrived {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

async function exchange(
  fetch: Fetch,
  { method, address, token, body, json, chunk }: JsonRequest<z.ZodType>,
  signal: AbortSignal,
): Promise<Arrived> {
  const content = body === undefined ? json : JSON.stringify(body);
  const response = await fetch(address, {
    method,
    headers: {
      accept: 'application/json',
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(chunk === undefined
        ? {}
        : { 'content-type': 'application/octet-stream', 'content-range': chunk.range }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(content === undefined ? {} : { body: content }),
    ...(chunk === undefined ? {} : { body: chunk.bytes }),
    redirect: 'error',
    signal,
  });
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, text: await response.text() };
}

/**
 * Rejects when the signal is aborted. Heard by ourselves, because in older versions a request forgets its signal when memory
 * is cleared up while it waits, and then never ends.
 */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function failureOfThrown(cause: unknown, { aborted }: AbortSignal): Failure {
  if (cause instanceof CallRefused) return cause.failure;
  return failure(aborted ? 'platform.timed-out' : 'platform.unreachable');
}

/** The code of a refusal; undefined where a text is none. */
export function refusalIn(text: string): string | undefined {
  const refusal = refusalSchema.safeParse(parseJson(text));
  return refusal.success ? refusal.data.code : undefined;
}

/**
 * The reason of a failure where something on the way does not take a request of that size (HTTP 413); the platform itself says
 * `request-too-large`.
 */
export const tooLargeOnTheWay = 'HTTP 413';

/** Refusals that say something to whoever is at the counter. */
const namedRefusals = new Map<string, FailureCode>([
  ['wrong-credentials', 'session.wrong-credentials'],
  ['session-expired', 'session.expired'],
  ['session-required', 'session.expired'],
  ['signature-required', 'enrolment.required'],
  ['workstation-revoked', 'enrolment.revoked'],
  ['window-not-served', 'enrolment.window-not-served'],
]);

function failureOf(status: number, text: string, retryAfterSeconds?: number): Failure {
  const reason = refusalIn(text) ?? `HTTP ${status}`;
  if (status === 429 && reason === 'too-many-tries') {
    const seconds = retryAfterSeconds ?? loginTryLimit.minutes * 60;
    return failure('session.too-many-tries', { minutes: Math.ceil(seconds / 60) });
  }
  if (status === 429 && reason === 'too-many-scans') return failure('code.too-many-scans');
  if (status >= 500 || status === 429) {
    return failure('platform.server-error', {
      status,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }
  const named = namedRefusals.get(reason);
  return named === undefined ? failure('platform.refused', { reason }) : failure(named);
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
