import {
  closeSync,
  fsyncSync,
  futimesSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { type Clock, hallDay, type Instant } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import { checkCopy } from './check-database.ts';
import { type Database, openForReading } from './database.ts';
import type { Driver } from './driver.ts';
import { renameDurably } from './durable-file.ts';
import type { Migration } from './migrate.ts';
import { openAll } from './readable-work.ts';
import type { Sealer } from './sealing.ts';
import { storageFailure } from './storage-failure.ts';
import type { Workstation } from './workstation.ts';

/** Bytes that are on the disk before the next are copied and the time is looked at. */
const chunkBytes = 2 * 1024 * 1024;

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
  /** What time it is no later than, as the backup is to say it. */
  readonly latest: () => Instant;
  /** Bytes of the disk that are left to others. */
  readonly spareBytes: number;
  /** Milliseconds after which making one is given up, looked at after each part of the file, each table and each record. */
  readonly timeLimit: number;
}

/** The copy of a database that lies beside it. */
export interface Backup {
  /**
   * Copies the database as it is, sealed as it is, and puts the copy in the place of the one before: after a crash there is the
   * old one or the new one. It takes that place only when every record in it can be read, so that damage that nobody has
   * noticed does not reach the last copy without it. Nothing is written to the database, and nothing is thrown:
   * `storage.disk-full` where there is not plenty of room, `storage.not-written` where it takes too long, `storage.held` where
   * another program keeps the database, `storage.damaged-database` where a record cannot be read.
   */
  make(): Outcome<null>;
  /** The day in the hall (`YYYY-MM-DD`) that the backup is of; undefined where there is none. */
  day(): string | undefined;
  /** Removes the backup; repeating it is harmless. */
  remove(): void;
  /** Lets go of the database's file. Only once the database is closed. */
  close(): void;
}

/** Where the backup of a database is. */
export function backupOf(file: string): string {
  return `${file}.backup`;
}

/** The backup of an open database. */
export function createBackup(options: BackupOptions): Backup {
  const { database, file, clock, timeLimit } = options;
  const backup = backupOf(file);
  const successor = `${backup}.new`;
  /**
   * Closing any descriptor of a file gives up what locks this process has on it (POSIX), and SQLite with its own does not notice:
   * a tool with an older SQLite that opens the database and closes it takes the log for nobody's and deletes it. So this one
   * stays open.
   */
  let source: number | undefined;

  function make(): Outcome<null> {
    const until = clock.monotonic() + timeLimit;
    const isLate = () => clock.monotonic() > until;
    // What the log holds comes into the file, and nobody writes until it is copied.
    if (database.pragma('wal_checkpoint(TRUNCATE)') !== 0) return fail('storage.held');
    const copied = database.transaction(() => {
      source ??= openSync(file, 'r');
      return copy(source, successor, options, isLate);
    });
    const checked = copied.ok ? check(successor, options, isLate) : copied;
    if (checked.ok) renameDurably(successor, backup);
    return checked;
  }

  return {
    make() {
      try {
        return make();
      } catch (cause) {
        return err(storageFailure(cause));
      } finally {
        removeLeftover(successor);
      }
    },
    day() {
      const found = statSync(backup, { throwIfNoEntry: false });
      return found && hallDay(found.mtime.toISOString());
    },
    remove() {
      rmSync(backup, { force: true });
    },
    close() {
      if (source !== undefined) closeSync(source);
      source = undefined;
    },
  };
}

function removeLeftover(successor: string): void {
  try {
    rmSync(successor, { force: true });
  } catch {
    // What cannot be removed either is written over by the next.
  }
}

function copy(
  source: number,
  successor: string,
  { file, latest, spareBytes }: BackupOptions,
  isLate: () => boolean,
): Outcome<null> {
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < statSync(file).size + spareBytes) return fail('storage.disk-full');
  const target = openSync(successor, 'w', 0o600);
  try {
    const chunk = Buffer.alloc(chunkBytes);
    const readAt = (at: number) => readSync(source, chunk, 0, chunk.length, at);
    let done = 0;
    for (let length = readAt(done); length > 0; length = readAt(done)) {
      if (isLate()) return fail('storage.not-written');
      writeWhole(target, chunk.subarray(0, length));
      fsyncSync(target);
      done += length;
    }
    // By itself it has no log, and reading it makes none.
    writeSync(target, ownLog, 0, ownLog.length, ownLogAt);
    futimesSync(target, new Date(latest()), new Date(latest()));
    fsyncSync(target);
    return ok(null);
  } finally {
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
  isLate: () => boolean,
): Outcome<null> {
  const checked = checkCopy(driver, copied, migrations, isLate);
  if (!checked.ok) return checked;
  const database = openForReading(driver, copied);
  try {
    return openAll(database, sealer, workstation.epoch, isLate);
  } finally {
    database.close();
  }
}
