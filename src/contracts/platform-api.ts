import { z } from 'zod';
import { applicantSchema, caseHolderSchema, presentPersonSchema } from './applicant.ts';
import { handedInMaterialSchema } from './attachment-api.ts';
import { callBackEndedPayloadSchema } from './call-back-api.ts';
import { caseSupplementedPayloadSchema } from './case-state.ts';
import { receptionSchema } from './changes.ts';
import { consentWithdrawnPayloadSchema } from './consent-api.ts';
import { correctionAskedPayloadSchema, licenceObjectedPayloadSchema } from './correction-api.ts';
import { codeKeySchema } from './phone-api.ts';
import { ratingLevelSchema } from './rating.ts';
import { serviceItemSchema } from './service-item.ts';
import { claimsSchema, conflictDecisionSchema, sourcedValueSchema } from './sourced-value.ts';

/**
 * The central platform's own API, version 1. Requests and answers are JSON; every call but `health`, `sessions`,
 * `refreshSession` and `phoneSessions` carries `Authorization: Bearer <token>`, those under `/phone` the token of a phone.
 * A refusal is a 4xx with `refusalSchema`.
 */
export const platformPaths = {
  /** GET: is the platform there? */
  health: '/api/v1/health',
  /** POST: somebody logs in at a window. After too many failed tries: 429, `too-many-tries`, `Retry-After`. */
  sessions: '/api/v1/sessions',
  /** DELETE: the session of the token ends, also when the token's own time is over. */
  currentSession: '/api/v1/sessions/current',
  /** POST: new tokens for a session whose token ends. */
  refreshSession: '/api/v1/sessions/refresh',
  /** GET: the items this window may receive. */
  serviceItems: '/api/v1/service-items',
  /** POST: is there a natural person (自然人库) with this number and name? */
  matchPerson: '/api/v1/persons/match',
  /** POST: what the subject library has recorded of the person with this number and name. */
  personValues: '/api/v1/persons/values',
  /** POST: the legal person (法人库) with this code, and whether somebody represents it. */
  findEnterprise: '/api/v1/enterprises/find',
  /** POST: what the subject library has recorded of the legal person with this code. */
  enterpriseValues: '/api/v1/enterprises/values',
  /** POST: a phone of the simulation signs in. */
  phoneSessions: '/api/v1/phone/sessions',
  /** DELETE: a phone signs out, also when its time is over. */
  currentPhoneSession: '/api/v1/phone/sessions/current',
  /** POST: a phone activates a code (开通政务码, 领取粤商码). */
  codeActivations: '/api/v1/phone/code-activations',
  /** POST: a phone is given a code to show (办事码). */
  issueCode: '/api/v1/phone/codes',
  /** GET: what changed for the phone's person since a cursor. The truth behind `phonePush`. */
  phoneChanges: '/api/v1/phone/changes',
  /** GET: server-sent events; each is only a hint to ask for `phoneChanges`. */
  phonePush: '/api/v1/phone/push',
  /** POST: whose is the code that was scanned at a window? */
  resolveCode: '/api/v1/codes/resolve',
  /** POST: a code that was opened at a window without the platform is used up for its case. */
  redeemCode: '/api/v1/codes/redeem',
  /** POST: a batch of events of one workstation. When too many wait: 429, `too-many-batches`; `Retry-After` is a slot. */
  batches: '/api/v1/batches',
  /** GET: what changed since a cursor. The truth behind `push`. */
  changes: '/api/v1/changes',
  /** GET: server-sent events; each is only a hint to ask for `changes`. */
  push: '/api/v1/push',
  /** GET: how citizens have rated the service (好差评), counted; for administrators only. */
  evaluations: '/api/v1/evaluations',
  /** Base of the licence library's `license-app/v1`. */
  licenceLibrary: '/license-app/v1',
} as const;

const instantSchema = z.iso.datetime();

export const roleSchema = z.enum(['clerk', 'supervisor', 'approver', 'admin', 'technician']);
export type Role = z.infer<typeof roleSchema>;

/** The roles that receive cases. To the others the platform opens nothing that intake needs (`role-not-allowed`). */
export const intakeRoles: readonly Role[] = ['clerk', 'supervisor'];

export const healthAnswerSchema = z.object({
  platformId: z.uuid(),
  /** The platform's clock. */
  at: instantSchema,
});

export const refusalSchema = z.object({
  /** Stable reason, e.g. `wrong-credentials`, `session-expired`, `item-unknown`. */
  code: z.string().min(1).max(64),
});

/** Failed tries to log in to one account, within so many minutes, after which the platform refuses every try. */
export const loginTryLimit = { tries: 5, minutes: 15 } as const;

export const openSessionRequestSchema = z.strictObject({
  account: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  windowId: z.string().min(1).max(32),
  workstationId: z.uuid(),
});

/** The account with which a workstation asks the licence library; lives in memory for one session only. */
export const licenceAccountSchema = z.object({
  appKey: z.string().min(1),
  appSecret: z.string().min(1),
  account: z.string().min(1),
  password: z.string().min(1),
});
export type LicenceAccount = z.infer<typeof licenceAccountSchema>;

/** What opens a session's resources for a while, and what is exchanged for the next. All instants are the platform's. */
const sessionTokensSchema = z.object({
  token: z.string().min(16),
  issuedAt: instantSchema,
  expiresAt: instantSchema,
  /** Works once, from the session's own workstation and window; given again, it ends the session. */
  refreshToken: z.string().min(16),
  /** The end of the session, however often its tokens are exchanged. */
  refreshExpiresAt: instantSchema,
  /**
   * After an outage a workstation sends its first batch `hash(its id) mod` so many milliseconds after the platform is there
   * again, that not all come at once. Absent: at once.
   */
  reconnectWindowMs: z.number().int().nonnegative().max(600_000).exactOptional(),
});

export const refreshSessionRequestSchema = z.strictObject({
  refreshToken: z.string().min(16).max(128),
  windowId: z.string().min(1).max(32),
  workstationId: z.uuid(),
});

export const refreshSessionAnswerSchema = sessionTokensSchema;

export const openSessionAnswerSchema = sessionTokensSchema.extend({
  clerk: z.object({
    account: z.string().min(1),
    name: z.string().min(1),
    /** 工号, shown on the consent page. */
    number: z.string().min(1),
    role: roleSchema,
    /** Required by the licence library as the operator of each call. */
    idNumber: z.string().min(1),
  }),
  window: z.object({
    id: z.string().min(1),
    name: z.string().min(1),
    hall: z.string().min(1),
    division: z.string().min(1),
    divisionCode: z.string().min(1),
    orgName: z.string().min(1),
    orgCode: z.string().min(1),
  }),
  /** For the roles that receive cases. */
  licenceAccount: licenceAccountSchema.exactOptional(),
});
export type OpenSessionAnswer = z.infer<typeof openSessionAnswerSchema>;

/** Who is logged in at which window: all of a session that a counter needs to know without the platform. */
export interface AtWindow {
  readonly clerk: Omit<OpenSessionAnswer['clerk'], 'idNumber'>;
  readonly window: OpenSessionAnswer['window'];
}

export const serviceItemsAnswerSchema = z.object({
  items: z.array(serviceItemSchema),
  /** By these codes are opened while the platform is away: those in force, and those that come next. */
  codeKeys: z.array(codeKeySchema),
});

export const matchPersonRequestSchema = z.strictObject({
  idNumber: z.string().min(1).max(18),
  name: z.string().min(1).max(60),
});

export const matchPersonAnswerSchema = z.object({
  match: z.enum(['matched', 'name-differs', 'unknown']),
});

/** Which material of the item, and when the clerk settled it. */
const settledHead = { code: z.string(), settledAt: instantSchema };

/** How one material was dealt with. A refused consent looks like any other paper: there is no status for it. */
const receivedMaterialSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('waived-by-licence'),
    code: z.string(),
    licenceCode: z.string().exactOptional(),
    /** Where it takes a licence of each of several holders: those of the others. */
    otherLicenceCodes: z.array(z.string()).max(50).exactOptional(),
  }),
  z.strictObject({
    status: z.enum(['covered-by-other-source', 'needed-on-paper', 'not-needed']),
    code: z.string(),
  }),
  /** 容缺: it follows by the end of that day in the hall. */
  z.strictObject({ status: z.literal('deferred'), ...settledHead, dueOn: z.iso.date() }),
  /** 告知承诺: the sentence as it was signed, and the name of whoever has signed it. */
  z.strictObject({
    status: z.literal('pledged'),
    ...settledHead,
    sentence: z.string().min(1).max(1000),
    signedBy: z.string().min(1).max(60),
  }),
  /** 协查: the department has looked it up until then. */
  z.strictObject({ status: z.literal('under-check'), ...settledHead, dueAt: instantSchema }),
]);
export type ReceivedMaterial = z.infer<typeof receivedMaterialSchema>;

/** What every page that was agreed to says of itself. */
const agreedPage = {
  /** Also the id of the consent that the platform was asked for with this page. */
  pageId: z.uuid(),
  pageDigest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Number of whoever's licences it asked for; absent: the applicant's. */
  holder: z.string().min(1).max(32).exactOptional(),
  licenceTypes: z.array(z.string()),
  endedAt: instantSchema,
};

/** A page that was agreed to, and where. */
const agreedPageSchema = z.discriminatedUnion('answeredOn', [
  z.strictObject({
    ...agreedPage,
    answeredOn: z.literal('evaluator'),
    shownAt: instantSchema,
    input: z.enum(['touch', 'bound-pointer']),
  }),
  z.strictObject({ ...agreedPage, answeredOn: z.literal('phone') }),
]);

/** A case handed to the platform (收件). */
export const caseReceivedPayloadSchema = z.strictObject({
  caseId: z.uuid(),
  itemCode: z.string().min(1).max(64),
  variant: z.string().min(1),
  windowId: z.string().min(1),
  clerkNumber: z.string().min(1),
  openedAt: instantSchema,
  /**
   * 离线收件: the number on the paper that the applicant was given while the platform was away, and when. It is no number of
   * the platform; the case has one once it is received here.
   */
  provisional: z
    .strictObject({ number: z.string().min(1).max(64), receivedAt: instantSchema })
    .exactOptional(),
  applicant: applicantSchema,
  /** Absent: the applicant, or the representative, stands at the counter. */
  present: presentPersonSchema.exactOptional(),
  /** Who else has added licences of their own: the guardian of a minor, further adults. */
  holders: z.array(caseHolderSchema).min(1).max(16).exactOptional(),
  materials: z.array(receivedMaterialSchema),
  consents: z.array(agreedPageSchema),
  form: z.array(
    z.strictObject({
      key: z.string(),
      current: sourcedValueSchema.exactOptional(),
      original: sourcedValueSchema.exactOptional(),
      /** Sources that disagree, and what the clerk has decided: no field is handed in undecided. */
      conflict: z
        .strictObject({ claims: claimsSchema, decision: conflictDecisionSchema })
        .exactOptional(),
    }),
  ),
  /** Materials that were handed in as files, each of which has to be complete before (`attachment-missing`). */
  attachments: z.array(handedInMaterialSchema).max(50).exactOptional(),
});
export type CaseReceivedPayload = z.infer<typeof caseReceivedPayloadSchema>;

/** A citizen's rating of a service (好差评). It names neither case nor person nor clerk. */
export const serviceRatedPayloadSchema = z.strictObject({
  /** The `evaluationTicket` of the case; takes one rating. */
  ticket: z.uuid(),
  itemCode: z.string().min(1).max(64),
  windowId: z.string().min(1).max(32),
  level: ratingLevelSchema,
  /** When the citizen touched it. */
  at: instantSchema,
});
export type ServiceRatedPayload = z.infer<typeof serviceRatedPayloadSchema>;

const eventHead = {
  seq: z.number().int().positive(),
  /** Idempotency key: the same id is applied once, however often it is sent. */
  id: z.uuid(),
  at: instantSchema,
};

/** One event of a workstation. `seq` starts at 1 in each epoch and has no gaps. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...eventHead,
    kind: z.literal('case:received'),
    payload: caseReceivedPayloadSchema,
  }),
  z.strictObject({
    ...eventHead,
    kind: z.literal('service:rated'),
    payload: serviceRatedPayloadSchema,
  }),
  z.strictObject({
    ...eventHead,
    kind: z.literal('case:supplemented'),
    payload: caseSupplementedPayloadSchema,
  }),
  z.strictObject({
    ...eventHead,
    kind: z.literal('correction:asked'),
    payload: correctionAskedPayloadSchema,
  }),
  z.strictObject({
    ...eventHead,
    kind: z.literal('licence:objected'),
    payload: licenceObjectedPayloadSchema,
  }),
  z.strictObject({
    ...eventHead,
    kind: z.literal('consent:withdrawn'),
    payload: consentWithdrawnPayloadSchema,
  }),
  z.strictObject({
    ...eventHead,
    kind: z.literal('call-back:ended'),
    payload: callBackEndedPayloadSchema,
  }),
]);
export type PlatformEvent = z.infer<typeof eventSchema>;

/**
 * In the place of an event that does not fit a request: what it says stays at the workstation. The platform refuses it
 * (`event-too-large`) like any other that it cannot take, so that what comes after it is not held back.
 */
const withheldEventSchema = z.strictObject({
  ...eventHead,
  kind: z.literal('event:withheld'),
  payload: z.strictObject({
    /** Of the event as it would have been sent. */
    bytes: z.int().positive(),
  }),
});

/** An event as a request holds it. */
export const sentEventSchema = z.discriminatedUnion('kind', [
  ...eventSchema.options,
  withheldEventSchema,
]);
export type SentEvent = z.infer<typeof sentEventSchema>;

export const batchLimits = { events: 200, bytes: 256 * 1024 } as const;

export const batchRequestSchema = z.strictObject({
  workstationId: z.uuid(),
  /** Random id made when the workstation's database was created. */
  epoch: z.uuid(),
  /**
   * The workstation no longer keeps its events up to here, all of which were once acknowledged: who has lost them, or never
   * had them, goes on after them. Absent: none are gone.
   */
  goneThrough: z.number().int().positive().exactOptional(),
  events: z.array(sentEventSchema).min(1).max(batchLimits.events),
});
export type BatchRequest = z.infer<typeof batchRequestSchema>;

export const batchAnswerSchema = z.object({
  platformId: z.uuid(),
  /** All events up to here are processed, rejected ones included. */
  ackedThrough: z.number().int().nonnegative(),
  rejected: z.array(z.object({ seq: z.number().int().positive(), code: z.string().min(1) })),
  /** Of the accepted `case:received` events of this batch, also of repeated ones. */
  received: z.array(receptionSchema),
});
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;

export const evaluationsAnswerSchema = z.object({
  /** Items that have been rated, by code, with how many ratings of each level they got. */
  items: z.array(
    z.object({
      itemCode: z.string().min(1),
      counts: z.record(ratingLevelSchema, z.number().int().nonnegative()),
    }),
  ),
});
export type EvaluationsAnswer = z.infer<typeof evaluationsAnswerSchema>;
