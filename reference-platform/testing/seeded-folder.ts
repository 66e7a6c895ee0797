import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { openDatabase } from '../database/open-database.ts';
import { seedDatabase } from '../seed/seed-database.ts';

/** Fresh databases by the day they are of: hundreds of tests start with one, and a copy takes a tenth of the time. */
const fresh = new Map<string, Promise<Buffer>>();

/**
 * A new folder with the database that a platform starts with: the identity is its own, the keys those of every copy.
 * @param day today in the hall, `YYYY-MM-DD`
 */
export async function seededFolder(day: string): Promise<string> {
  const bytes = fresh.get(day) ?? makeDatabase(day);
  fresh.set(day, bytes);
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-'));
  const path = join(dataDir, 'platform.sqlite');
  await writeFile(path, await bytes);
  const file = new BetterSqlite3(path);
  file.pragma('synchronous = OFF');
  file.prepare('update platform set id = ?').run(randomUUID());
  file.close();
  return dataDir;
}

async function makeDatabase(day: string): Promise<Buffer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-'));
  const db = await openDatabase(dataDir);
  try {
    await seedDatabase(db, day);
  } finally {
    // Closing the last connection brings everything into the one file.
    await db.destroy();
  }
  const bytes = await readFile(join(dataDir, 'platform.sqlite'));
  await rm(dataDir, { recursive: true });
  return bytes;
}
