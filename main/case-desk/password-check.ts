import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Tells whether a password is the one it was made from, without keeping that one. */
export interface PasswordCheck {
  matches(password: string): Promise<boolean>;
}

const saltLength = 16;
const keyLength = 32;
/** scrypt's cost: 16 MiB and some tens of milliseconds a try. */
const cost = { N: 16_384, r: 8, p: 1 } as const;

/** A check that lives in memory as long as its session, so that a locked screen opens without the network. */
export async function createPasswordCheck(password: string): Promise<PasswordCheck> {
  const salt = randomBytes(saltLength);
  const expected = await derive(password, salt);
  return {
    matches: async (tried) => timingSafeEqual(await derive(tried, salt), expected),
  };
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, cost, (cause, key) =>
      cause === null ? resolve(key) : reject(cause),
    );
  });
}
