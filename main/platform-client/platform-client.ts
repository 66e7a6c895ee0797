import { z } from 'zod';
import {
  type BatchAnswer,
  type BatchRequest,
  batchAnswerSchema,
  type ChangesAnswer,
  changesAnswerSchema,
  matchPersonAnswerSchema,
  type OpenSessionAnswer,
  openSessionAnswerSchema,
  platformPaths,
  serviceItemsAnswerSchema,
} from '../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { type Fetch, type JsonRequest, requestJson } from './http.ts';

/** Milliseconds for calls a person is waiting for, and for sending a batch. */
const interactiveLimit = 8_000;
const batchLimit = 30_000;

/** Who logs in, where. */
export interface Credentials {
  readonly account: string;
  readonly password: string;
  readonly windowId: string;
  readonly workstationId: string;
}

/** The central platform, as the workstation uses it. All calls but `logIn` need a session. */
export interface PlatformClient {
  logIn(credentials: Credentials): Promise<Outcome<OpenSessionAnswer>>;
  logOut(): Promise<void>;
  serviceItems(): Promise<Outcome<readonly ServiceItem[]>>;
  matchPerson(person: {
    readonly idNumber: string;
    readonly name: string;
  }): Promise<Outcome<'matched' | 'name-differs' | 'unknown'>>;
  sendBatch(batch: BatchRequest): Promise<Outcome<BatchAnswer>>;
  changesSince(cursor: string | undefined): Promise<Outcome<ChangesAnswer>>;
  /** The token of the session, for the push stream and the licence library beside this client. */
  session(): { readonly origin: string; readonly opened: OpenSessionAnswer } | undefined;
}

/** What the client needs. */
export interface PlatformClientOptions {
  readonly fetch: Fetch;
  /** The platform's origin, asked anew for each call since settings may change. */
  readonly origin: () => Outcome<string>;
  /** Told after each call whether the platform answered at all. */
  readonly onReached: (reached: boolean) => void;
  /** The platform has ended the session by itself. */
  readonly onExpired: () => void;
}

/** A client of the platform's own API. */
export function createPlatformClient(options: PlatformClientOptions): PlatformClient {
  let opened: OpenSessionAnswer | undefined;

  async function call<Answer extends z.ZodType>(
    path: string,
    request: Omit<JsonRequest<Answer>, 'address'>,
  ): Promise<Outcome<z.output<Answer>>> {
    const origin = options.origin();
    if (!origin.ok) return origin;
    const answer = await requestJson(options.fetch, {
      ...request,
      address: origin.value + path,
    });
    options.onReached(answer.ok || !notReached.has(answer.problem.code));
    return answer;
  }

  /** A call of the session. When the platform says that it has ended, nobody is logged in any more. */
  async function callInSession<Answer extends z.ZodType>(
    path: string,
    request: Omit<JsonRequest<Answer>, 'address' | 'token'>,
  ): Promise<Outcome<z.output<Answer>>> {
    const asked = opened;
    if (asked === undefined) return fail('session.required');
    const answer = await call(path, { ...request, token: asked.token });
    if (!answer.ok && answer.problem.code === 'session.expired' && opened === asked) {
      opened = undefined;
      options.onExpired();
    }
    return answer;
  }

  return {
    logIn: async (credentials) => {
      const answer = await call(platformPaths.sessions, {
        method: 'POST',
        body: credentials,
        answer: openSessionAnswerSchema,
        timeLimit: interactiveLimit,
      });
      if (answer.ok) opened = answer.value;
      return answer;
    },
    logOut: async () => {
      const ending = opened;
      // From here on nobody is logged in, however long the platform takes to hear of it.
      opened = undefined;
      if (ending === undefined) return;
      await call(platformPaths.currentSession, {
        method: 'DELETE',
        answer: z.unknown(),
        timeLimit: interactiveLimit,
        token: ending.token,
      });
    },
    serviceItems: async () => {
      const answer = await callInSession(platformPaths.serviceItems, {
        method: 'GET',
        answer: serviceItemsAnswerSchema,
        timeLimit: interactiveLimit,
      });
      return answer.ok ? ok(answer.value.items) : answer;
    },
    matchPerson: async (person) => {
      const answer = await callInSession(platformPaths.matchPerson, {
        method: 'POST',
        body: person,
        answer: matchPersonAnswerSchema,
        timeLimit: interactiveLimit,
      });
      return answer.ok ? ok(answer.value.match) : answer;
    },
    sendBatch: (batch) =>
      callInSession(platformPaths.batches, {
        method: 'POST',
        body: batch,
        answer: batchAnswerSchema,
        timeLimit: batchLimit,
      }),
    changesSince: (cursor) =>
      callInSession(
        `${platformPaths.changes}${cursor === undefined ? '' : `?since=${encodeURIComponent(cursor)}`}`,
        { method: 'GET', answer: changesAnswerSchema, timeLimit: interactiveLimit },
      ),
    session: () => {
      const origin = options.origin();
      return opened === undefined || !origin.ok ? undefined : { origin: origin.value, opened };
    },
  };
}

/** Failures that say the platform did not answer. Its own errors and refusals are answers. */
const notReached = new Set<string>(['platform.unreachable', 'platform.timed-out']);
