import { z } from 'zod';
import {
  conflictNoteSchema,
  conflictReasonSchema,
  keptSourceSchema,
  provenanceSchema,
} from './sourced-value.ts';

/** Corrections (校核纠错): a window has found that what a library or licence says is not so. */

/** Calls of the department. */
export const correctionPaths = {
  /** GET: what windows have asked to be looked at, newest first. */
  corrections: '/api/v1/corrections',
  /** GET: licences whose holders have said that they are wrong, newest first. */
  objections: '/api/v1/objections',
} as const;

/** Corrections in one answer. */
export const correctionPage = 100;

/**
 * A window asks whoever keeps a value to look at it. It names the place, not the value: what each source said stands in
 * the case's form.
 */
export const correctionAskedPayloadSchema = z.strictObject({
  caseId: z.uuid(),
  /** The field of the case's form. */
  fieldKey: z.string().min(1).max(64),
  /** What is not believed. */
  disputed: keptSourceSchema,
  /** What is believed in its place. */
  believed: provenanceSchema,
  reason: conflictReasonSchema,
  note: conflictNoteSchema.exactOptional(),
});
export type CorrectionAskedPayload = z.infer<typeof correctionAskedPayloadSchema>;

export const correctionsQuerySchema = z.strictObject({
  /** Goes on behind the last one of a page. */
  before: z.coerce.number().int().positive().optional(),
});

export const correctionsAnswerSchema = z.object({
  corrections: z.array(
    z.object({
      id: z.number().int().positive(),
      caseNumber: z.string(),
      askedAt: z.iso.datetime(),
      ...correctionAskedPayloadSchema.shape,
    }),
  ),
  hasMore: z.boolean(),
});
export type CorrectionsAnswer = z.infer<typeof correctionsAnswerSchema>;

/**
 * 数据有误: whoever a licence concerns has seen its values at a counter and says that they are wrong; the licence is not used
 * there. It names the licence and no value.
 */
export const licenceObjectedPayloadSchema = z.strictObject({
  caseId: z.uuid(),
  itemCode: z.string().min(1).max(64),
  licenceCode: z.string().min(1).max(64),
  typeCode: z.string().min(1).max(64),
});
export type LicenceObjectedPayload = z.infer<typeof licenceObjectedPayloadSchema>;

export const objectionsAnswerSchema = z.object({
  objections: z.array(
    z.object({
      id: z.number().int().positive(),
      objectedAt: z.iso.datetime(),
      licenceName: z.string(),
      issuer: z.string(),
      ...licenceObjectedPayloadSchema.shape,
    }),
  ),
  hasMore: z.boolean(),
});
export type ObjectionsAnswer = z.infer<typeof objectionsAnswerSchema>;
