import { basename } from 'node:path';
import { z } from 'zod';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import { readDurableFile, writeDurableFile } from './durable-file.ts';

/** The operating system's secret store. A port; `main/security` stands behind it. */
export interface SecretBox {
  /** Name of the store in use, e.g. `gnome_libsecret`. */
  readonly backend: string;
  /** Whether secrets are really kept secret; a store that only obfuscates is not available. */
  isAvailable(): Promise<boolean>;
  seal(text: string): Promise<Uint8Array>;
  /** Rejects if this store did not seal the bytes. */
  open(bytes: Uint8Array): Promise<string>;
}

const keyLength = 32;

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  backend: z.string(),
  /** The key's Base64, sealed by the secret store, as Base64. */
  wrapped: z.base64(),
});

/**
 * Loads the key under which everything else is sealed; it exists in clear only in memory.
 * @param mayCreate whether a missing key is made: only while there is nothing yet that an older key has sealed
 */
export async function loadMasterKey(
  file: string,
  mayCreate: boolean,
  secretBox: SecretBox,
  randomBytes: RandomBytes,
): Promise<Outcome<Uint8Array>> {
  const text = readDurableFile(file);
  if (!(await secretBox.isAvailable())) return fail('storage.secret-store-missing');
  if (text !== undefined) return unwrap(text, file, secretBox);
  if (!mayCreate) return fail('storage.unreadable-record', { file: basename(file) });

  const key = randomBytes(keyLength);
  const wrapped = await secretBox.seal(Buffer.from(key).toString('base64'));
  const content: z.infer<typeof keyFileSchema> = {
    version: 1,
    backend: secretBox.backend,
    wrapped: Buffer.from(wrapped).toString('base64'),
  };
  writeDurableFile(file, JSON.stringify(content));
  return ok(key);
}

async function unwrap(
  text: string,
  file: string,
  secretBox: SecretBox,
): Promise<Outcome<Uint8Array>> {
  const content = keyFileSchema.safeParse(parseJson(text));
  if (!content.success) return fail('storage.unreadable-record', { file: basename(file) });
  const { backend, wrapped } = content.data;
  const changed = fail('storage.secret-store-changed', { from: backend, to: secretBox.backend });
  if (backend !== secretBox.backend) return changed;
  try {
    const key = Buffer.from(await secretBox.open(Buffer.from(wrapped, 'base64')), 'base64');
    return key.length === keyLength ? ok(new Uint8Array(key)) : changed;
  } catch {
    // The same kind of store with other contents: a new keyring, or another account's.
    return changed;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
