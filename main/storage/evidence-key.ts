import { z } from 'zod';
import {
  profileOf,
  type SignatureAlgorithm,
  signatureAlgorithms,
} from '../../src/evidence/profiles/evidence-profile.ts';
import { type SigningKey, signingKey } from '../../src/evidence/signed-statement.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import { readDurableFile, writeDurableFile } from './durable-file.ts';
import type { SecretBox } from './master-key.ts';

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  alg: z.enum(signatureAlgorithms),
  backend: z.string(),
  /** The private key's Base64, sealed by the secret store, as Base64. */
  wrapped: z.base64(),
});

/**
 * Loads the key with which this workstation signs evidence, made on the first call; its private half lies in the operating
 * system's secret store and, in clear, only in memory. Records that an earlier key has signed need it no more: where the
 * store has changed, a new key goes on, and the chain with it.
 * @returns `storage.secret-store-missing`
 */
export async function loadEvidenceKey(
  file: string,
  alg: SignatureAlgorithm,
  secretBox: SecretBox,
  randomBytes: RandomBytes,
): Promise<Outcome<SigningKey>> {
  if (!(await secretBox.isAvailable())) return fail('storage.secret-store-missing');
  const text = readDurableFile(file);
  const kept = text === undefined ? undefined : await unwrap(text, alg, secretBox);
  if (kept !== undefined) return ok(signingKey(alg, kept));
  const key = profileOf(alg).generatePrivateKey(randomBytes);
  const wrapped = await secretBox.seal(Buffer.from(key).toString('base64'));
  const content: z.infer<typeof keyFileSchema> = {
    version: 1,
    alg,
    backend: secretBox.backend,
    wrapped: Buffer.from(wrapped).toString('base64'),
  };
  writeDurableFile(file, JSON.stringify(content));
  return ok(signingKey(alg, key));
}

/** Name of the file that holds the key of an algorithm. */
export function evidenceKeyFile(alg: SignatureAlgorithm): string {
  return `evidence-key-${alg.toLowerCase()}.json`;
}

async function unwrap(
  text: string,
  alg: SignatureAlgorithm,
  secretBox: SecretBox,
): Promise<Uint8Array | undefined> {
  const content = keyFileSchema.safeParse(parsed(text));
  if (!content.success || content.data.alg !== alg) return undefined;
  if (content.data.backend !== secretBox.backend) return undefined;
  try {
    const key = Buffer.from(
      await secretBox.open(Buffer.from(content.data.wrapped, 'base64')),
      'base64',
    );
    return key.length === 32 ? new Uint8Array(key) : undefined;
  } catch {
    // The same kind of store with other contents: a new keyring, or another account's.
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
