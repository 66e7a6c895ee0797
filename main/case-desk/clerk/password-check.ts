import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordVerifier } from '../../storage/offline-logins.ts';

/** Tells whether a password is the one it was made from, without keeping that one. */
export interface PasswordCheck {
  matches(password: string): Promise<boolean>;
}

const saltLength = 16;
const keyLength = 32;
/** scrypt's cost where only memory holds what comes of it: 16 MiB and some tens of milliseconds a try. */
const whileLoggedIn = { N: 16_384, r: 8, p: 1 } as const;

/** A check that lives in memory as long as its session, so that a locked screen opens without the network. */
export async function createPasswordCheck(password: string): Promise<PasswordCheck> {
  const verifier = await verifierOf(password, whileLoggedIn);
  return { matches: (tried) => isPassword(tried, verifier) };
}

/** What a password can be recognised by later. Calculated beside the main thread. */
export async function verifierOf(
  password: string,
  cost: PasswordVerifier['cost'],
): Promise<PasswordVerifier> {
  const salt = randomBytes(saltLength);
  const key = await derive(password, salt, cost);
  return { salt: salt.toString('base64'), key: key.toString('base64'), cost };
}

/** Whether a password is the one that a verifier was made from. Calculated beside the main thread. */
export async function isPassword(
  tried: string,
  { salt, key, cost }: PasswordVerifier,
): Promise<boolean> {
  const derived = await derive(tried, Buffer.from(salt, 'base64'), cost);
  return timingSafeEqual(derived, Buffer.from(key, 'base64'));
}

function derive(
  password: string,
  salt: Buffer,
  { N, r, p }: PasswordVerifier['cost'],
): Promise<Buffer> {
  // What it needs, and as much again for itself: the default limit is too low for a higher cost.
  const maxmem = 256 * N * r;
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, { N, r, p, maxmem }, (cause, key) =>
      cause === null ? resolve(key) : reject(cause),
    );
  });
}
