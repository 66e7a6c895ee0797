import { z } from 'zod';
import { withdrawalPlaces } from '../domain/consent.ts';
import { handedInMaterialSchema } from './attachment-api.ts';
import { endedCallBackSchema } from './call-back-api.ts';
import { caseStateSchema } from './case-state.ts';
import { caseReceivedPayloadSchema, type Role } from './platform-api.ts';

/**
 * Cases after intake: the department's side. A workstation's clerk sees the cases of that workstation, a supervisor
 * all; whoever decides moves them. A case that is not there and one that is not for the asker are the same 404,
 * `case-unknown`.
 */
export const casePaths = {
  /** GET: cases in the order of their numbers. */
  cases: '/api/v1/cases',
  /** GET: one case with its history. */
  case: (caseId: string) => `/api/v1/cases/${caseId}`,
  /** POST: an approver moves a case. */
  caseMoves: (caseId: string) => `/api/v1/cases/${caseId}/moves`,
  /** GET: one case as records of the province's exchange library (GDBS). */
  caseRecords: (caseId: string) => `/api/v1/cases/${caseId}/gdbs`,
} as const;

/** Whoever may see where cases stand. */
export const caseReaderRoles: readonly Role[] = ['clerk', 'supervisor', 'approver'];
/** Whoever decides cases, and so sees of whom they are and what is in them. */
export const caseDeciderRoles: readonly Role[] = ['approver'];

const instantSchema = z.iso.datetime();
const daySchema = z.iso.date();

/** A sentence the applicant or a later reader will read. */
const opinionSchema = z.string().trim().min(1).max(500);

/** What is missing (补正材料), and why. */
const missingMaterialSchema = z.strictObject({
  code: z.string().min(1).max(64),
  reason: opinionSchema,
});

/**
 * What an approver does with a case. Against the applicant nothing is decided without a reason (行政许可法 32, 38).
 * - `accept`: 受理.
 * - `refuse`: 不予受理.
 * - `ask-supplement`: 一次性告知补正; the days to hand it in are working days.
 * - `close-unsupplied`: 补正逾期: what was asked for never came.
 * - `grant`, `deny`: 办结. An item that is decided at once (即办件) is granted from `received`, and accepted by that.
 */
export const caseMoveSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accept'), opinion: opinionSchema.exactOptional() }),
  z.strictObject({ kind: z.literal('refuse'), reason: opinionSchema }),
  z.strictObject({
    kind: z.literal('ask-supplement'),
    missing: z.array(missingMaterialSchema).min(1).max(50),
    withinDays: z.number().int().min(1).max(60),
  }),
  z.strictObject({ kind: z.literal('close-unsupplied') }),
  z.strictObject({
    kind: z.literal('grant'),
    opinion: opinionSchema.exactOptional(),
    /** Number of the licence or document that was made, where there is one. */
    resultNumber: z.string().trim().min(1).max(64).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('deny'), reason: opinionSchema }),
]);
export type CaseMove = z.infer<typeof caseMoveSchema>;

/** Why a case was not moved: 409. A role that does not do this is refused as everywhere (403, `role-not-allowed`). */
export const caseMoveRefusalSchema = z.enum([
  /** Not from the state the case is in. */
  'move-not-possible',
  /** Everything missing is told once (一次性告知). */
  'supplement-asked-before',
  /** Told later than five working days after receipt: the case counts as accepted (行政许可法 32). */
  'supplement-asked-too-late',
  /** The item has no such material. */
  'material-unknown',
  /** The applicant still has time. */
  'supplement-still-due',
  /** The request's id belongs to another move. */
  'request-id-reused',
]);
export type CaseMoveRefusal = z.infer<typeof caseMoveRefusalSchema>;

export const moveCaseRequestSchema = z.strictObject({
  /** Idempotency key: sent again, it has no effect and the same answer. */
  requestId: z.uuid(),
  move: caseMoveSchema,
});
export type MoveCaseRequest = z.infer<typeof moveCaseRequestSchema>;

export const moveCaseAnswerSchema = z.strictObject({
  caseId: z.uuid(),
  state: caseStateSchema,
  at: instantSchema,
});
export type MoveCaseAnswer = z.infer<typeof moveCaseAnswerSchema>;

export const caseParamsSchema = z.strictObject({ caseId: z.uuid() });

/** Cases in one answer; whoever wants more asks again with `after`. */
export const casesPerAnswer = 50;

export const casesQuerySchema = z.strictObject({
  state: caseStateSchema.optional(),
  item: z.string().min(1).max(64).optional(),
  /** Received at this moment or later. */
  since: instantSchema.optional(),
  /** The `next` of the answer before. */
  after: z.string().min(1).max(64).optional(),
});
export type CasesQuery = z.infer<typeof casesQuerySchema>;

/** A case in a list: of whom it is does not show. */
const caseSummarySchema = z.strictObject({
  caseId: z.uuid(),
  /** 申办流水号. */
  caseNumber: z.string(),
  itemCode: z.string(),
  state: caseStateSchema,
  receivedAt: instantSchema,
  /** The day by which the department has promised to decide (承诺时限), and the last that the law allows; once accepted. */
  due: z.strictObject({ promised: daySchema, statutory: daySchema }).exactOptional(),
  /** A consent that it was received with has been taken back since: what it opened is used no further (不再继续使用). */
  isConsentWithdrawn: z.literal(true).exactOptional(),
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;

export const casesAnswerSchema = z.strictObject({
  cases: z.array(caseSummarySchema),
  /** Absent: there are no more. */
  next: z.string().exactOptional(),
});
export type CasesAnswer = z.infer<typeof casesAnswerSchema>;

/** 撤回授权 after the case was received. Nothing is undone by it, and the case stays where it is. */
const withdrawalStepSchema = z.strictObject({
  kind: z.literal('withdraw-consent'),
  /** The page among the consents of the application. */
  consentId: z.uuid(),
  place: z.enum(withdrawalPlaces),
  withdrawnAt: instantSchema,
});

/**
 * One step of a case and where it led. The workstation supplements, and whoever had given a consent takes it back; all else
 * somebody of the department does.
 */
export const caseStepSchema = z.strictObject({
  at: instantSchema,
  state: caseStateSchema,
  /** Name and 工号 of whoever did it for the department; absent: nobody there. */
  by: z.strictObject({ name: z.string(), number: z.string() }).exactOptional(),
  did: z.discriminatedUnion('kind', [
    ...caseMoveSchema.options,
    z.strictObject({
      kind: z.literal('supplement'),
      materials: z.array(handedInMaterialSchema),
    }),
    withdrawalStepSchema,
  ]),
  /** Last day to hand in what is missing; with `ask-supplement`. */
  supplementDue: daySchema.exactOptional(),
  /** With the step that accepted the case. */
  due: caseSummarySchema.shape.due,
});
export type CaseStep = z.infer<typeof caseStepSchema>;

/** 回访 before the case was received, when it was nowhere yet: its workstation had to ask whoever it is for. */
const callBackStepSchema = z.strictObject({
  at: instantSchema,
  did: endedCallBackSchema.extend({ kind: z.literal('call-back') }),
});
export type CallBackStep = z.infer<typeof callBackStepSchema>;

export const caseAnswerSchema = caseSummarySchema.extend({
  history: z.array(z.union([callBackStepSchema, caseStepSchema])),
  /** What was handed over; for whoever has to decide. */
  application: caseReceivedPayloadSchema.exactOptional(),
});
export type CaseAnswer = z.infer<typeof caseAnswerSchema>;

/** A record with the field names of the exchange library; what a case has not come to has no record. */
const recordSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** GDBS records: 申办, 申办材料, 补正告知, 受理, 审批处理, 办结. */
export const caseRecordsAnswerSchema = z.strictObject({
  SB: recordSchema,
  SBCL: z.array(recordSchema),
  BZGZ: z.array(recordSchema),
  SL: z.array(recordSchema),
  SPCL: z.array(recordSchema),
  BJ: recordSchema.exactOptional(),
});
export type CaseRecordsAnswer = z.infer<typeof caseRecordsAnswerSchema>;
