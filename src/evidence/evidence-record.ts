import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { citizenLanguages } from '../domain/consent.ts';
import { canonicalJson } from '../support/canonical-json.ts';
import { type EvidenceProfile, profileOf } from './profiles/evidence-profile.ts';
import { instantSchema, keyedSignatureSchema } from './signed-statement.ts';

/**
 * The record of one act of a citizen at a counter, version 1: a consent page that was answered, or an earlier answer that
 * was withdrawn. It is kept for years and read by people who trust neither the hall nor us, so it stands alone and follows
 * the ideas of Kantara CR 1.1 and ISO/IEC TS 27560. It holds no value of any licence, and numbers only as commitments
 * under a random opening made for this record. Without the opening the record says nothing of whom it concerns; with it,
 * it proves it. Digests are in hex and of the profile of the signature. The whole format: docs/evidence-format.md.
 */

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);
const textSchema = z.string().min(1).max(2000);

/** Who touched the screen, where that is not the holder. */
const actorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('same') }),
  z.strictObject({
    kind: z.enum(['representative', 'guardian']),
    id_commitment: digestSchema,
    /** In words: why they may act, e.g. 法定代表人. */
    basis: textSchema,
  }),
  z.strictObject({
    kind: z.literal('agent'),
    id_commitment: digestSchema,
    basis: textSchema,
    /** Absent where they act by a letter on paper. */
    delegation_id: z.uuid().exactOptional(),
  }),
]);

const choiceSchema = z
  .strictObject({
    /** The case that it is for, one of the record's. */
    biz_num: z.uuid(),
    license_item_code: textSchema,
    /** Null where the library could not be asked: it was decided about whichever licence of the type there is. */
    license_code_commitment: digestSchema.nullable(),
    /** Exactly where there is no commitment: the licence is looked up later. */
    resolved: z.literal('later').exactOptional(),
    /** Keys of the fields that are used. */
    fields: z.array(textSchema),
    /** 依授权 or 依职能. */
    basis: z.enum(['consent', 'duty']),
    sensitive: z.boolean(),
    decision: z.enum(['agreed', 'declined']),
    decided_at: instantSchema,
  })
  .refine(
    ({ license_code_commitment, resolved }) =>
      (license_code_commitment === null) === (resolved === 'later'),
    { path: ['license_code_commitment'] },
  );

/** What every record says. */
const commonShape = {
  evidence_id: z.uuid(),
  version: z.literal('1'),
  jurisdiction: z.literal('CN'),
  /** What it is about: one case, or several of one visit, the one that was worked on first. */
  cases: z
    .array(
      z.strictObject({
        biz_num: z.uuid(),
        /** What the paper said, while the case had no number of the platform. */
        provisional_no: textSchema.nullable(),
        item_code: textSchema,
        variant: textSchema,
      }),
    )
    .min(1)
    .max(60),
  handler: z.strictObject({ org: textSchema, window: textSchema, clerk_no: textSchema }),
  holder: z.strictObject({ name_masked: textSchema, id_commitment: digestSchema }),
  actor: actorSchema,
  identified_by: z.enum(['code', 'face', 'card', 'delegate']),
  identity_proof: z.strictObject({
    method: textSchema,
    level: textSchema,
    device_id: textSchema,
    result_ref: textSchema,
  }),
  /** Digest of the 32 bytes of the opening, so that no other opening can be said to be this record's. */
  opening_hash: digestSchema,
  device: z.strictObject({
    workstation_id: z.uuid(),
    evaluator_id: textSchema,
    app_version: textSchema,
    clock_source: textSchema,
    /** Milliseconds that the workstation's clock was ahead of the platform's. */
    clock_skew: z.number().int(),
  }),
  /** By the workstation's clock. */
  signed_at: instantSchema,
  /** The chain is one per workstation and epoch. */
  epoch: z.uuid(),
  seq: z.number().int().positive(),
  /** `recordHash` of the record before it in the chain; of the first record `chainStart`. */
  prev_hash: digestSchema,
  signature: keyedSignatureSchema,
};

/** A consent page that was answered. */
export const answerRecordSchema = z
  .strictObject({
    ...commonShape,
    kind: z.literal('answer'),
    consented_on: z.enum(['evaluator', 'network-evaluator', 'phone']),
    input_kind: z.enum(['touch', 'bound-pointer', 'bound-keypad']),
    page: z.strictObject({
      layout_version: textSchema,
      locale: z.enum(citizenLanguages),
      elder_mode: z.boolean(),
      /** Of the page's canonical text, see `page-text.ts`; always there, for the evaluator compares by it. */
      rendered_text_sha256: digestSchema,
      /** The same text's SM3; exactly in records of profile B. */
      rendered_text_sm3: digestSchema.exactOptional(),
      shown_at: instantSchema,
      scrolled_to_end: z.boolean(),
    }),
    choices: z.array(choiceSchema).min(1).max(60),
    retention: textSchema,
    recipients: z.array(textSchema).max(60),
    withdrawal_info: textSchema,
    /** The earlier answer that this one takes the place of. */
    supersedes: z.uuid().exactOptional(),
  })
  .refine(
    ({ signature, page }) => (signature.alg === 'SM2') === (page.rendered_text_sm3 !== undefined),
    { path: ['page', 'rendered_text_sm3'] },
  );
export type AnswerRecord = z.infer<typeof answerRecordSchema>;

/**
 * An answer that the citizen has withdrawn at a window. No page was answered, so it names none: it says who was there,
 * how that was found out, and which record no longer counts from `signed_at` on.
 */
const withdrawalRecordSchema = z.strictObject({
  ...commonShape,
  kind: z.literal('withdrawal'),
  /** `evidence_id` of the answer. */
  withdraws: z.uuid(),
});
export type WithdrawalRecord = z.infer<typeof withdrawalRecordSchema>;

/** That an answer has expired or was superseded is derived from later records and the page's terms, never stored. */
export const evidenceRecordSchema = z.discriminatedUnion('kind', [
  answerRecordSchema,
  withdrawalRecordSchema,
]);
export type EvidenceRecord = z.infer<typeof evidenceRecordSchema>;

/** `prev_hash` of the first record of a chain. */
export const chainStart = '0'.repeat(64);

/**
 * What the next record of the chain names as `prev_hash`, and the platform's envelope as `record_hash`: the digest (hex),
 * in the record's own profile, of the canonical JSON of the record, signature included.
 */
export function recordHash(record: EvidenceRecord): string {
  const { digest } = profileOf(record.signature.alg);
  return bytesToHex(digest(new TextEncoder().encode(canonicalJson(record))));
}

/** The digests of a page's canonical text as a record of this profile names them. */
export function pageDigests({ name, digest }: EvidenceProfile, pageText: string): PageDigests {
  const text = new TextEncoder().encode(pageText);
  const rendered_text_sha256 = bytesToHex(profileOf('Ed25519').digest(text));
  return name === 'A'
    ? { rendered_text_sha256 }
    : { rendered_text_sha256, rendered_text_sm3: bytesToHex(digest(text)) };
}
export type PageDigests = Pick<AnswerRecord['page'], 'rendered_text_sha256' | 'rendered_text_sm3'>;

/**
 * The commitment to a number in a record: the profile's HMAC (hex) of its UTF-8 under the record's opening.
 * @param opening 32 bytes in hex
 */
export function commitmentTo({ hmac }: EvidenceProfile, opening: string, number: string): string {
  return bytesToHex(hmac(hexToBytes(opening), new TextEncoder().encode(number)));
}

/** `opening_hash` of a record. @param opening 32 bytes in hex */
export function openingHash({ digest }: EvidenceProfile, opening: string): string {
  return bytesToHex(digest(hexToBytes(opening)));
}
