import { z } from 'zod';
import { deviceSnapshotSchema } from './device-snapshot.ts';
import { evaluatorMirrorSchema } from './evaluator-page.ts';
import { failureSchema } from './failure.ts';
import { roleSchema, sourcedValueSchema } from './platform-api.ts';
import { serviceItemSchema } from './service-item.ts';

const caseIdSchema = z.uuid();
const onCase = z.strictObject({ caseId: caseIdSchema });

export const caseStageSchema = z.enum([
  'choosing-item',
  'identifying',
  'matching',
  'reviewing',
  'asking-consent',
  'fetching-values',
  'filling-form',
  'submitting',
  'received',
  'closed',
]);

/** Licence metadata as the clerk sees it: no value, no auth code, the holder masked. */
const licenceSummarySchema = z.strictObject({
  licenceCode: z.string(),
  typeCode: z.string(),
  name: z.string(),
  issuer: z.string(),
  status: z.enum(['DRAFT', 'REGISTERED', 'ISSUED', 'ABOLISHED']),
  validFrom: z.string(),
  validTo: z.string(),
  holderMasked: z.string(),
  heldByApplicant: z.boolean(),
});

const waiverLineSchema = z.strictObject({
  material: z.strictObject({ code: z.string(), name: z.string() }),
  status: z.enum(['waived-by-licence', 'covered-by-other-source', 'needed-on-paper', 'not-needed']),
  reason: z.enum([
    'licence-valid',
    'identity-card-read',
    'not-in-this-variant',
    'handed-in-otherwise',
    'no-replacement-registered',
    'no-licence-in-library',
    'licence-not-yet-valid',
    'licence-expired',
    'licence-abolished',
    'licence-not-issued',
    'licence-of-somebody-else',
  ]),
  licence: licenceSummarySchema.exactOptional(),
});

const waiverListSchema = z.strictObject({
  lines: z.array(waiverLineSchema).readonly(),
  ineligible: z
    .strictObject({
      reason: z.literal('too-young'),
      age: z.number().int(),
      minimumAge: z.number().int(),
    })
    .exactOptional(),
});

const formFieldSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  group: z.string(),
  required: z.boolean(),
  current: sourcedValueSchema.exactOptional(),
  original: sourcedValueSchema.exactOptional(),
});

export const consentOutcomeSchema = z.enum([
  'agreed',
  'declined',
  'timed-out',
  'screen-lost',
  'page-altered',
  'withdrawn',
]);

/** A case as the clerk's window sees it: an allow list, built by main. */
export const clerkCaseSchema = z.strictObject({
  id: caseIdSchema,
  stage: caseStageSchema,
  openedAt: z.iso.datetime(),
  item: serviceItemSchema.exactOptional(),
  variant: z.string().exactOptional(),
  /** The identified person, in full: this is the field being worked on. */
  applicant: z
    .strictObject({
      subjectType: z.literal('person'),
      name: z.string(),
      nameMasked: z.string(),
      sex: z.string(),
      ethnicity: z.string(),
      birthDate: z.string(),
      address: z.string(),
      idNumber: z.string(),
      authority: z.string(),
      validFrom: z.string(),
      validTo: z.string(),
      identifiedBy: z.literal('identity-card'),
      identifiedAt: z.iso.datetime(),
    })
    .exactOptional(),
  licences: z.array(licenceSummarySchema).readonly(),
  waiverList: waiverListSchema.exactOptional(),
  /** How the last consent page ended. */
  consentOutcome: consentOutcomeSchema.exactOptional(),
  form: z.array(formFieldSchema).readonly().exactOptional(),
  caseNumber: z.string().exactOptional(),
  failure: failureSchema.exactOptional(),
});
export type ClerkCase = z.infer<typeof clerkCaseSchema>;

/** Everything the clerk's window shows, at one moment. */
export const deskSnapshotSchema = z.strictObject({
  /** Grows by one with every snapshot; an older one is never shown over a newer one. */
  revision: z.number().int().nonnegative(),
  session: z
    .strictObject({
      account: z.string(),
      name: z.string(),
      number: z.string(),
      role: roleSchema,
      windowName: z.string(),
      hall: z.string(),
    })
    .exactOptional(),
  platform: z.strictObject({
    state: z.enum(['unknown', 'online', 'offline']),
    /** Events not yet acknowledged by the platform. */
    waiting: z.number().int().nonnegative(),
    /** Events the platform has rejected. */
    rejected: z.number().int().nonnegative(),
  }),
  devices: deviceSnapshotSchema,
  mirror: evaluatorMirrorSchema,
  items: z.array(serviceItemSchema).readonly(),
  case: clerkCaseSchema.exactOptional(),
  /** Something that concerns the whole desk, e.g. damaged settings that were replaced by defaults. */
  notices: z.array(failureSchema).readonly(),
});
export type DeskSnapshot = z.infer<typeof deskSnapshotSchema>;

/** Who may make a call: anybody at the window, or a logged-in person with one of the roles. */
type Allowed = 'anybody' | readonly z.infer<typeof roleSchema>[];

interface ClerkCall {
  readonly request: z.ZodType;
  readonly reply: z.ZodType;
  readonly allowed: Allowed;
}

/** The roles that receive cases. */
export const intakeRoles: readonly z.infer<typeof roleSchema>[] = ['clerk', 'supervisor'];

/** Every call the clerk's window can make. None of them can produce a consent. */
export const clerkCalls = {
  'desk:current': { request: z.null(), reply: deskSnapshotSchema, allowed: 'anybody' },
  'session:log-in': {
    request: z.strictObject({
      account: z.string().min(1).max(64),
      password: z.string().min(1).max(256),
    }),
    reply: z.null(),
    allowed: 'anybody',
  },
  'session:log-out': { request: z.null(), reply: z.null(), allowed: 'anybody' },
  'case:open': { request: z.null(), reply: z.null(), allowed: intakeRoles },
  'case:choose-item': {
    request: z.strictObject({
      caseId: caseIdSchema,
      itemCode: z.string().min(1).max(64),
      variant: z.string().min(1).max(64),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** 读卡: reads the card that lies on the reader, or waits for one. */
  'case:read-card': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Tries the step that failed once more. */
  'case:try-again': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** 推送授权页. */
  'case:push-consent': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** 收回页面. */
  'case:withdraw-page': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Goes on to the form without any licence; what they would have replaced is handed in otherwise. */
  'case:continue-on-paper': { request: onCase, reply: z.null(), allowed: intakeRoles },
  'case:type-field': {
    request: z.strictObject({
      caseId: caseIdSchema,
      key: z.string().min(1).max(64),
      value: z.string().max(2000),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  'case:submit': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Ends the case at the counter; before submission this drops it. */
  'case:close': { request: onCase, reply: z.null(), allowed: intakeRoles },
} as const satisfies Readonly<Record<string, ClerkCall>>;
export type ClerkCalls = typeof clerkCalls;

/** Main sends the newest `DeskSnapshot` to the clerk's window whenever something has changed. */
export const deskChangedEvent = 'desk:changed';
