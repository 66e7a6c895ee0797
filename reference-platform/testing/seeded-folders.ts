import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../database/open-database.ts';
import { seedDatabase } from '../seed/seed-database.ts';

/**
 * What `read` finds in two seeded folders, of different days, and in the second after one more seeding; as JSON, to be
 * compared to the byte.
 */
export async function readSeededFolders(
  read: (db: Database) => Promise<unknown>,
): Promise<readonly string[]> {
  const readIn = async (...days: readonly string[]) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-seeded-'));
    const db = await openDatabase(dataDir);
    const contents: string[] = [];
    for (const day of days) {
      await seedDatabase(db, day);
      contents.push(JSON.stringify(await read(db)));
    }
    await db.destroy();
    await rm(dataDir, { recursive: true });
    return contents;
  };
  return [...(await readIn('2026-11-24')), ...(await readIn('2027-01-01', '2028-02-29'))];
}
