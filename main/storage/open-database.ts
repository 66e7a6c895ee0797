import { existsSync } from 'node:fs';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { checkDatabase } from './check-database.ts';
import { type Database, type ErrorListener, openDurable } from './database.ts';
import { DatabaseError } from './database-error.ts';
import type { Driver } from './driver.ts';
import { type Migration, migrate } from './migrate.ts';

/** How a database is opened. */
interface OpeningOptions {
  /** Whether it has been made before, so that a missing or an empty file is damage. */
  readonly isFounded?: boolean;
  readonly onError?: ErrorListener;
}

/**
 * Opens the database at the newest schema, or says why not. A file that is damaged or newer than this program is only
 * looked at: not a byte of it changes.
 */
export function openDatabase(
  driver: Driver,
  file: string,
  migrations: readonly Migration[],
  { isFounded = false, onError }: OpeningOptions = {},
): Outcome<Database> {
  try {
    if (existsSync(file)) {
      const checked = checkDatabase(driver, file, migrations, isFounded);
      if (!checked.ok) return checked;
    } else if (isFounded) {
      return fail('storage.damaged-database');
    }
    const opened = openDurable(driver, file, onError);
    if (opened.ok) migrateOrClose(opened.value, migrations);
    return opened;
  } catch (error) {
    if (error instanceof DatabaseError && error.isDamage) return fail('storage.damaged-database');
    throw error;
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
