import { z } from 'zod';
import { type ChangesAnswer, changesAnswerSchema } from '../../src/contracts/changes.ts';
import {
  type AtWindow,
  type BatchAnswer,
  batchAnswerSchema,
  healthAnswerSchema,
  matchPersonAnswerSchema,
  type OpenSessionAnswer,
  openSessionAnswerSchema,
  platformPaths,
  refreshSessionAnswerSchema,
  serviceItemsAnswerSchema,
} from '../../src/contracts/platform-api.ts';
import {
  type ProvisionalBlock,
  type ProvisionalBlocksRequest,
  provisionalBlocksAnswerSchema,
  provisionalPaths,
} from '../../src/contracts/provisional-api.ts';
import { timeAnswerSchema, workstationPaths } from '../../src/contracts/workstation-api.ts';
import type { CodeKey } from '../../src/domain/live-code.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { type Clock, type Instant, systemClock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { type WrittenBatch, writeBatch } from '../../src/sync/batching.ts';
import { type AttachmentCalls, attachmentCalls } from './attachment-calls.ts';
import { type AuditCalls, auditCalls } from './audit-calls.ts';
import { type ConsentRequests, createConsentRequests } from './consent-requests.ts';
import { type EvidenceCalls, evidenceCalls } from './evidence-calls.ts';
import { type FourEyesCalls, fourEyesCalls } from './four-eyes-calls.ts';
import { type HandoverCalls, handoverCalls } from './handover-calls.ts';
import { type HeldSession, holdSession } from './held-session.ts';
import { type Fetch, type JsonRequest, requestContent, requestJson } from './http.ts';
import { type IdentityCalls, identityCalls } from './identity-calls.ts';
import { type SubjectCalls, subjectCalls } from './subject-calls.ts';

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

/** Who is logged in, at which platform. */
export interface PlatformSession {
  readonly origin: string;
  readonly opened: AtWindow;
  /** What the platform has granted; undefined where somebody has logged in without it. */
  readonly granted: OpenSessionAnswer | undefined;
}

/**
 * The central platform, as the workstation uses it. All calls but `probe` and `logIn` need a session; they renew its
 * tokens by themselves.
 */
export interface PlatformClient {
  /** Is the platform there, and what time is it there? May be asked by nobody in particular. */
  probe(): Promise<Outcome<{ readonly at: Instant }>>;
  logIn(credentials: Credentials): Promise<Outcome<OpenSessionAnswer>>;
  logOut(): Promise<void>;
  /** What the window may receive, and by which keys it opens codes while the platform is away. */
  serviceItems(): Promise<
    Outcome<{ readonly items: readonly ServiceItem[]; readonly codeKeys: readonly CodeKey[] }>
  >;
  matchPerson(person: {
    readonly idNumber: string;
    readonly name: string;
  }): Promise<Outcome<'matched' | 'name-differs' | 'unknown'>>;
  /** What finds out whom a case is for. */
  readonly identities: IdentityCalls;
  /** What fills a form from the subject libraries. */
  readonly subjects: SubjectCalls;
  readonly attachments: AttachmentCalls;
  sendBatch(batch: WrittenBatch): Promise<Outcome<BatchAnswer>>;
  changesSince(cursor: string | undefined): Promise<Outcome<ChangesAnswer>>;
  readonly consents: ConsentRequests;
  readonly evidence: EvidenceCalls;
  readonly audit: AuditCalls;
  readonly fourEyes: FourEyesCalls;
  /** Provisional numbers that this workstation lacks at its window. */
  provisionalBlocks(
    request: ProvisionalBlocksRequest,
  ): Promise<Outcome<readonly ProvisionalBlock[]>>;
  /** Handing cases to other windows, and taking them from there. */
  readonly handovers: HandoverCalls;
  /**
   * Goes on for somebody whom this platform knew before, without asking it: until they log in there is no token, and
   * calls that need one are answered as if the platform could not be reached.
   */
  standIn(known: { readonly origin: string; readonly opened: AtWindow }): void;
  /** Who is logged in, at which platform. A session stays with the platform that opened it, whatever settings say. */
  session(): PlatformSession | undefined;
  /** A token with some time left, and where it may be shown; for the push stream beside this client. */
  freshToken(): Promise<Outcome<{ readonly origin: string; readonly token: string }>>;
}

/** What the client needs. */
export interface PlatformClientOptions {
  readonly fetch: Fetch;
  /** The platform's origin, asked anew for each probe and login since settings may change. */
  readonly origin: () => Outcome<string>;
  /** Told after each call whether the platform answered at all. */
  readonly onReached: (reached: boolean) => void;
  /** The platform has ended the session by itself. */
  readonly onExpired: () => void;
  /** Whether calls are signed: then only a platform that signs too is there. */
  readonly isEnrolled?: () => boolean;
  /** What an answer said that nobody has signed: the platform's time, and the milliseconds that it took to come. */
  readonly onTimeHint?: (at: Instant, tookMs: number) => void;
  /** The system's clock unless told. */
  readonly clock?: Pick<Clock, 'monotonic'>;
}

/** Is the platform at this origin? Whatever else answers there is not. */
export function probeOrigin(
  fetch: Fetch,
  origin: string,
): Promise<Outcome<{ readonly at: Instant }>> {
  return requestJson(fetch, {
    address: origin + platformPaths.health,
    method: 'GET',
    answer: healthAnswerSchema,
    timeLimit: interactiveLimit,
  });
}

/** Likewise of one that has to prove which platform it is. */
function probeGenuine(fetch: Fetch, origin: string): Promise<Outcome<{ readonly at: Instant }>> {
  return requestJson(fetch, {
    address: origin + workstationPaths.time,
    method: 'GET',
    answer: timeAnswerSchema,
    timeLimit: interactiveLimit,
  });
}

/** A client of the platform's own API. */
export function createPlatformClient({
  fetch,
  origin: currentOrigin,
  onReached,
  onExpired,
  isEnrolled = () => false,
  onTimeHint = () => undefined,
  clock = systemClock,
}: PlatformClientOptions): PlatformClient {
  let held: HeldSession | undefined;
  /** Somebody who has logged in without the platform. */
  let standIn: PlatformSession | undefined;

  async function call<Answer extends z.ZodType>(
    origin: string,
    path: string,
    request: Omit<JsonRequest<Answer>, 'address'>,
  ): Promise<Outcome<z.output<Answer>>> {
    return noted(await requestJson(fetch, { ...request, address: origin + path }));
  }

  function noted<Value>(answer: Outcome<Value>): Outcome<Value> {
    onReached(answer.ok || !notReached.has(answer.problem.code));
    return answer;
  }

  /** Passes an outcome on. When it says that a session has ended, nobody is logged in any more. */
  function heeding<Value>(session: HeldSession, outcome: Outcome<Value>): Outcome<Value> {
    if (hasExpired(outcome) && held === session) {
      held = undefined;
      onExpired();
    }
    return outcome;
  }

  const withoutToken = () =>
    fail(standIn === undefined ? 'session.required' : 'platform.unreachable');

  /** A call of the session. One that comes when the token has just ended is repeated with the next. */
  async function inSession<Value>(
    ask: (origin: string, token: string) => Promise<Outcome<Value>>,
  ): Promise<Outcome<Value>> {
    const session = held;
    if (session === undefined) return withoutToken();
    const send = async (token: string): Promise<Outcome<Value>> =>
      held === session ? ask(session.origin, token) : fail('session.required');
    const token = await session.freshToken();
    if (!token.ok) return heeding(session, token);
    const answer = await send(token.value);
    if (!hasExpired(answer)) return answer;
    const next = await session.tokenAfter(token.value);
    return heeding(session, next.ok ? await send(next.value) : next);
  }

  function callInSession<Answer extends z.ZodType>(
    path: string,
    request: Omit<JsonRequest<Answer>, 'address' | 'token'>,
  ): Promise<Outcome<z.output<Answer>>> {
    return inSession((origin, token) => call(origin, path, { ...request, token }));
  }

  function contentInSession(path: string, timeLimit: number): Promise<Outcome<Uint8Array>> {
    return inSession(async (origin, token) =>
      noted(await requestContent(fetch, { address: origin + path, token, timeLimit })),
    );
  }

  return {
    probe: async () => {
      const origin = currentOrigin();
      if (!origin.ok) return origin;
      const askedAt = clock.monotonic();
      const answer = await (isEnrolled() ? probeGenuine : probeOrigin)(fetch, origin.value);
      onReached(answer.ok);
      if (answer.ok) onTimeHint(answer.value.at, clock.monotonic() - askedAt);
      return answer;
    },
    logIn: async (credentials) => {
      const origin = currentOrigin();
      if (!origin.ok) return origin;
      const askedAt = clock.monotonic();
      const answer = await call(origin.value, platformPaths.sessions, {
        method: 'POST',
        body: credentials,
        answer: openSessionAnswerSchema,
        timeLimit: interactiveLimit,
      });
      if (!answer.ok) return answer;
      onTimeHint(answer.value.issuedAt, clock.monotonic() - askedAt);
      const { windowId, workstationId } = credentials;
      standIn = undefined;
      held = holdSession({
        origin: origin.value,
        opened: answer.value,
        askedAt,
        clock,
        exchange: (refreshToken) =>
          call(origin.value, platformPaths.refreshSession, {
            method: 'POST',
            body: { refreshToken, windowId, workstationId },
            answer: refreshSessionAnswerSchema,
            timeLimit: interactiveLimit,
          }),
      });
      return answer;
    },
    logOut: async () => {
      const ending = held;
      // From here on nobody is logged in, however long the platform takes to hear of it.
      held = undefined;
      standIn = undefined;
      if (ending === undefined) return;
      await call(ending.origin, platformPaths.currentSession, {
        method: 'DELETE',
        answer: z.unknown(),
        timeLimit: interactiveLimit,
        token: await ending.newestToken(),
      });
    },
    serviceItems: () =>
      callInSession(platformPaths.serviceItems, {
        method: 'GET',
        answer: serviceItemsAnswerSchema,
        timeLimit: interactiveLimit,
      }),
    matchPerson: async (person) => {
      const answer = await callInSession(platformPaths.matchPerson, {
        method: 'POST',
        body: person,
        answer: matchPersonAnswerSchema,
        timeLimit: interactiveLimit,
      });
      return answer.ok ? ok(answer.value.match) : answer;
    },
    identities: identityCalls(callInSession),
    subjects: subjectCalls(callInSession),
    attachments: attachmentCalls(callInSession),
    sendBatch: (batch) =>
      callInSession(platformPaths.batches, {
        method: 'POST',
        json: writeBatch(batch),
        answer: batchAnswerSchema,
        timeLimit: batchLimit,
      }),
    changesSince: (cursor) =>
      callInSession(
        `${platformPaths.changes}${cursor === undefined ? '' : `?since=${encodeURIComponent(cursor)}`}`,
        { method: 'GET', answer: changesAnswerSchema, timeLimit: interactiveLimit },
      ),
    provisionalBlocks: async (request) => {
      const answer = await callInSession(provisionalPaths.blocks, {
        method: 'POST',
        body: request,
        answer: provisionalBlocksAnswerSchema,
        timeLimit: interactiveLimit,
      });
      return answer.ok ? ok(answer.value.blocks) : answer;
    },
    consents: createConsentRequests(callInSession),
    evidence: evidenceCalls(callInSession),
    audit: auditCalls(callInSession),
    fourEyes: fourEyesCalls(callInSession),
    handovers: handoverCalls(callInSession, contentInSession),
    standIn: (known) => {
      standIn = { ...known, granted: undefined };
    },
    session: () => {
      if (held === undefined) return standIn;
      const granted = held.opened();
      return { origin: held.origin, opened: granted, granted };
    },
    freshToken: async () => {
      const session = held;
      if (session === undefined) return withoutToken();
      const token = heeding(session, await session.freshToken());
      return token.ok ? ok({ origin: session.origin, token: token.value }) : token;
    },
  };
}

function hasExpired(outcome: Outcome<unknown>): boolean {
  return !outcome.ok && outcome.problem.code === 'session.expired';
}

/** Failures that say the platform did not answer. Its own errors and refusals are answers; somebody else's are not. */
const notReached = new Set<string>([
  'platform.unreachable',
  'platform.timed-out',
  'platform.not-genuine',
]);
