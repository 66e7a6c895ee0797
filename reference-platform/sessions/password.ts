import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Interactive-login cost of RFC 7914: 16 MiB and some 50 ms for each guess. */
const cost: ScryptOptions = { N: 2 ** 14, r: 8, p: 1 };
const saltBytes = 16;
const keyBytes = 32;

/** A stored password no input can match; comparing with it takes as long as with a real one. */
export const unmatchablePasswordHash = `${'00'.repeat(saltBytes)}:${'00'.repeat(keyBytes)}`;

/** A password as it may be stored: `salt:key` in hex, the key derived with scrypt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  return `${salt.toString('hex')}:${(await deriveKey(password, salt)).toString('hex')}`;
}

/** Whether a password is the one that was stored. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [salt = '', key = ''] = stored.split(':');
  const derived = await deriveKey(password, Buffer.from(salt, 'hex'));
  return timingSafeEqual(derived, Buffer.from(key, 'hex'));
}

function deriveKey(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
