import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Database, ErrorListener } from '../database.ts';
import { DatabaseError } from '../database-error.ts';
import { openDatabase } from '../open-database.ts';
import { isWorkReadable } from '../readable-work.ts';
import type { Sealer } from '../sealing.ts';
import { readWorkstation } from '../workstation.ts';
import { isSalvageDue, type SalvageOptions, salvageDatabase } from './salvage-database.ts';

/** How the database of a workstation is opened. */
interface OpenOrSalvageOptions extends SalvageOptions {
  /** Whether this workstation has had a database before. */
  readonly isFounded: boolean;
  readonly onError: ErrorListener;
}

/** Opens the database; one that is damaged, or was found damaged before, is put aside and made anew. */
export function openOrSalvage(file: string, options: OpenOrSalvageOptions): Outcome<Database> {
  if (!isSalvageDue(file)) {
    const opened = openReadable(file, options);
    if (opened.ok || opened.problem.code !== 'storage.damaged-database') return opened;
  }
  const salvaged = salvageDatabase(file, options);
  return salvaged.ok ? openReadable(file, options) : salvaged;
}

function openReadable(file: string, options: OpenOrSalvageOptions): Outcome<Database> {
  const opened = openDatabase(options.driver, file, options.migrations, options);
  if (!opened.ok || isReadable(opened.value, options.sealer)) return opened;
  opened.value.close();
  return fail('storage.damaged-database');
}

function isReadable(database: Database, sealer: Sealer): boolean {
  try {
    return isWorkReadable(database, sealer, readWorkstation(database)?.epoch ?? '');
  } catch (cause) {
    if (cause instanceof DatabaseError && cause.isDamage) return false;
    database.close();
    throw cause;
  }
}
