import { z } from 'zod';
import { withdrawalPlaces } from '../domain/consent.ts';
import { type HandedCase, type HandedRecord, handoverStages } from '../domain/handover.ts';
import {
  applicantSchema,
  cardFactsSchema,
  caseHolderSchema,
  identifiedPersonSchema,
  presentPersonSchema,
} from './applicant.ts';
import { attachmentLimits, attachmentTypeSchema, digestSchema } from './attachment-api.ts';
import { citizenLanguageSchema } from './evaluator-page.ts';
import { settlementSchema } from './settlement.ts';
import { conflictDecisionSchema, provenanceSchema } from './sourced-value.ts';

/**
 * Hand-overs (转窗): a window offers an unfinished case to another of its hall, and whoever serves there takes it up. The
 * platform keeps the case from the offer until the taker confirms to have it, or it goes back, or the hall's day ends; no
 * longer. Until the taker confirms, the giver keeps its own; before, the taker does not work with it.
 */
export const handoverPaths = {
  /** POST: offer a case. Offering it again under the same id changes nothing. GET: what is offered to this window. */
  handovers: '/api/v1/handovers',
  /** GET: the windows of the hall that a case may go to. */
  windows: '/api/v1/handovers/windows',
  /** GET: how a hand-over stands, for the workstation that offers and the window it is for (`handover-unknown`). */
  handover: (handoverId: string) => `/api/v1/handovers/${handoverId}`,
  /** POST, by the window it is for: the case. From here on for this workstation alone, which may ask again. */
  take: (handoverId: string) => `/api/v1/handovers/${handoverId}/take`,
  /** POST, by whoever has taken it: the case is stored there. From here on it is theirs, with its consents. */
  confirm: (handoverId: string) => `/api/v1/handovers/${handoverId}/confirm`,
  /** POST, by the giver, as long as nobody has taken it (`handover-taken`). */
  takeBack: (handoverId: string) => `/api/v1/handovers/${handoverId}/take-back`,
  /** POST, by the window it is for, as long as nobody has confirmed: back to the giver. */
  decline: (handoverId: string) => `/api/v1/handovers/${handoverId}/decline`,
  /** GET: a file of the case, for the workstation that is taking it. */
  attachment: (handoverId: string, digest: string) =>
    `/api/v1/handovers/${handoverId}/attachments/${digest}`,
} as const;

/** Largest offer, in bytes: a long form, typed by hand, with the records of many pages. */
export const handoverBytesLimit = 512 * 1024;

/**
 * How far a hand-over has come. `offered` nobody has taken it · `taking` a workstation has, and has not confirmed · `taken`
 * it is the taker's. In every other state it is the giver's again: `taken-back` by the giver · `declined` by the receiver ·
 * `lapsed` the hall's day has ended before it was confirmed.
 */
export const handoverStateSchema = z.enum([
  'offered',
  'taking',
  'taken',
  'taken-back',
  'declined',
  'lapsed',
]);
export type HandoverState = z.infer<typeof handoverStateSchema>;

/** Tells the giver, and the workstations at the window it is for, that a hand-over has come to another state. */
export const handoverMovedSchema = z.object({
  kind: z.literal('handover:moved'),
  handoverId: z.uuid(),
  state: handoverStateSchema,
});

const at = z.iso.datetime();
const key = z.string().min(1).max(64);
const number = z.string().min(1).max(32);
const typeCodes = z.array(z.string().min(1).max(64)).max(64).readonly();
const withCard = { card: cardFactsSchema.exactOptional() };

const askedPage = {
  pageId: z.uuid(),
  style: z.strictObject({ language: citizenLanguageSchema, largeType: z.boolean() }),
  pageDigest: digestSchema,
  holder: number.exactOptional(),
  licenceTypes: typeCodes,
  shownAt: at.exactOptional(),
};

/** What happened when the citizen was asked once; what was agreed to is asked for no more. */
const consentRecordSchema = z.strictObject({
  ...askedPage,
  replaced: z.array(z.strictObject(askedPage)).max(64).readonly().exactOptional(),
  outcome: z.enum(['agreed', 'declined', 'timed-out', 'screen-lost', 'page-altered', 'withdrawn']),
  agreedTypes: typeCodes.exactOptional(),
  answeredOn: z.enum(['evaluator', 'phone']).exactOptional(),
  endedAt: at,
  input: z.enum(['touch', 'bound-pointer']).exactOptional(),
  withdrawal: z.strictObject({ at, place: z.enum(withdrawalPlaces) }).exactOptional(),
}) satisfies z.ZodType<HandedRecord>;

/** A case as it goes from window to window. */
export const handedCaseSchema = z.strictObject({
  caseId: z.uuid(),
  openedAt: at,
  leftAt: at.exactOptional(),
  itemCode: key,
  variant: key,
  applicant: applicantSchema.extend({
    ...withCard,
    representative: identifiedPersonSchema.extend(withCard).exactOptional(),
  }),
  present: presentPersonSchema.extend(withCard).exactOptional(),
  holders: z
    .array(caseHolderSchema.extend({ ...withCard, handedInOtherwise: typeCodes.exactOptional() }))
    .max(16)
    .readonly()
    .exactOptional(),
  consents: z.array(consentRecordSchema).max(64).readonly(),
  handedInOtherwise: typeCodes,
  settledMaterials: z
    .array(z.strictObject({ material: key, settlement: settlementSchema }))
    .max(64)
    .readonly()
    .exactOptional(),
  attachments: z
    .array(
      z.strictObject({
        material: key,
        digest: digestSchema,
        bytes: z.number().int().positive().max(attachmentLimits.bytes),
        mediaType: attachmentTypeSchema,
        origin: z.enum(['file', 'camera']),
        addedAt: at,
      }),
    )
    .max(1000)
    .readonly()
    .exactOptional(),
  work: z.strictObject({
    stage: z.enum(handoverStages),
    typed: z
      .array(
        z.strictObject({
          key,
          value: z.string().max(2000),
          at,
          inPlaceOf: provenanceSchema.exactOptional(),
        }),
      )
      .max(200)
      .readonly(),
    decided: z
      .array(z.strictObject({ key, believed: provenanceSchema, decision: conflictDecisionSchema }))
      .max(200)
      .readonly(),
  }),
}) satisfies z.ZodType<HandedCase>;

export const offerHandoverRequestSchema = z.strictObject({
  /** Made by the workstation that offers; the same offer again has the same. */
  handoverId: z.uuid(),
  toWindowId: z.string().min(1).max(32),
  case: handedCaseSchema,
});
export type OfferHandoverRequest = z.infer<typeof offerHandoverRequestSchema>;

export const handoverParamsSchema = z.strictObject({ handoverId: z.uuid() });
export const handedAttachmentParamsSchema = handoverParamsSchema.extend({ digest: digestSchema });

/** How a hand-over stands. */
export const handoverAnswerSchema = z.strictObject({
  handoverId: z.uuid(),
  state: handoverStateSchema,
});
export type HandoverAnswer = z.infer<typeof handoverAnswerSchema>;

/** The case that was taken. */
export const takeHandoverAnswerSchema = z.strictObject({ case: handedCaseSchema });

const windowSchema = z.strictObject({ id: z.string().min(1), name: z.string().min(1) });

/** A hand-over that waits at a window: enough to know the case by, and no more. */
const waitingHandoverSchema = z.strictObject({
  handoverId: z.uuid(),
  caseId: z.uuid(),
  from: windowSchema,
  itemCode: key,
  itemName: z.string().min(1),
  applicantMasked: z.string().min(1),
  since: at,
});
export type WaitingHandover = z.infer<typeof waitingHandoverSchema>;

/** Oldest first; also what this workstation has taken and not confirmed. */
export const handoversAnswerSchema = z.strictObject({
  handovers: z.array(waitingHandoverSchema).readonly(),
});

/** Every other window of the same hall, with whether somebody who receives cases is logged in there. */
export const handoverWindowsAnswerSchema = z.strictObject({
  windows: z.array(windowSchema.extend({ isStaffed: z.boolean() })).readonly(),
});
export type HandoverWindow = z.infer<typeof handoverWindowsAnswerSchema>['windows'][number];
