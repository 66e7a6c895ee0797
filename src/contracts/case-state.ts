import { z } from 'zod';
import { handedInMaterialSchema } from './attachment-api.ts';

/** How far a case has come after it was handed over. */

/**
 * `received` 收件, `accepted` 受理, `supplement` 补正: the applicant has been told once what is missing; `refused`
 * 不予受理, `closed` 办结.
 */
export const caseStateSchema = z.enum(['received', 'accepted', 'supplement', 'refused', 'closed']);
export type CaseState = z.infer<typeof caseStateSchema>;

/** The workstation that handed the case over is told where it stands. */
export const caseMovedSchema = z.object({
  kind: z.literal('case:moved'),
  caseId: z.uuid(),
  state: caseStateSchema,
});

/** A workstation hands in what the department has found missing (补正). */
export const caseSupplementedPayloadSchema = z.strictObject({
  caseId: z.uuid(),
  materials: z.array(handedInMaterialSchema).min(1).max(50),
});
export type CaseSupplementedPayload = z.infer<typeof caseSupplementedPayloadSchema>;
