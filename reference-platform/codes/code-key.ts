import type { Database } from '../database/open-database.ts';

/** The key of this database with which the texts of all QR codes are signed. */
export async function readCodeKey(db: Database): Promise<Buffer> {
  const { key } = await db.selectFrom('code_keys').select('key').executeTakeFirstOrThrow();
  return Buffer.from(key, 'hex');
}
