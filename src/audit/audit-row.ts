import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { roleSchema } from '../contracts/platform-api.ts';
import { profileOf, type SignatureAlgorithm } from '../evidence/profiles/evidence-profile.ts';
import { instantSchema } from '../evidence/signed-statement.ts';
import { canonicalJson } from '../support/canonical-json.ts';
import { factKinds } from './audit-actions.ts';

/** The digest that a row is hashed with, by the profile of the key that its heads are signed with. */
const rowDigests = { SM3: 'SM2', 'SHA-256': 'Ed25519' } as const satisfies Readonly<
  Record<string, SignatureAlgorithm>
>;
export type RowDigest = keyof typeof rowDigests;

/** The digest of a profile, as rows name it. */
export function rowDigestOf(alg: SignatureAlgorithm): RowDigest {
  return alg === 'SM2' ? 'SM3' : 'SHA-256';
}

/** Who has done something: an account, or the program itself where nobody is logged in. */
export interface Actor {
  readonly account: string;
  readonly role: z.infer<typeof actorRoleSchema>;
}
const actorRoleSchema = z.enum([...roleSchema.options, 'workstation']);

/** Nobody in particular. */
export const workstationItself: Actor = { account: 'workstation', role: 'workstation' };

/**
 * A row of the audit log, as it is hashed. Which actions there are is not asked here: whoever judges a log may be older than
 * the program that has written it.
 */
export const auditRowSchema = z.strictObject({
  /** Of the database that it was written in; a salvage begins a new one. */
  epoch: z.uuid(),
  /** Counted on by one from row to row, also from epoch to epoch. */
  seq: z.int().positive(),
  at: instantSchema,
  account: factKinds.account,
  role: actorRoleSchema,
  action: factKinds.code,
  facts: z.record(
    z.string().regex(/^[A-Za-z]{1,32}$/),
    z.union([z.string().max(1024), z.int(), z.boolean()]),
  ),
  digest: z.enum(['SM3', 'SHA-256']),
  /** The hash of the row before it; of the very first row `chainStart`. */
  prev_hash: factKinds.hash,
});
export type AuditRow = z.infer<typeof auditRowSchema>;

/** The hash of a row, in hex: the digest that it names, of the UTF-8 of its canonical JSON. */
export function rowHash(row: AuditRow): string {
  const { digest } = profileOf(rowDigests[row.digest]);
  return bytesToHex(digest(new TextEncoder().encode(canonicalJson(row))));
}
