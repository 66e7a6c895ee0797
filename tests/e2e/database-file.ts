import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { Counter } from '../../scripts/workbench/counter.ts';

/** Makes a database that nobody has open one that a later program has changed the schema of. */
export async function makeNewer(file: string, version: number): Promise<void> {
  const database = new DatabaseSync(file);
  database.exec('CREATE TABLE from_the_future (id INTEGER) STRICT');
  database.exec(`PRAGMA user_version = ${version}`);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Makes a database that nobody has open say that the platform has answered last so many hours earlier than it did. */
export function setBackLastAnswer(file: string, hours: number): void {
  const database = new DatabaseSync(file);
  database.exec(`UPDATE lease_time SET reached = reached - ${hours * 3_600_000}`);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Holds a database as a backup tool does: nobody else gets at it. @returns a way to let it go */
export function holdDatabase(file: string): () => void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('BEGIN EXCLUSIVE');
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}

/** Resolves when the workstation has numbers to give out by itself; nothing on its screen tells. */
export async function untilNumbersAreThere({ dataDir }: Counter): Promise<void> {
  const database = new DatabaseSync(join(dataDir, 'store', 'workstation.db'), { readOnly: true });
  const blocks = database.prepare('SELECT count(*) AS count FROM provisional_blocks');
  await expect.poll(() => blocks.get()?.['count']).toBeGreaterThan(0);
  database.close();
}
