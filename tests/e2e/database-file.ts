import { DatabaseSync } from 'node:sqlite';

/** Makes a database that nobody has open one that a later program has changed the schema of. */
export async function makeNewer(file: string, version: number): Promise<void> {
  const database = new DatabaseSync(file);
  database.exec('CREATE TABLE from_the_future (id INTEGER) STRICT');
  database.exec(`PRAGMA user_version = ${version}`);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}
