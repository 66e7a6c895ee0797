import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { type Database, openForReading, openInMemory } from './database.ts';
import { DatabaseError } from './database-error.ts';
import type { Driver } from './driver.ts';
import { type Migration, migrate, versionOf } from './migrate.ts';
import { isMediumError, pageSize } from './salvage/database-pages.ts';
import { readWriteAheadLog } from './salvage/write-ahead-log.ts';
import { machineFault } from './storage-failure.ts';

/**
 * How a database of this program begins: its kind, pages of 4,096 bytes, the way of its log, no room kept back. The log is
 * the write-ahead one, unless somebody has looked at the file with a tool that sets the other.
 */
const fileHeads = ['\x02\x02', '\x01\x01'].map((log) =>
  Buffer.from(`SQLite format 3\0\x10\x00${log}\x00\x40\x20\x20`, 'latin1'),
);
const headLength = 24;

const damaged = fail('storage.damaged-database');

/**
 * Looks whether a database can be relied on; not a byte of it changes. `storage.damaged-database` if something in it is
 * not as it was written, as far as that shows without opening what is sealed; `storage.newer-database` if a newer program
 * has written it.
 * @param isFounded whether the file is known to have held a schema before
 */
export function checkDatabase(
  driver: Driver,
  file: string,
  migrations: readonly Migration[],
  isFounded: boolean,
): Outcome<undefined> {
  const head = readThrough(file);
  if (head === 'unreadable') return damaged;
  if (head.length === 0) return isFounded ? damaged : ok(undefined);
  if (!isOurs(head) || hasDamagedLog(file)) return damaged;
  return reading(driver, file, (database) =>
    database.pragma('integrity_check(1)') === 'ok'
      ? checkSchema(driver, database, migrations, isFounded)
      : damaged,
  );
}

/**
 * Looks at a copy that was written a moment ago as `checkDatabase` does, but one table after the other, so that it can be left
 * when it takes too long (`storage.not-written`). What no table uses is not looked at.
 */
export function checkCopy(
  driver: Driver,
  file: string,
  migrations: readonly Migration[],
  isLate: () => boolean,
): Outcome<undefined> {
  if (!isOurs(readHead(file))) return damaged;
  return reading(driver, file, (database) => {
    const tables = database
      .prepare<{ readonly name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .all();
    for (const { name } of tables) {
      if (isLate()) return fail('storage.not-written');
      if (database.pragma(`integrity_check("${name.replaceAll('"', '""')}")`) !== 'ok') {
        return damaged;
      }
    }
    return checkSchema(driver, database, migrations, true);
  });
}

function isOurs(head: Uint8Array): boolean {
  return fileHeads.some((ours) => ours.equals(head));
}

/** Lets a file be looked at; what SQLite has to say against it is damage, unless it is the machine's fault. */
function reading(
  driver: Driver,
  file: string,
  look: (database: Database) => Outcome<undefined>,
): Outcome<undefined> {
  try {
    const database = openForReading(driver, file);
    try {
      return look(database);
    } finally {
      database.close();
    }
  } catch (cause) {
    const isFault = machineFault(cause) !== undefined;
    const isDamage = cause instanceof DatabaseError && (cause.isDamage || !isFault);
    // A sound database of ours gives nothing to complain about when it is read.
    if (isDamage) return damaged;
    throw cause;
  }
}

function readHead(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(headLength);
    return head.subarray(0, readSync(descriptor, head));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads the whole file in one go and gives back how it begins. From a cold disk the check of its content takes a second
 * for every 40 MB without this, because SQLite fetches one page at a time; with it, a sixth.
 */
function readThrough(file: string): Buffer | 'unreadable' {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(1024 * 1024);
    const first = readSync(descriptor, chunk);
    const head = Buffer.from(chunk.subarray(0, Math.min(first, headLength)));
    while (readSync(descriptor, chunk) > 0) {
      // Only the way to the disk matters.
    }
    return head;
  } catch (cause) {
    if (isMediumError(cause)) return 'unreadable';
    throw cause;
  } finally {
    closeSync(descriptor);
  }
}

/** The log that is there after a crash; after a good end there is none. */
function hasDamagedLog(file: string): boolean {
  const log = `${file}-wal`;
  return existsSync(log) && readWriteAheadLog(readFileSync(log), pageSize).isDamaged;
}

function checkSchema(
  driver: Driver,
  database: Database,
  migrations: readonly Migration[],
  isFounded: boolean,
): Outcome<undefined> {
  const found = versionOf(database);
  const known = migrations.at(-1)?.number ?? 0;
  const schema = schemaOf(database);
  const newest = schemaAt(driver, migrations, known);
  if (found > known) {
    // Every migration changes the schema: where nothing but the number is newer, the number is wrong.
    return isDeepStrictEqual(schema, newest)
      ? damaged
      : fail('storage.newer-database', { found, known });
  }
  const expected = found === known ? newest : schemaAt(driver, migrations, found);
  // What somebody has added, with a database tool for one, is no damage.
  const ours = [...schema].filter((one) => newest.has(one) || expected.has(one));
  const isEmptied = found === 0 && isFounded;
  return isEmptied || !isDeepStrictEqual(new Set(ours), expected) ? damaged : ok(undefined);
}

function schemaAt(driver: Driver, migrations: readonly Migration[], version: number) {
  const model = openInMemory(driver);
  try {
    const through = migrations.filter(({ number }) => number <= version);
    migrate(model, through);
    return schemaOf(model);
  } finally {
    model.close();
  }
}

function schemaOf(database: Database): ReadonlySet<string> {
  const rows = database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all();
  return new Set(rows.map((row) => JSON.stringify(row)));
}
