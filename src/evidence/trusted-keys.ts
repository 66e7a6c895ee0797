import { z } from 'zod';
import { fail, type Outcome } from '../failures/failure.ts';
import { ok } from '../support/result.ts';
import {
  algorithmSchema,
  publicKeySchema,
  type VerifyingKey,
  verifyingKey,
} from './signed-statement.ts';

/**
 * The platform's public keys as somebody has got them by another way than the evidence: all that a verifier has to trust.
 * A JSON file; its form is free, for nobody signs it.
 */
export const trustFileSchema = z.strictObject({
  format: z.literal('mianzhengban-trust-1'),
  platform_keys: z
    .array(z.strictObject({ alg: algorithmSchema, public_key: publicKeySchema }))
    .min(1)
    .max(100),
});
export type TrustFile = z.infer<typeof trustFileSchema>;

/** Keys of the platform by their ids. */
export type TrustedKeys = ReadonlyMap<string, VerifyingKey>;

/** Nobody is trusted. */
export const noTrustedKeys: TrustedKeys = new Map();

/** The keys in the text of a trust file; fails with `trust.malformed`, which names the part of it that is none. */
export function readTrustedKeys(text: string): Outcome<TrustedKeys> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail('trust.malformed', { place: 'file' });
  }
  const { data, error } = trustFileSchema.safeParse(json);
  if (data === undefined) {
    return fail('trust.malformed', { place: error.issues[0]?.path.join('.') || 'file' });
  }
  const trusted = new Map<string, VerifyingKey>();
  for (const [position, { alg, public_key }] of data.platform_keys.entries()) {
    const key = verifyingKey(alg, public_key);
    if (key === undefined) {
      return fail('trust.malformed', { place: `platform_keys.${position}.public_key` });
    }
    trusted.set(key.keyId, key);
  }
  return ok(trusted);
}
