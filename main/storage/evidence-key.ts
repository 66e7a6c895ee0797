import {
  profileOf,
  type SignatureAlgorithm,
} from '../../src/evidence/profiles/evidence-profile.ts';
import { type SigningKey, signingKey } from '../../src/evidence/signed-statement.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import { readWrappedFile, type SecretBox, writeWrappedFile } from './wrapped-file.ts';

/** Where the key of an algorithm lies, and what makes and keeps it. */
export interface EvidenceKeyPlace {
  readonly file: string;
  readonly alg: SignatureAlgorithm;
  readonly secretBox: SecretBox;
  readonly randomBytes: RandomBytes;
}

/**
 * Loads the key with which this workstation signs evidence, made on the first call; its private half lies in the operating
 * system's secret store and, in clear, only in memory. Records that an earlier key has signed need it no more: where the
 * store has changed, a new key goes on, and the chain with it.
 * @returns `storage.secret-store-missing`
 */
export async function loadEvidenceKey(place: EvidenceKeyPlace): Promise<Outcome<SigningKey>> {
  const { file, alg, secretBox } = place;
  if (!(await secretBox.isAvailable())) return fail('storage.secret-store-missing');
  const kept = await readWrappedFile(file, secretBox);
  const key = kept.kind === 'text' ? Buffer.from(kept.text, 'base64') : undefined;
  return ok(
    key?.length === 32 ? signingKey(alg, new Uint8Array(key)) : await renewEvidenceKey(place),
  );
}

/** Makes a new key in the place of the one there was: that one may have been revoked, and a key counts once. */
export async function renewEvidenceKey({
  file,
  alg,
  secretBox,
  randomBytes,
}: EvidenceKeyPlace): Promise<SigningKey> {
  const key = profileOf(alg).generatePrivateKey(randomBytes);
  await writeWrappedFile(file, secretBox, Buffer.from(key).toString('base64'));
  return signingKey(alg, key);
}

/** Name of the file that holds the key of an algorithm. */
export function evidenceKeyFile(alg: SignatureAlgorithm): string {
  return `evidence-key-${alg.toLowerCase()}.json`;
}
