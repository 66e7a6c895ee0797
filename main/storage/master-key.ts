import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import { readWrappedFile, type SecretBox, writeWrappedFile } from './wrapped-file.ts';

const keyLength = 32;

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
  if (!(await secretBox.isAvailable())) return fail('storage.secret-store-missing');
  const kept = await readWrappedFile(file, secretBox);
  if (kept.kind === 'absent' && mayCreate) {
    const key = randomBytes(keyLength);
    await writeWrappedFile(file, secretBox, Buffer.from(key).toString('base64'));
    return ok(key);
  }
  if (kept.kind === 'absent' || kept.kind === 'unreadable') {
    return fail('storage.key-file-lost');
  }
  const { backend } = secretBox;
  if (kept.kind === 'store-changed') {
    return fail('storage.secret-store-changed', { from: kept.sealedBy, to: backend });
  }
  const key = Buffer.from(kept.text, 'base64');
  return key.length === keyLength
    ? ok(new Uint8Array(key))
    : fail('storage.secret-store-changed', { from: backend, to: backend });
}
