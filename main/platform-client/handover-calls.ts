import type { z } from 'zod';
import {
  type HandoverState,
  type HandoverWindow,
  handoverAnswerSchema,
  handoverPaths,
  handoversAnswerSchema,
  handoverWindowsAnswerSchema,
  type OfferHandoverRequest,
  takeHandoverAnswerSchema,
  type WaitingHandover,
} from '../../src/contracts/handover-api.ts';
import type { HandedCase } from '../../src/domain/handover.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { failure, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import type { SessionCall } from './consent-requests.ts';

/** Milliseconds that each of these calls may take, and that a file may take to arrive. */
const timeLimit = 8_000;
const contentLimit = 60_000;

/**
 * Handing cases from window to window. Each call may be repeated; an answer that was lost on its way is asked for once
 * more. Refusals are `handover.taken`, `handover.ended` and `handover.window-unknown`.
 */
export interface HandoverCalls {
  /** The windows that a case may go to. */
  windows(): Promise<Outcome<readonly HandoverWindow[]>>;
  /** What is offered to this window, oldest first. */
  waiting(): Promise<Outcome<readonly WaitingHandover[]>>;
  offer(request: OfferHandoverRequest): Promise<Outcome<HandoverState>>;
  /** How one stands; undefined where the platform has never heard of it. */
  find(handoverId: string): Promise<Outcome<HandoverState | undefined>>;
  take(handoverId: string): Promise<Outcome<HandedCase>>;
  /** The case that was taken is stored here. */
  confirm(handoverId: string): Promise<Outcome<HandoverState>>;
  /** @returns how it stands then: back here, however it came back */
  takeBack(handoverId: string): Promise<Outcome<HandoverState>>;
  decline(handoverId: string): Promise<Outcome<HandoverState>>;
  /** A file of a case that was taken and not confirmed. */
  attachment(handoverId: string, digest: string): Promise<Outcome<Uint8Array>>;
}

/** Asks for a file in the session that is open. */
export type SessionContentCall = (path: string, timeLimit: number) => Promise<Outcome<Uint8Array>>;

/** The platform's refusals, in the words of the catalogue. */
const failureByRefusal: Readonly<Record<string, FailureCode>> = {
  'window-unknown': 'handover.window-unknown',
  'item-unknown': 'item.unknown',
  'handover-taken': 'handover.taken',
  'handover-ended': 'handover.ended',
  'handover-unknown': 'handover.ended',
};

/** The calls of a session. */
export function handoverCalls(call: SessionCall, fetchContent: SessionContentCall): HandoverCalls {
  async function callTwice<Answer extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    answer: Answer,
    body?: unknown,
  ): Promise<Outcome<z.output<Answer>>> {
    const request = { method, answer, timeLimit, ...(body === undefined ? {} : { body }) };
    const first = await call(path, request);
    return !first.ok && first.problem.code === 'platform.unreachable' ? call(path, request) : first;
  }

  async function stateAfter(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<Outcome<HandoverState>> {
    const answer = await callTwice(method, path, handoverAnswerSchema, body);
    return answer.ok ? ok(answer.value.state) : inOurWords(answer);
  }

  return {
    windows: async () => {
      const answer = await callTwice('GET', handoverPaths.windows, handoverWindowsAnswerSchema);
      return answer.ok ? ok(answer.value.windows) : answer;
    },
    waiting: async () => {
      const answer = await callTwice('GET', handoverPaths.handovers, handoversAnswerSchema);
      return answer.ok ? ok(answer.value.handovers) : answer;
    },
    offer: (request) => stateAfter('POST', handoverPaths.handovers, request),
    find: async (handoverId) => {
      const answer = await callTwice(
        'GET',
        handoverPaths.handover(handoverId),
        handoverAnswerSchema,
      );
      if (answer.ok) return ok(answer.value.state);
      return answer.problem.info?.['reason'] === 'handover-unknown' ? ok(undefined) : answer;
    },
    take: async (handoverId) => {
      const path = handoverPaths.take(handoverId);
      const answer = await callTwice('POST', path, takeHandoverAnswerSchema);
      return answer.ok ? ok(answer.value.case) : inOurWords(answer);
    },
    confirm: (handoverId) => stateAfter('POST', handoverPaths.confirm(handoverId)),
    takeBack: (handoverId) => stateAfter('POST', handoverPaths.takeBack(handoverId)),
    decline: (handoverId) => stateAfter('POST', handoverPaths.decline(handoverId)),
    attachment: async (handoverId, digest) =>
      inOurWords(await fetchContent(handoverPaths.attachment(handoverId, digest), contentLimit)),
  };
}

function inOurWords<Value>(answer: Outcome<Value>): Outcome<Value> {
  if (answer.ok || answer.problem.code !== 'platform.refused') return answer;
  const code = failureByRefusal[String(answer.problem.info?.['reason'])];
  return code === undefined ? answer : err(failure(code));
}
