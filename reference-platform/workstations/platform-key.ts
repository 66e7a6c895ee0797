import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Database } from '../database/open-database.ts';
import { keyIdOf, publicKeyOf } from './ed25519.ts';

/** The key pair with which the platform signs its answers, made with the database. */
export interface PlatformKey {
  readonly keyId: string;
  /** SPKI, DER in base64. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** Reads the platform's key pair. */
export async function readPlatformKey(db: Database): Promise<PlatformKey> {
  const row = await db.selectFrom('platform_keys').select('private_key').executeTakeFirstOrThrow();
  const privateKey = createPrivateKey({
    key: Buffer.from(row.private_key, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = publicKeyOf(privateKey);
  return { keyId: keyIdOf(publicKey), publicKey, privateKey };
}
