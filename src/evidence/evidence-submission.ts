import { z } from 'zod';
import { answerRecordSchema } from './evidence-record.ts';

/**
 * A consent that was answered on the evaluator, as a workstation hands it to the platform: the signed record and the
 * opening of its commitments. Refused with `consent-ended` (409) where there is a final answer already, and (422) with
 * `evidence-key-unknown`, `evidence-key-revoked`, `evidence-signature-invalid`, `evidence-differs` (the record is of
 * another case, holder, page or licence) and `evidence-chain-broken`.
 */
export const giveEvidenceRequestSchema = z.strictObject({
  record: answerRecordSchema,
  /** 32 bytes in hex. */
  opening: z.string().regex(/^[0-9a-f]{64}$/),
});
export type GiveEvidenceRequest = z.infer<typeof giveEvidenceRequestSchema>;
