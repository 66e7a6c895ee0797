import { z } from 'zod';
import { serviceItemSchema } from './service-item.ts';

/**
 * The central platform's own API, version 1. Requests and answers are JSON; every call but `openSession` carries
 * `Authorization: Bearer <token>`. A refusal is a 4xx with `refusalSchema`.
 */
export const platformPaths = {
  /** POST: a clerk logs in at a window. */
  sessions: '/api/v1/sessions',
  /** DELETE: the session of the token ends. */
  currentSession: '/api/v1/sessions/current',
  /** GET: the items this window may receive. */
  serviceItems: '/api/v1/service-items',
  /** POST: is there a natural person (自然人库) with this number and name? */
  matchPerson: '/api/v1/persons/match',
  /** POST: a batch of events of one workstation. */
  batches: '/api/v1/batches',
  /** GET: what changed since a cursor. The truth behind `push`. */
  changes: '/api/v1/changes',
  /** GET: server-sent events; each is only a hint to ask for `changes`. */
  push: '/api/v1/push',
  /** Base of the licence library's `license-app/v1`. */
  licenceLibrary: '/license-app/v1',
} as const;

const instantSchema = z.iso.datetime();

export const roleSchema = z.enum(['clerk', 'supervisor', 'approver', 'admin', 'technician']);
export type Role = z.infer<typeof roleSchema>;

export const refusalSchema = z.object({
  /** Stable reason, e.g. `wrong-credentials`, `session-expired`, `item-unknown`. */
  code: z.string().min(1).max(64),
});

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

export const openSessionAnswerSchema = z.object({
  token: z.string().min(16),
  expiresAt: instantSchema,
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
  licenceAccount: licenceAccountSchema,
});
export type OpenSessionAnswer = z.infer<typeof openSessionAnswerSchema>;

export const serviceItemsAnswerSchema = z.object({ items: z.array(serviceItemSchema) });

export const matchPersonRequestSchema = z.strictObject({
  idNumber: z.string().min(1).max(18),
  name: z.string().min(1).max(60),
});

export const matchPersonAnswerSchema = z.object({
  match: z.enum(['matched', 'name-differs', 'unknown']),
});

const provenanceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('card'), at: instantSchema }),
  z.strictObject({
    kind: z.literal('licence'),
    at: instantSchema,
    licenceName: z.string(),
    licenceCode: z.string(),
    field: z.string(),
  }),
  z.strictObject({ kind: z.literal('typed'), at: instantSchema }),
]);

export const sourcedValueSchema = z.strictObject({
  value: z.string().max(2000),
  provenance: provenanceSchema,
});

/** A case handed to the platform (收件). */
export const caseReceivedPayloadSchema = z.strictObject({
  caseId: z.uuid(),
  itemCode: z.string().min(1).max(64),
  variant: z.string().min(1),
  windowId: z.string().min(1),
  clerkNumber: z.string().min(1),
  openedAt: instantSchema,
  applicant: z.strictObject({
    subjectType: z.literal('person'),
    name: z.string().min(1),
    idNumber: z.string().min(1),
    identifiedBy: z.literal('identity-card'),
    identifiedAt: instantSchema,
    samId: z.string().min(1),
  }),
  materials: z.array(
    z.strictObject({
      code: z.string(),
      status: z.enum([
        'waived-by-licence',
        'covered-by-other-source',
        'needed-on-paper',
        'not-needed',
      ]),
      /** Denied looks like "handed in otherwise": there is no status for a refusal. */
      licenceCode: z.string().exactOptional(),
    }),
  ),
  consents: z.array(
    z.strictObject({
      pageId: z.uuid(),
      pageDigest: z.string().regex(/^[0-9a-f]{64}$/),
      licenceTypes: z.array(z.string()),
      shownAt: instantSchema,
      endedAt: instantSchema,
      input: z.enum(['touch', 'bound-pointer']),
    }),
  ),
  form: z.array(
    z.strictObject({
      key: z.string(),
      current: sourcedValueSchema.exactOptional(),
      original: sourcedValueSchema.exactOptional(),
    }),
  ),
});
export type CaseReceivedPayload = z.infer<typeof caseReceivedPayloadSchema>;

/** One event of a workstation. `seq` starts at 1 in each epoch and has no gaps. */
export const eventSchema = z.strictObject({
  seq: z.number().int().positive(),
  /** Idempotency key: the same id is applied once, however often it is sent. */
  id: z.uuid(),
  kind: z.literal('case:received'),
  at: instantSchema,
  payload: caseReceivedPayloadSchema,
});
export type PlatformEvent = z.infer<typeof eventSchema>;

export const batchLimits = { events: 200, bytes: 256 * 1024 } as const;

export const batchRequestSchema = z.strictObject({
  workstationId: z.uuid(),
  /** Random id made when the workstation's database was created. */
  epoch: z.uuid(),
  events: z.array(eventSchema).min(1).max(batchLimits.events),
});
export type BatchRequest = z.infer<typeof batchRequestSchema>;

export const batchAnswerSchema = z.object({
  platformId: z.uuid(),
  /** All events up to here are processed, rejected ones included. */
  ackedThrough: z.number().int().nonnegative(),
  rejected: z.array(z.object({ seq: z.number().int().positive(), code: z.string().min(1) })),
  /** Case numbers of the accepted `case:received` events of this batch, also of repeated ones. */
  received: z.array(z.object({ caseId: z.uuid(), caseNumber: z.string().min(1) })),
});
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;

export const changesAnswerSchema = z.object({
  /** Opaque; send it back as `since`. */
  cursor: z.string(),
  changes: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('case:received'),
        caseId: z.uuid(),
        caseNumber: z.string().min(1),
      }),
    ]),
  ),
});
export type ChangesAnswer = z.infer<typeof changesAnswerSchema>;

/** Name of the server-sent event that hints at new `changes`; its data is the newest cursor. */
export const pushHintEvent = 'changed';
