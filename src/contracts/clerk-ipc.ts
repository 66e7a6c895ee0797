import { z } from 'zod';
import { actingAs, channels, otherDocuments } from '../domain/applicant.ts';
import { pageLimit } from '../domain/attachment.ts';
import { addedAs, holderStandings } from '../domain/case-holders.ts';
import { withdrawalPlaces } from '../domain/consent.ts';
import { identificationSteps } from '../domain/identification.ts';
import { trustLevels } from '../domain/licence.ts';
import { licenceNotes } from '../domain/licence-health.ts';
import { settlementWays } from '../domain/material-settlement.ts';
import { callBackEndings, callBackReasons } from '../domain/offline-intake.ts';
import { licenceHolders, type OfferedItem, subjectKinds } from '../domain/service-item.ts';
import { type WaiverList, waiverReasons, waiverStatuses } from '../domain/waiver-list.ts';
import { mostFrames } from '../failures/where-it-broke.ts';
import { cardFactsSchema } from './applicant.ts';
import { attachmentTypeSchema } from './attachment-api.ts';
import { cardPhotoSchema } from './card-photo.ts';
import type { ClerkChannel } from './channels.ts';
import { connectivitySchema } from './connectivity.ts';
import { deviceSnapshotSchema } from './device-snapshot.ts';
import { citizenLanguageSchema, evaluatorMirrorSchema } from './evaluator-page.ts';
import { failureSchema } from './failure.ts';
import { reassignmentSchema } from './four-eyes-api.ts';
import { handoverWindowsAnswerSchema } from './handover-api.ts';
import type { IpcCall } from './ipc-call.ts';
import { eventSchema, intakeRoles, roleSchema } from './platform-api.ts';
import { receiptSchema } from './receipt.ts';
import { wedgeSettingsSchema, windowCodeSchema } from './scanned-code.ts';
import { fieldFormatSchema, serviceItemSchema } from './service-item.ts';
import {
  auditEntrySchema,
  decoderTrialSchema,
  deviceTrialSchema,
  settingsChangeSchema,
  settingsViewSchema,
} from './settings.ts';
import { settlementSchema } from './settlement.ts';
import {
  claimsSchema,
  conflictDecisionSchema,
  conflictNoteSchema,
  conflictReasonSchema,
  sourcedValueSchema,
} from './sourced-value.ts';

const caseIdSchema = z.uuid();
const onCase = z.strictObject({ caseId: caseIdSchema });

/** The receipt of the case, or of what was decided on one of its consent pages. */
const receiptWishSchema = onCase.extend({ pageId: z.uuid().exactOptional() });

const onHandover = z.strictObject({ handoverId: z.uuid() });

const attachmentIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
const materialCodeSchema = z.string().min(1).max(64);
const onAttachment = z.strictObject({ caseId: caseIdSchema, attachmentId: attachmentIdSchema });

const attachmentContentSchema = z.strictObject({
  mediaType: attachmentTypeSchema,
  contentBase64: z.base64(),
});
export type AttachmentContent = z.infer<typeof attachmentContentSchema>;

export const caseStageSchema = z.enum([
  'choosing-item',
  'identifying',
  'matching',
  'reviewing',
  'asking-consent',
  'fetching-values',
  'checking-values',
  'filling-form',
  'handing-over',
  'taking-over',
  'awaiting-verification',
  'verifying',
  'calling-back',
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
  heldBy: z.enum(licenceHolders).exactOptional(),
  ofPerson: z.number().int().nonnegative().exactOptional(),
  heldByApplicant: z.boolean(),
  holderNameDiffers: z.literal(true).exactOptional(),
  trustLevel: z.enum(trustLevels).exactOptional(),
  supersededBy: z.string().exactOptional(),
});

const settlementOfferSchema = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('deferral'), workingDays: z.number().int().positive() }),
  z.strictObject({ way: z.literal('pledge'), sentence: z.string() }),
  z.strictObject({ way: z.literal('check'), hours: z.number().int().positive() }),
]);

const waiverLineSchema = z.strictObject({
  material: z.strictObject({
    code: z.string(),
    name: z.string(),
    isSensitive: z.literal(true).exactOptional(),
  }),
  status: z.enum(waiverStatuses),
  reason: z.enum(waiverReasons),
  licence: licenceSummarySchema.exactOptional(),
  otherLicences: z.array(licenceSummarySchema).readonly().exactOptional(),
  awaited: z
    .array(licenceSummarySchema.pick({ typeCode: true, name: true, heldBy: true, ofPerson: true }))
    .readonly()
    .exactOptional(),
  papersOf: z.array(z.string()).readonly().exactOptional(),
  notes: z.array(z.enum(licenceNotes)).readonly().exactOptional(),
  papers: z.array(z.string()).readonly().exactOptional(),
  offers: z.array(settlementOfferSchema).readonly().exactOptional(),
  settled: settlementSchema.exactOptional(),
});

const ageSchema = z.number().int();
const waiverListSchema = z.strictObject({
  lines: z.array(waiverLineSchema).readonly(),
  ineligible: z
    .discriminatedUnion('reason', [
      z.strictObject({ reason: z.literal('subject-not-served'), subject: z.enum(subjectKinds) }),
      z.strictObject({
        reason: z.literal('subject-not-in-variant'),
        subject: z.enum(subjectKinds),
      }),
      z.strictObject({ reason: z.literal('too-young'), age: ageSchema, minimumAge: ageSchema }),
      z.strictObject({ reason: z.literal('too-old'), age: ageSchema, maximumAge: ageSchema }),
    ])
    .exactOptional(),
  ageToCheck: z
    .strictObject({
      minimumAge: ageSchema.exactOptional(),
      maximumAge: ageSchema.exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<WaiverList>;

const formFieldSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  group: z.string(),
  required: z.boolean(),
  choices: z.array(z.string()).readonly().exactOptional(),
  format: fieldFormatSchema.exactOptional(),
  current: sourcedValueSchema.exactOptional(),
  original: sourcedValueSchema.exactOptional(),
  conflict: z
    .strictObject({ claims: claimsSchema, decision: conflictDecisionSchema.exactOptional() })
    .exactOptional(),
  unanswered: z
    .array(z.enum(['person', 'enterprise']))
    .readonly()
    .exactOptional(),
});

export const consentOutcomeSchema = z.enum([
  'agreed',
  'declined',
  'timed-out',
  'screen-lost',
  'page-altered',
  'withdrawn',
]);

/** An item as it is chosen from the list. */
const offeredItemSchema = serviceItemSchema
  .pick({
    code: true,
    name: true,
    department: true,
    variants: true,
    question: true,
    acceptsRunner: true,
  })
  .extend({
    subjects: serviceItemSchema.shape.subjects.exactOptional(),
    materialCount: z.number().int().nonnegative(),
  }) satisfies z.ZodType<OfferedItem>;

/** The item of a case, as much of it as the clerk works with; its rules are applied in main. */
const chosenItemSchema = offeredItemSchema.omit({ question: true }).extend({
  form: serviceItemSchema.shape.form,
  licences: z
    .array(serviceItemSchema.shape.licences.unwrap().element.pick({ fields: true }))
    .readonly(),
});

/** A person who has proved who they are, as the clerk sees them. */
const seenPerson = {
  name: z.string(),
  nameMasked: z.string(),
  number: z.string(),
  channel: z.enum(channels),
  identifiedAt: z.iso.datetime(),
  document: z.enum(otherDocuments).exactOptional(),
  /** Of a code that was opened without the platform: whether it has used it up since. */
  isRedeemed: z.boolean().exactOptional(),
  /** What their card says, where one was read. */
  card: cardFactsSchema.exactOptional(),
};

const identificationProgressSchema = z.strictObject({
  step: z.enum(identificationSteps),
  subjectType: z.enum(subjectKinds),
  enterprise: z
    .strictObject({ uscc: z.string(), name: z.string(), representativeMaskedName: z.string() })
    .exactOptional(),
  isHolderAbsent: z.boolean(),
  holderName: z.string().exactOptional(),
  isScanned: z.boolean().exactOptional(),
  openedCode: z
    .strictObject({ subjectType: z.enum(subjectKinds), nameMasked: z.string() })
    .exactOptional(),
});

/** A case as the clerk's window sees it: an allow list, built by main. */
export const clerkCaseSchema = z.strictObject({
  id: caseIdSchema,
  stage: caseStageSchema,
  openedAt: z.iso.datetime(),
  item: chosenItemSchema.exactOptional(),
  variant: z.string().exactOptional(),
  /** The identified person, in full: this is the field being worked on. */
  applicant: z
    .strictObject({
      subjectType: z.enum(subjectKinds),
      ...seenPerson,
      representative: z.strictObject(seenPerson).exactOptional(),
    })
    .exactOptional(),
  /** 经办人, where it is somebody else who stands at the counter. */
  present: z
    .strictObject({ ...seenPerson, as: z.enum(actingAs), basis: z.enum(['delegation', 'paper']) })
    .exactOptional(),
  /** Whose licences the case takes, where it is not the applicant's alone: the applicant first. */
  holders: z
    .array(
      z.strictObject({
        name: z.string(),
        nameMasked: z.string(),
        number: z.string(),
        channel: z.enum(channels),
        as: z.enum(['applicant', ...addedAs]),
        /** Only their own phone can ask them. */
        isAway: z.boolean(),
        standing: z.enum(holderStandings),
        /** They are the one whom the next page asks. */
        isNext: z.boolean(),
      }),
    )
    .readonly()
    .exactOptional(),
  /** How many further adults are wanted and not there yet, and whether one more may be added. */
  otherAdults: z
    .strictObject({
      who: z.string(),
      missing: z.number().int().nonnegative(),
      hasRoom: z.boolean(),
    })
    .exactOptional(),
  /** How far finding out has come; while the case can still be identified anew. */
  identification: identificationProgressSchema.exactOptional(),
  licences: z.array(licenceSummarySchema).readonly(),
  waiverList: waiverListSchema.exactOptional(),
  /** What whoever it concerns has said is wrong, by the licence's name: it is not used. */
  objections: z.array(z.string()).readonly().exactOptional(),
  /** How many licences the next page asks for in other cases of the same visit. */
  asksAlong: z.number().int().positive().exactOptional(),
  /** Whoever it is for has gone away and not proved since that they are back. */
  hasLeft: z.literal(true).exactOptional(),
  /** Somebody may have another item done without proving again who they are. */
  takesAnotherItem: z.literal(true).exactOptional(),
  /** How the last consent page ended. */
  consentOutcome: consentOutcomeSchema.exactOptional(),
  /** Where it was answered, if it was. */
  consentOn: z.enum(['evaluator', 'phone']).exactOptional(),
  /** The consents that may be taken back now, by page; who is away does so on their own phone. */
  withdrawable: z
    .array(z.strictObject({ pageId: z.uuid(), nameMasked: z.string(), isAway: z.boolean() }))
    .readonly()
    .exactOptional(),
  /** The answered pages of which there is a receipt (授权回执), and whose licences each is about. */
  consentReceipts: z
    .array(z.strictObject({ pageId: z.uuid(), nameMasked: z.string() }))
    .readonly()
    .exactOptional(),
  /** Who has taken their consent back, and has not agreed again since. */
  withdrawn: z
    .array(z.strictObject({ nameMasked: z.string() }))
    .readonly()
    .exactOptional(),
  /** Whoever has agreed is being asked whether they take it back. */
  isWithdrawalAsked: z.literal(true).exactOptional(),
  /** Files that materials are handed in as; their content is asked for one by one. */
  attachments: z
    .array(
      z.strictObject({
        id: attachmentIdSchema,
        material: z.string(),
        mediaType: attachmentTypeSchema,
        bytes: z.number().int().positive(),
      }),
    )
    .readonly()
    .exactOptional(),
  form: z.array(formFieldSchema).readonly().exactOptional(),
  caseNumber: z.string().exactOptional(),
  /** 离线收件: it is, or was, received without the platform. */
  offline: z
    .strictObject({
      since: z.iso.datetime(),
      /** 临时号, once whoever it is for has their paper. */
      provisionalNumber: z.string().exactOptional(),
    })
    .exactOptional(),
  /** Somebody is known only by a code that the platform has still to use up. */
  hasTakenCode: z.literal(true).exactOptional(),
  /** It may go on without the platform, which gives no answer. */
  mayGoOffline: z.literal(true).exactOptional(),
  /** It goes on while whoever it is for is not there. */
  isVerifiedInAbsence: z.literal(true).exactOptional(),
  /** 回访: why it waits for whoever it is for. */
  callBack: z
    .array(
      z.strictObject({ reason: z.enum(callBackReasons), about: z.array(z.string()).readonly() }),
    )
    .readonly()
    .exactOptional(),
  failure: failureSchema.exactOptional(),
});
export type ClerkCase = z.infer<typeof clerkCaseSchema>;

/** What the clerk's rail says of a case (办件): enough to know it by, no more; the applicant is masked. */
const caseSummarySchema = z.strictObject({
  id: caseIdSchema,
  stage: caseStageSchema,
  openedAt: z.iso.datetime(),
  /** When it came to its stage. */
  since: z.iso.datetime(),
  itemName: z.string().exactOptional(),
  variantName: z.string().exactOptional(),
  applicantMasked: z.string().exactOptional(),
  caseNumber: z.string().exactOptional(),
  /** 临时号 of a case that was received without the platform. */
  provisionalNumber: z.string().exactOptional(),
  /** The window that it is offered to. */
  handedTo: z.strictObject({ id: z.string(), name: z.string() }).exactOptional(),
  /** It is the one in the middle of the window. */
  isOpen: z.boolean(),
  /** The platform has sent it back, and nobody has looked after it since. */
  isSentBack: z.boolean(),
  /** When whoever it is for went away before it was done. */
  leftAt: z.iso.datetime().exactOptional(),
  /** The same person has come with the open case. */
  isOfOpenVisit: z.literal(true).exactOptional(),
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;

/**
 * This workstation's place at the platform: `none` it has not enrolled (登记) · `enrolled` for these windows · `revoked` (吊销):
 * nobody can work here until it has enrolled again.
 */
const enrolmentStandingSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('enrolled'), windows: z.array(z.string()).readonly() }),
  z.strictObject({ state: z.literal('revoked'), since: z.iso.datetime() }),
]);
export type EnrolmentStanding = z.infer<typeof enrolmentStandingSchema>;

/** Everything the clerk's window shows, at one moment. */
export const deskSnapshotSchema = z.strictObject({
  /** Grows by one with every snapshot; an older one is never shown over a newer one. */
  revision: z.number().int().nonnegative(),
  /** Language of this window, and of the citizen's pages until somebody there chooses another. */
  language: citizenLanguageSchema,
  /** Somebody has set up this counter; until then anybody may, since nobody can log in. */
  isSetUp: z.boolean(),
  /** The screen is locked: whoever is logged in has to give the password, and nothing of a case is sent. */
  lockedSince: z.iso.datetime().optional(),
  session: z
    .strictObject({
      account: z.string(),
      name: z.string(),
      number: z.string(),
      role: roleSchema,
      windowName: z.string(),
      hall: z.string(),
      /** They were let in without the platform, which has granted nothing yet. */
      isOffline: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  connectivity: connectivitySchema,
  /** What is on its way to the platform. */
  platform: z.strictObject({
    /** When the oldest waiting event was made. */
    oldestWaiting: z.iso.datetime().exactOptional(),
    /** Events not yet acknowledged by the platform. */
    waiting: z.number().int().nonnegative(),
    /** Events the platform has rejected. */
    rejected: z.number().int().nonnegative(),
    /** Files that go before the case that names them: how many are there. */
    uploading: z
      .strictObject({
        caseId: caseIdSchema,
        done: z.number().int().nonnegative(),
        total: z.number().int().positive(),
      })
      .exactOptional(),
  }),
  enrolment: enrolmentStandingSchema,
  devices: deviceSnapshotSchema,
  /** Where receipts are printed; `unknown` until the system has been asked. */
  printer: z.strictObject({
    state: z.enum(['unknown', 'ready', 'none']),
    name: z.string().exactOptional(),
  }),
  mirror: evaluatorMirrorSchema,
  /** How a scanner that types is told from a person; without it none does. */
  wedge: wedgeSettingsSchema.exactOptional(),
  /** The camera that looks for codes, as the system calls it; empty: the system's first. */
  camera: z.string(),
  /** The camera that papers are photographed by (高拍仪), likewise. */
  documentCamera: z.string(),
  items: z.array(offeredItemSchema).readonly(),
  /** When the platform gave the items, where that was before this session. */
  itemsFrom: z.iso.datetime().exactOptional(),
  case: clerkCaseSchema.exactOptional(),
  /** The clerk's cases of this shift, newest first: all that have not ended, and those that ended today. */
  cases: z.array(caseSummarySchema).readonly(),
  /** What other windows offer to this one, oldest first. */
  offers: z
    .array(
      z.strictObject({
        handoverId: z.uuid(),
        from: z.string(),
        itemName: z.string(),
        applicantMasked: z.string(),
        since: z.iso.datetime(),
      }),
    )
    .readonly(),
  /** Something that concerns the whole desk, e.g. damaged settings that were replaced by defaults. */
  notices: z.array(failureSchema).readonly(),
});
export type OfferedCase = z.infer<typeof deskSnapshotSchema>['offers'][number];
export type DeskSnapshot = z.infer<typeof deskSnapshotSchema>;

/** An event of this counter that is not at the platform, or was refused there. Nobody is named in it. */
const outboxEntrySchema = z.strictObject({
  seq: z.number().int().positive(),
  /** Absent where it cannot be read. */
  kind: z.enum(eventSchema.options.map(({ shape }) => shape.kind.value)).exactOptional(),
  itemCode: z.string().exactOptional(),
  itemName: z.string().exactOptional(),
  caseId: caseIdSchema.exactOptional(),
  /** Whose it is: an account. */
  clerk: z.string().exactOptional(),
  since: z.iso.datetime().exactOptional(),
  state: z.enum(['waiting', 'rejected']),
  /** Why the platform has refused it. */
  code: z.string().exactOptional(),
  /** It may be given to another clerk. */
  mayGo: z.boolean(),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

/**
 * A case of this counter that waits for its clerk alone, whoever that is: the outbox has nothing of it. Nobody is named in it.
 */
const waitingCaseSchema = z.strictObject({
  caseId: caseIdSchema,
  /** 临时号, of one that was received offline. */
  provisionalNumber: z.string().exactOptional(),
  itemName: z.string().exactOptional(),
  clerk: z.string(),
  since: z.iso.datetime(),
  /** `held`: it was received offline, and its clerk has begun to go on with it. */
  state: z.enum(['awaiting-verification', 'calling-back', 'sent-back', 'held']),
  /** It may be given to another clerk. */
  mayGo: z.boolean(),
});
export type WaitingCase = z.infer<typeof waitingCaseSchema>;

/** What waits at this counter or was refused, whoever's it is, oldest first. */
const outboxListSchema = z.strictObject({
  entries: z.array(outboxEntrySchema).readonly(),
  cases: z.array(waitingCaseSchema).readonly(),
});
export type OutboxList = z.infer<typeof outboxListSchema>;

/** Who may make a call: anybody at the window, or a logged-in person with one of the roles. */
type Allowed = 'anybody' | readonly z.infer<typeof roleSchema>[];

/** One call of the clerk's window, and who may make it. */
export interface ClerkCall extends IpcCall {
  readonly allowed: Allowed;
  /** May be made while the screen is locked. */
  readonly whileLocked?: true;
  /** May be made by anybody as long as the counter has never been set up: without an address nobody can log in. */
  readonly atFirstStart?: true;
  /** May be made by anybody as long as nobody is logged in. */
  readonly beforeLogIn?: true;
}

/** Everybody who can be logged in. */
const everyRole = roleSchema.options;

/** The roles that set up the counter. */
const settingsRoles: readonly z.infer<typeof roleSchema>[] = ['technician', 'admin'];

/** The roles that may have a counter practise. */
const drillRoles: readonly z.infer<typeof roleSchema>[] = ['supervisor', 'technician', 'admin'];

/** Minutes that a drill may last. */
const longestDrillMinutes = 240;

/** Who may do what the settings page does. */
const onSettings = { allowed: settingsRoles, atFirstStart: true } as const;

/** Every call the clerk's window can make. None of them can produce a consent. */
export const clerkCalls = {
  'desk:current': {
    request: z.null(),
    reply: deskSnapshotSchema,
    allowed: 'anybody',
    whileLocked: true,
  },
  /** The page could not be drawn. Only where is told: what it held may be about a person. */
  'page:broken': {
    request: z.strictObject({
      cause: z.string().regex(/^\w{1,60}$/),
      frames: z
        .array(z.string().regex(/^[\w.-]{1,100}:\d{1,7}:\d{1,7}$/))
        .max(mostFrames)
        .readonly(),
    }),
    reply: z.null(),
    allowed: 'anybody',
    whileLocked: true,
  },
  /** The page goes, and comes back as it does at the start; of itself it goes nowhere. */
  'page:load-again': {
    request: z.null(),
    reply: z.null(),
    allowed: 'anybody',
    whileLocked: true,
  },
  /** 另起新库: the key of what is kept here is lost for good, and nobody can log in; it is put aside as it is. */
  'store:begin-anew': { request: z.null(), reply: z.null(), allowed: 'anybody' },
  'session:log-in': {
    request: z.strictObject({
      account: z.string().min(1).max(64),
      password: z.string().min(1).max(256),
    }),
    reply: z.null(),
    allowed: 'anybody',
  },
  'session:log-out': {
    request: z.null(),
    reply: z.null(),
    allowed: 'anybody',
    whileLocked: true,
  },
  /** 联网确认: whoever was let in without the platform logs in there; everything stays as it is. */
  'session:confirm': {
    request: z.strictObject({ password: z.string().min(1).max(256) }),
    reply: z.null(),
    allowed: everyRole,
  },
  /** 演练: for so many minutes the workstation behaves as if the platform were away; its cases go nowhere. */
  'drill:begin': {
    request: z.strictObject({ minutes: z.number().int().min(1).max(longestDrillMinutes) }),
    reply: z.null(),
    allowed: drillRoles,
  },
  /** Anybody may end one: it must not keep whoever comes next from their work. */
  'drill:end': { request: z.null(), reply: z.null(), allowed: 'anybody' },
  /** 锁屏: blanks the citizen's screen; what was being asked there counts as not given. */
  'session:lock': { request: z.null(), reply: z.null(), allowed: everyRole },
  'session:unlock': {
    request: z.strictObject({ password: z.string().min(1).max(256) }),
    reply: z.null(),
    allowed: everyRole,
    whileLocked: true,
  },
  /** Opens a new case; the one in the middle is held. */
  'case:open': { request: z.null(), reply: z.null(), allowed: intakeRoles },
  /** 挂起: puts the open case aside; a page that is on the citizen's screen is taken back. */
  'case:hold': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Takes up a case of the rail; the one in the middle is held. One that has ended is only looked at. */
  /** Opens a case for whom the open one is for, who has come with more than one matter, and holds the open one. */
  'case:open-another': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Whoever the open case is for has gone away: what was in front of them goes at once, and the case is held. */
  'case:mark-left': { request: onCase, reply: z.null(), allowed: intakeRoles },
  'case:resume': { request: onCase, reply: z.null(), allowed: intakeRoles },
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
  /** The portrait of the card that the open case began with; decoded when it is asked for. */
  'case:show-photo': { request: onCase, reply: cardPhotoSchema, allowed: intakeRoles },
  /** 申请人主体: begins anew to find out whom the case is for. */
  'case:choose-subject': {
    request: z.strictObject({ caseId: caseIdSchema, subjectType: z.enum(subjectKinds) }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** Looks a legal person up, by its USCC or unit code. */
  'case:find-enterprise': {
    request: z.strictObject({
      caseId: caseIdSchema,
      by: z.enum(['uscc', 'unit-code']),
      code: z.string().min(1).max(64),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** 刷脸办: shows the citizen a code to scan. */
  'case:show-face-code': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** The clerk has compared a document with its holder, of a kind that no reader reads. */
  'case:enter-document': {
    request: z.strictObject({
      caseId: caseIdSchema,
      document: z.enum(otherDocuments),
      name: z.string().trim().min(1).max(60),
      number: z.string().trim().min(1).max(32),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** 持卡人不在场: whoever has brought the card is not its holder. */
  'case:mark-holder-absent': {
    request: z.strictObject({ caseId: caseIdSchema, isAbsent: z.boolean() }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** A minor, or an adult who is not there, is named; 自然人库 has to know the number by the name. */
  'case:name-person': {
    request: z.strictObject({
      caseId: caseIdSchema,
      name: z.string().trim().min(1).max(60),
      number: z.string().trim().min(1).max(18),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** Whoever has shown a code that was opened without the platform says who they are. */
  'case:check-statement': {
    request: z.strictObject({
      caseId: caseIdSchema,
      name: z.string().trim().min(1).max(60),
      number: z.string().trim().min(1).max(18),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /**
   * Somebody comes for a principal without a code: for a person by name and number, or else for the legal person that was
   * found. Whoever comes proves who they are, then the principal is asked on their own phone.
   */
  'case:name-principal': {
    request: z.strictObject({
      caseId: caseIdSchema,
      person: z
        .strictObject({
          name: z.string().trim().min(1).max(60),
          number: z.string().trim().min(1).max(18),
        })
        .exactOptional(),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** A further adult comes next: their card, code or face is waited for. */
  'case:await-adult': { request: onCase, reply: z.null(), allowed: intakeRoles },
  'case:remove-adult': {
    request: z.strictObject({ caseId: caseIdSchema, number: z.string().min(1).max(32) }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** 换一种方式: what is waited for is given up. */
  'case:change-way': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Tries the step that failed once more. */
  'case:try-again': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** 推送授权页. */
  'case:push-consent': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** 收回页面. */
  'case:withdraw-page': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /**
   * 撤回授权: the citizen's screen asks whoever had agreed to confirm it. Where there is none, `window` takes it back on their
   * word.
   */
  'case:withdraw-consent': {
    request: z.strictObject({
      caseId: caseIdSchema,
      pageId: z.uuid(),
      place: z.enum(withdrawalPlaces).exclude(['phone']),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** Goes on to the form without any licence; what they would have replaced is handed in otherwise. */
  'case:continue-on-paper': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** 容缺, 告知承诺, 协查: settles a material without its paper; without a way, takes that back. */
  'case:settle-material': {
    request: z.strictObject({
      caseId: caseIdSchema,
      material: z.string().min(1).max(64),
      way: z.enum(settlementWays).exactOptional(),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  'case:type-field': {
    request: z.strictObject({
      caseId: caseIdSchema,
      key: z.string().min(1).max(64),
      value: z.string().max(2000),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** Decides between sources that disagree about a field. */
  'case:settle-conflict': {
    request: z.strictObject({
      caseId: caseIdSchema,
      key: z.string().min(1).max(64),
      /** The place of what is believed among the claims; absent: what was typed. */
      claim: z.number().int().nonnegative().exactOptional(),
      reason: conflictReasonSchema,
      note: conflictNoteSchema.exactOptional(),
      asksCorrection: z.literal(true).exactOptional(),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** Asks for files in the system's dialog; none is taken when the clerk has thought better of it. */
  'attachment:add-files': {
    request: z.strictObject({ caseId: caseIdSchema, material: materialCodeSchema }),
    reply: z.strictObject({ added: z.number().int().nonnegative() }),
    allowed: intakeRoles,
  },
  /** Takes one page as the document camera has seen it. */
  'attachment:add-photo': {
    request: z.strictObject({
      caseId: caseIdSchema,
      material: materialCodeSchema,
      jpegBase64: z.base64().max(pageLimit),
    }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  'attachment:show': {
    request: onAttachment,
    reply: attachmentContentSchema,
    allowed: intakeRoles,
  },
  'attachment:remove': { request: onAttachment, reply: z.null(), allowed: intakeRoles },
  /** 转窗: the windows that a case may go to, and whether somebody is there. */
  'handover:windows': {
    request: z.null(),
    reply: handoverWindowsAnswerSchema.shape.windows,
    allowed: intakeRoles,
  },
  /** Offers the open case to one of them. */
  'handover:offer': {
    request: z.strictObject({ caseId: caseIdSchema, windowId: z.string().min(1).max(32) }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  /** 取回: nobody has taken it yet. */
  'handover:take-back': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Takes up what another window offers. */
  'handover:take-up': { request: onHandover, reply: z.null(), allowed: intakeRoles },
  /** 退回: gives it back to the window that offers it. */
  'handover:decline': { request: onHandover, reply: z.null(), allowed: intakeRoles },
  /** What waits at this counter or was refused, whoever's it is. */
  'outbox:list': {
    request: z.null(),
    reply: outboxListSchema,
    allowed: ['supervisor'],
  },
  /** Gives cases that wait for their clerk to another one; a second person proves with their own password that they are there. */
  'outbox:reassign': {
    request: reassignmentSchema,
    reply: z.null(),
    allowed: ['supervisor'],
  },
  /** 离线收件: goes on without the platform, which gives no answer. */
  'case:go-offline': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** 核验: takes up a case that was received without the platform, and asks the platform about it. */
  'case:verify': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** 转回访: whoever the case is for has to be asked. */
  'case:call-back': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Ends a case of the call-back list that will not be handed in. */
  'case:end-call-back': {
    request: onCase.extend({ ending: z.enum(callBackEndings) }),
    reply: z.null(),
    allowed: intakeRoles,
  },
  'case:submit': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** Ends the case at the counter; before submission this drops it. */
  'case:close': { request: onCase, reply: z.null(), allowed: intakeRoles },
  /** A code came by the window: a camera saw it, or a scanner typed it. It goes the way of every other code. */
  'code:scanned': { request: windowCodeSchema, reply: z.null(), allowed: everyRole },
  /** 收件回执 of a received case, as it would be printed. */
  'receipt:preview': { request: receiptWishSchema, reply: receiptSchema, allowed: intakeRoles },
  /** Prints it, and answers with the printer that took it. */
  'receipt:print': {
    request: receiptWishSchema,
    reply: z.strictObject({ printer: z.string() }),
    allowed: intakeRoles,
  },
  /** Asks where to save it as PDF; `saved` is false when the clerk has thought better of it. */
  'receipt:save-pdf': {
    request: receiptWishSchema,
    reply: z.strictObject({ saved: z.boolean() }),
    allowed: intakeRoles,
  },
  /**
   * 登记: enrols this workstation by a code of the platform's administrator. Who has one need not be logged in: before a
   * workstation has enrolled, or once it is revoked, perhaps nobody can. The address is the settings' unless whoever may change
   * that tells another.
   */
  'enrolment:enrol': {
    request: z.strictObject({
      code: z.string().min(1).max(64),
      platformAddress: z.string().max(256).exactOptional(),
    }),
    reply: z.null(),
    allowed: settingsRoles,
    beforeLogIn: true,
  },
  'settings:current': { request: z.null(), reply: settingsViewSchema, ...onSettings },
  /** Changes what is named, all or none; each change is written down with who made it. */
  'settings:save': { request: settingsChangeSchema, reply: z.null(), ...onSettings },
  /** Shows on every display its number, for a few seconds. */
  'settings:show-display-numbers': { request: z.null(), reply: z.null(), ...onSettings },
  /** Asks the reader at a port who it is. */
  'settings:test-reader': {
    request: deviceTrialSchema,
    reply: z.strictObject({ samId: z.string() }),
    ...onSettings,
  },
  /** Waits for one code from the scanner at a port; only its length in bytes is told. */
  'settings:test-scanner': {
    request: deviceTrialSchema,
    reply: z.strictObject({ length: z.number().int().positive() }),
    ...onSettings,
  },
  /** Ends the scanner's test that is waiting; nothing when none is. */
  'settings:end-test': { request: z.null(), reply: z.null(), ...onSettings },
  /** Gives a decoder a sample that is no portrait; told is how long it took to make an image of it, in milliseconds. */
  'settings:test-photo-decoder': {
    request: decoderTrialSchema,
    reply: z.strictObject({ ms: z.number().int().nonnegative() }),
    ...onSettings,
  },
  /** Who changed what here, newest first. */
  'settings:changes': {
    request: z.null(),
    reply: z.array(auditEntrySchema).readonly(),
    ...onSettings,
  },
  /** Writes the audit log to a file; `saved` is false when whoever was asked where has thought better of it. */
  'audit:export': {
    request: z.null(),
    reply: z.strictObject({ saved: z.boolean() }),
    allowed: settingsRoles,
  },
} as const satisfies Readonly<Record<ClerkChannel, ClerkCall>>;
export type ClerkCalls = typeof clerkCalls;
