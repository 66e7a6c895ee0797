import { z } from 'zod';
import { citizenLanguages } from '../domain/consent.ts';
import { canonicalJson } from '../support/canonical-json.ts';

/**
 * The record of one answered consent page, version 1. It is kept for years and read by people who trust neither the hall
 * nor us, so it stands alone and follows the ideas of Kantara CR 1.1 and ISO/IEC TS 27560. It holds no value of any
 * licence, and numbers only as commitments: HMAC-SHA-256 (hex) of the number under a random opening of 32 bytes made
 * for this record. Without the opening the record says nothing of whom it concerns; with it, it proves it.
 */

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);
const instantSchema = z.iso.datetime();
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
    delegation_id: z.uuid(),
  }),
]);

const choiceSchema = z.strictObject({
  /** The case that it is for, one of the record's. */
  biz_num: z.uuid(),
  license_item_code: textSchema,
  license_code_commitment: digestSchema,
  /** Keys of the fields that are used. */
  fields: z.array(textSchema),
  /** 依授权 or 依职能. */
  basis: z.enum(['consent', 'duty']),
  sensitive: z.boolean(),
  decision: z.enum(['agreed', 'declined']),
  decided_at: instantSchema,
});

export const evidenceRecordSchema = z.strictObject({
  evidence_id: z.uuid(),
  version: z.literal('1'),
  jurisdiction: z.literal('CN'),
  /** What the page asked for: one case, or several of one visit, the one that was worked on first. */
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
    .min(1),
  handler: z.strictObject({ org: textSchema, window: textSchema, clerk_no: textSchema }),
  holder: z.strictObject({ name_masked: textSchema, id_commitment: digestSchema }),
  actor: actorSchema,
  identified_by: z.enum(['code', 'face', 'card', 'delegate']),
  consented_on: z.enum(['evaluator', 'network-evaluator', 'phone']),
  input_kind: z.enum(['touch', 'bound-pointer', 'bound-keypad']),
  identity_proof: z.strictObject({
    method: textSchema,
    level: textSchema,
    device_id: textSchema,
    result_ref: textSchema,
  }),
  page: z.strictObject({
    layout_version: textSchema,
    locale: z.enum(citizenLanguages),
    elder_mode: z.boolean(),
    /** Of the page's canonical text, see `page-text.ts`. */
    rendered_text_sha256: digestSchema,
    rendered_text_sm3: digestSchema.exactOptional(),
    shown_at: instantSchema,
    scrolled_to_end: z.boolean(),
  }),
  choices: z.array(choiceSchema).min(1),
  retention: textSchema,
  recipients: z.array(textSchema),
  withdrawal_info: textSchema,
  device: z.strictObject({
    workstation_id: z.uuid(),
    evaluator_id: textSchema,
    app_version: textSchema,
    clock_source: textSchema,
    /** Milliseconds that the workstation's clock was ahead of the platform's. */
    clock_skew: z.number().int(),
  }),
  /** The chain is one per workstation and epoch. `prev_hash` of its first record is 64 zeros. */
  epoch: z.uuid(),
  seq: z.number().int().positive(),
  prev_hash: digestSchema,
  withdraws: z.uuid().exactOptional(),
  supersedes: z.uuid().exactOptional(),
  signature: z.strictObject({
    /** Profile A. */
    alg: z.literal('Ed25519'),
    key_id: textSchema,
    /** Base64. Each signature has one such text, so that not a bit of a record can be altered. */
    value: z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/),
  }),
});
export type EvidenceRecord = z.infer<typeof evidenceRecordSchema>;

/** The text whose UTF-8 bytes are signed: the canonical JSON of everything but the signature's own value. */
export function signedText({ signature: { value: _, ...key }, ...rest }: EvidenceRecord): string {
  return canonicalJson({ ...rest, signature: key });
}

/** The text whose SHA-256 (hex) is the next record's `prev_hash`: the canonical JSON of the record, signature included. */
export function chainedText(record: EvidenceRecord): string {
  return canonicalJson(record);
}

/** `prev_hash` of the first record of a chain. */
export const chainStart = '0'.repeat(64);
