import { z } from 'zod';
import { consentAnswerSchema } from '../contracts/consent-api.ts';
import { canonicalJson, type JsonValue } from '../support/canonical-json.ts';
import { envelopeSchema, keyStatementSchema } from './evidence-package.ts';
import { answerRecordSchema, evidenceRecordSchema } from './evidence-record.ts';
import { algorithmSchema, publicKeySchema } from './signed-statement.ts';

/**
 * Evidence of consents (授权存证): workstations register the keys they sign with, hand over their records, and get the
 * platform's countersignature. The format is docs/evidence-format.md.
 */
export const evidencePaths = {
  /** POST, by a window: registers the key that this workstation signs evidence with; again it is answered as before. */
  keys: '/api/v1/evidence-keys',
  /** POST, by a window: hands over records, oldest first; each that is known already is answered as before. */
  records: '/api/v1/evidence',
  /**
   * GET: one record as an `.evidence` package; for whoever decides cases, and the window whose record it is (to others
   * `evidence-unknown`, 404).
   */
  package: (evidenceId: string) => `/api/v1/evidence/${evidenceId}/package`,
  /** GET, without a session: the platform's public keys, as a trust file of the verifier. */
  trust: '/api/v1/evidence-trust',
} as const;

/** What a workstation signs to register a key: whoever registers it has its private half. */
export function evidenceKeyProofText(workstationId: string, publicKey: string): string {
  return ['mianzhengban-evidence-key-1', workstationId, publicKey].join('\n');
}

/**
 * Refused with `evidence-key-invalid` (400) and, 409, `evidence-key-of-another` (another workstation has it),
 * `evidence-key-revoked` and `workstation-revoked`.
 */
export const registerEvidenceKeyRequestSchema = z.strictObject({
  alg: algorithmSchema,
  publicKey: publicKeySchema,
  /** Signature over `evidenceKeyProofText`, 64 bytes in base64. */
  proof: z.base64().max(128),
});
export type RegisterEvidenceKeyRequest = z.infer<typeof registerEvidenceKeyRequestSchema>;

export const registerEvidenceKeyAnswerSchema = z.strictObject({ statement: keyStatementSchema });

/** 32 bytes in hex. */
export const openingSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Records in one request. */
export const evidenceBatchLimit = 50;

/** Largest request of this matter, in bytes. */
export const evidenceBytesLimit = 1024 * 1024;

export const evidenceParamsSchema = z.strictObject({ evidenceId: z.uuid() });

/** A lone surrogate has no canonical text, so nobody has signed it. */
function hasCanonicalText(value: JsonValue): boolean {
  try {
    canonicalJson(value);
    return true;
  } catch {
    return false;
  }
}

/** The canonical text of a page. */
const pageTextSchema = z.string().max(200_000).refine(hasCanonicalText);

/** A record with what only those are told who keep it: its opening and the text of its page. */
export const givenEvidenceSchema = z.strictObject({
  record: evidenceRecordSchema.refine(hasCanonicalText),
  opening: openingSchema,
  /** The text that an answer's digest is of; null with a withdrawal. */
  pageText: pageTextSchema.nullable(),
});
export type GivenEvidence = z.infer<typeof givenEvidenceSchema>;

/**
 * A consent that was answered on the evaluator, as a workstation proves it to the platform. Refused with
 * `consent-unknown` (404), `consent-ended` (409: there is a final answer already) and (422) `evidence-key-unknown`,
 * `evidence-key-revoked`, `evidence-signature-invalid`, `evidence-differs` (the record is of another case, holder, page
 * or licence) and `evidence-chain-broken`.
 */
export const giveEvidenceRequestSchema = givenEvidenceSchema.extend({
  record: answerRecordSchema.refine(hasCanonicalText),
  pageText: pageTextSchema,
});
export type GiveEvidenceRequest = z.infer<typeof giveEvidenceRequestSchema>;

export const giveRecordsRequestSchema = z.strictObject({
  records: z.array(givenEvidenceSchema).min(1).max(evidenceBatchLimit),
});

/**
 * What became of each record. The codes are those of `consentPaths.evidence`; a withdrawal is `consent-unknown` where the
 * platform has no answer that it names, or that answer's consent is not this workstation's.
 */
export const giveRecordsAnswerSchema = z.strictObject({
  /** In the order of the request. */
  outcomes: z.array(
    z.union([
      z.strictObject({ evidenceId: z.uuid(), envelope: envelopeSchema }),
      z.strictObject({ evidenceId: z.uuid(), rejection: z.string().min(1).max(64) }),
    ]),
  ),
});
export type GiveRecordsAnswer = z.infer<typeof giveRecordsAnswerSchema>;

/** What a consent that was proved is answered with. */
export const provedConsentAnswerSchema = z.strictObject({
  consent: consentAnswerSchema,
  envelope: envelopeSchema,
});
export type ProvedConsentAnswer = z.infer<typeof provedConsentAnswerSchema>;
