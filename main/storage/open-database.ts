import { existsSync } from 'node:fs';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { type Database, openDurable, openForReading } from './database.ts';
import { DatabaseError } from './database-error.ts';
import type { Driver } from './driver.ts';
import { checkVersion, type Migration, migrate } from './migrate.ts';

/**
 * Opens the database at the newest schema, or says why not. A file that is damaged or newer than this program is only
 * looked at: not a byte of it changes.
 */
export function openDatabase(
  driver: Driver,
  file: string,
  migrations: readonly Migration[],
): Outcome<Database> {
  try {
    if (existsSync(file)) {
      const inspected = inspect(driver, file, migrations);
      if (!inspected.ok) return inspected;
    }
    const opened = openDurable(driver, file);
    if (opened.ok) migrateOrClose(opened.value, migrations);
    return opened;
  } catch (error) {
    if (error instanceof DatabaseError && error.isDamage) return fail('storage.damaged-database');
    throw error;
  }
}

function inspect(
  driver: Driver,
  file: string,
  migrations: readonly Migration[],
): Outcome<undefined> {
  const database = openForReading(driver, file);
  try {
    if (database.pragma('quick_check(1)') !== 'ok') return fail('storage.damaged-database');
    return checkVersion(database, migrations);
  } finally {
    database.close();
  }
}

function migrateOrClose(database: Database, migrations: readonly Migration[]): void {
  try {
    migrate(database, migrations);
  } catch (error) {
    database.close();
    throw error;
  }
}
