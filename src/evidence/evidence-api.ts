import { z } from 'zod';
import { consentAnswerSchema } from '../contracts/consent-api.ts';
import { envelopeSchema, keyStatementSchema } from './evidence-package.ts';
import { evidenceRecordSchema } from './evidence-record.ts';
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
  /** GET: one record as an `.evidence` package; for whoever decides cases, and the window whose record it is. */
  package: (evidenceId: string) => `/api/v1/evidence/${evidenceId}/package`,
  /** GET, without a session: the platform's public keys, as a trust file of the verifier. */
  trust: '/api/v1/evidence-trust',
} as const;

/** What a workstation signs to register a key: whoever registers it has its private half. */
export function evidenceKeyProofText(workstationId: string, publicKey: string): string {
  return ['mianzhengban-evidence-key-1', workstationId, publicKey].join('\n');
}

/** Refused with `evidence-key-invalid` (400) and `evidence-key-of-another` (409: another workstation has it). */
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

/** A record with what only those are told who keep it: its opening and the text of its page. */
export const givenEvidenceSchema = z.strictObject({
  record: evidenceRecordSchema,
  opening: openingSchema,
  /** The canonical text that an answer's digest is of; null with a withdrawal. */
  pageText: z.string().max(200_000).nullable(),
});
export type GivenEvidence = z.infer<typeof givenEvidenceSchema>;

export const giveRecordsRequestSchema = z.strictObject({
  records: z.array(givenEvidenceSchema).min(1).max(evidenceBatchLimit),
});

/** Why a record proves nothing here; the codes are those of `consentPaths.evidence`. */
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
