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
