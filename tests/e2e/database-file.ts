import { DatabaseSync } from 'node:sqlite';

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
