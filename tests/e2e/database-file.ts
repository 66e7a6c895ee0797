import { DatabaseSync } from 'node:sqlite';

/** Sets the schema version of a database that nobody has open. */
export async function setUserVersion(file: string, version: number): Promise<void> {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA user_version = ${version}`);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}
