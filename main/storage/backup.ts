import {
  closeSync,
  fsyncSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import { checkDatabase } from './check-database.ts';
import { type Database, openForReading } from './database.ts';
import type { Driver } from './driver.ts';
import { renameDurably } from './durable-file.ts';
import type { Migration } from './migrate.ts';
import { isAllReadable } from './readable-work.ts';
import type { Sealer } from './sealing.ts';
import { storageFailure } from './storage-failure.ts';
import type { Workstation } from './workstation.ts';

/** Bytes that are copied between two looks at the time. */
const chunkBytes = 1024 * 1024;

/** The two bytes of the header that say how a database keeps its log, and what they say of one without (`fileformat2.html`, 1.3). */
const ownLogAt = 18;
const ownLog = Uint8Array.of(1, 1);

/** What making a backup needs. */
export interface BackupOptions {
  readonly database: Database;
  readonly driver: Driver;
  readonly migrations: readonly Migration[];
  /** Where the database is; the backup lies beside it. */
  readonly file: string;
  readonly sealer: Sealer;
  readonly workstation: Workstation;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Bytes of the disk that are left to others. */
  readonly spareBytes: number;
  /** Milliseconds after which copying is given up. */
  readonly timeLimit: number;
}

/** Where the backup of a database is. */
export function backupOf(file: string): string {
  return `${file}.backup`;
}

/**
 * Copies a database as it is, sealed as it is, and puts the copy in the place of the one before: after a crash there is the
 * old one or the new one. It takes that place only when every record in it can be read, so that damage that nobody has
 * noticed does not reach the last copy without it. Nothing is written to the database, and nothing is thrown:
 * `storage.disk-full` where there is not plenty of room, `storage.not-written` where it takes too long,
 * `storage.damaged-database` where a record cannot be read.
 */
export function backUpDatabase(options: BackupOptions): Outcome<null> {
  const { database, file } = options;
  const successor = `${backupOf(file)}.new`;
  try {
    // What the log holds comes into the file, and nobody writes until it is copied.
    if (database.pragma('wal_checkpoint(TRUNCATE)') !== 0) return fail('storage.held');
    const copied = database.transaction(() => copy(successor, options));
    const checked = copied.ok ? check(successor, options) : copied;
    if (checked.ok) renameDurably(successor, backupOf(file));
    return checked;
  } catch (cause) {
    return err(storageFailure(cause));
  } finally {
    removeLeftover(successor);
  }
}

function removeLeftover(successor: string): void {
  try {
    rmSync(successor, { force: true });
  } catch {
    // What cannot be removed either is written over by the next.
  }
}

function copy(successor: string, options: BackupOptions): Outcome<null> {
  const { file, clock, spareBytes, timeLimit } = options;
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < statSync(file).size + spareBytes) return fail('storage.disk-full');
  const until = clock.monotonic() + timeLimit;
  const source = openSync(file, 'r');
  const target = openSync(successor, 'w', 0o600);
  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (let length = readSync(source, chunk); length > 0; length = readSync(source, chunk)) {
      if (clock.monotonic() > until) return fail('storage.not-written');
      writeWhole(target, chunk.subarray(0, length));
    }
    // By itself it has no log, and reading it makes none.
    writeSync(target, ownLog, 0, ownLog.length, ownLogAt);
    fsyncSync(target);
    return ok(null);
  } finally {
    closeSync(source);
    closeSync(target);
  }
}

/** A disk that is nearly full takes a part. */
function writeWhole(descriptor: number, content: Uint8Array): void {
  for (let done = 0; done < content.length; ) done += writeSync(descriptor, content, done);
}

/** Looks at the copy as a start looks at the database, and opens every record, which no start has the time for. */
function check(
  copied: string,
  { driver, migrations, sealer, workstation }: BackupOptions,
): Outcome<null> {
  const checked = checkDatabase(driver, copied, migrations, true);
  if (!checked.ok) return checked;
  const database = openForReading(driver, copied);
  try {
    const isWhole = isAllReadable(database, sealer, workstation.epoch);
    return isWhole ? ok(null) : fail('storage.damaged-database');
  } finally {
    database.close();
  }
}
