import { z } from 'zod';
import { canonicalJson } from '../support/canonical-json.ts';
import { err, ok, type Result } from '../support/result.ts';
import { evidenceRecordSchema } from './evidence-record.ts';
import {
  algorithmSchema,
  instantSchema,
  keyedSignatureSchema,
  keyIdSchema,
  publicKeySchema,
} from './signed-statement.ts';

/**
 * The platform's signed word about a key of a workstation, as things stood at `issued_at`. A later statement about the
 * same key can say that it was revoked since.
 */
export const keyStatementSchema = z.strictObject({
  key_id: keyIdSchema,
  alg: algorithmSchema,
  public_key: publicKeySchema,
  workstation_id: z.uuid(),
  enrolled_at: instantSchema,
  /** What the key signs from then on counts for nothing; what it signed before stays good. */
  revoked_at: instantSchema.nullable(),
  issued_at: instantSchema,
  signature: keyedSignatureSchema,
});
export type KeyStatement = z.infer<typeof keyStatementSchema>;

/** The platform's countersignature: what it received, and when. Outside the workstation's signature; may come later. */
export const envelopeSchema = z.strictObject({
  /** `recordHash` of the record. */
  record_hash: z.string().regex(/^[0-9a-f]{64}$/),
  received_at: instantSchema,
  platform_id: z.uuid(),
  /** A token of RFC 3161 over the record's hash, base64; null where no time-stamping service was asked. */
  timestamp_token: z.base64().max(20_000).nullable(),
  signature: keyedSignatureSchema,
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** A record with all that is needed to judge it years later: the content of an `.evidence` file. */
export const evidencePackageSchema = z
  .strictObject({
    format: z.literal('mianzhengban-evidence-1'),
    record: evidenceRecordSchema,
    /** The canonical text whose digest an answer names; null with a withdrawal, which answers no page. */
    page_text: z.string().max(200_000).nullable(),
    key: keyStatementSchema,
    envelope: envelopeSchema.nullable(),
  })
  .refine(({ record, page_text }) => (record.kind === 'answer') === (page_text !== null), {
    path: ['page_text'],
  });
export type EvidencePackage = z.infer<typeof evidencePackageSchema>;

/** Larger files are no packages, and are not read. */
export const maximalPackageBytes = 1_000_000;

/** The bytes of a package: exactly its canonical JSON (RFC 8785) in UTF-8. */
export function sealPackage(parts: Omit<EvidencePackage, 'format'>): Uint8Array {
  const sealed: EvidencePackage = { format: 'mianzhengban-evidence-1', ...parts };
  return new TextEncoder().encode(canonicalJson(sealed));
}

/**
 * The package that these bytes are. What is not the one text of a package is none: then the problem names the smallest
 * part that cannot be, as a path (`record.page.locale`), or `file` where that is the form of the whole.
 */
export function openPackage(bytes: Uint8Array): Result<EvidencePackage, { readonly at: string }> {
  const text = textIn(bytes);
  if (text === undefined) return err({ at: 'file' });
  const json = jsonIn(text);
  if (json === undefined) return err({ at: 'file' });
  const { data, error } = evidencePackageSchema.safeParse(json);
  if (data === undefined) return err({ at: error.issues[0]?.path.join('.') || 'file' });
  // Of what the schema gave, not of what was parsed: nothing that it passes over may stand in a package.
  return isTextOf(data, text) ? ok(data) : err({ at: 'file' });
}

function isTextOf(data: EvidencePackage, text: string): boolean {
  try {
    return canonicalJson(data) === text;
  } catch {
    // A lone surrogate, which can only be written as an escape, has no canonical text.
    return false;
  }
}

function textIn(bytes: Uint8Array): string | undefined {
  if (bytes.length > maximalPackageBytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
