import { randomBytes } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { randomNumbers } from '../../../hardware/simulators/random-numbers.ts';
import { systemClock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import { type Database, openDurable, openForReading } from '../database.ts';
import { DatabaseError } from '../database-error.ts';
import { loadDriver } from '../load-driver.ts';
import { migrations } from '../migrations.ts';
import { openDatabase } from '../open-database.ts';
import { createOutbox } from '../outbox.ts';
import { readRuntimeFacts } from '../runtime-facts.ts';
import { aesGcmSealer, type Sealer } from '../sealing.ts';
import { openStorage, type Storage } from '../storage.ts';
import { type Contents, contentsOf, fillStorage } from './filled-storage.ts';
import { secretBoxWith } from './reversible-secret-box.ts';
import { personal, sampleCase, sampleEvent } from './samples.ts';

// Campaigns against the workstation's storage: `node storage-campaign-process.cjs TASK --count N --seed N`. Says one line of
// JSON.
//   commits   stores so many events, a commit each; to be watched from outside
//   torn      reads so many copies of a log that a power cut has torn, some with rubbish where it was to be written
//   flips     opens so many copies with one flipped bit, and as many of a plain database
//   sealing   stores so many events sealed and plain, in turns, and searches the disk for what is personal

const driver = loadDriver('better-sqlite3');
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

async function open(folder: string): Promise<Storage | string> {
  const opened = await openStorage({
    directory: folder,
    secretBox: secretBoxWith(0x5a),
    runtime: readRuntimeFacts(),
    clock: systemClock,
    randomBytes: random,
    reserveBytes: 4096,
  });
  return opened.ok ? opened.value : opened.problem.code;
}

async function mustOpen(folder: string): Promise<Storage> {
  const storage = await open(folder);
  if (typeof storage === 'string') throw new Error(storage);
  return storage;
}

function store(storage: Storage, number: number): void {
  const event = sampleEvent(number);
  storage.transaction(() => {
    storage.cases.save(sampleCase({ id: event.payload.caseId }));
    return ok(storage.outbox.enqueue(event));
  });
}

async function commits(folder: string, count: number) {
  const storage = await mustOpen(folder);
  for (let number = 1; number <= count; number += 1) store(storage, number);
  storage.close();
  return { acknowledged: count };
}

async function torn(folder: string, count: number, next: () => number) {
  const storage = await mustOpen(folder);
  const file = join(folder, 'store', 'workstation.db');
  /** How long the log was when each commit had been confirmed. */
  const confirmedAt: number[] = [];
  for (let number = 1; number <= 40; number += 1) {
    store(storage, number);
    confirmedAt.push(statSync(`${file}-wal`).size);
  }
  const [main, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
  const copy = join(folder, 'copy.db');
  let lost = 0;
  let notAPrefix = 0;
  for (let each = 0; each < count; each += 1) {
    const length = next() % (log.length + 1);
    const tail = each % 2 === 0 ? new Uint8Array(0) : random(next() % 8192);
    writeFileSync(copy, main);
    writeFileSync(`${copy}-wal`, Buffer.concat([log.subarray(0, length), tail]));
    rmSync(`${copy}-shm`, { force: true });
    const seqs = readSeqs(copy);
    const confirmed = confirmedAt.filter((size) => size <= length).length;
    if (seqs.length < confirmed) lost += confirmed - seqs.length;
    if (!seqs.every((seq, index) => seq === index + 1)) notAPrefix += 1;
  }
  storage.close();
  return { copies: count, lost, notAPrefix };
}

function readSeqs(file: string): readonly number[] {
  const opened = openDurable(driver, file);
  if (!opened.ok) throw new Error(opened.problem.code);
  const seqs = hasOutbox(opened.value)
    ? opened.value.prepare<{ readonly seq: number }>('SELECT seq FROM outbox ORDER BY seq').all()
    : [];
  opened.value.close();
  return seqs.map(({ seq }) => seq);
}

/** A log torn before the schema was confirmed leaves an empty file. */
function hasOutbox(database: Database): boolean {
  return (
    database.prepare("SELECT 1 AS found FROM sqlite_schema WHERE name = 'outbox'").get() !==
    undefined
  );
}

async function flips(folder: string, count: number, next: () => number) {
  const whole = join(folder, 'whole');
  const filled = await mustOpen(whole);
  fillStorage(filled);
  const contents = contentsOf(filled);
  filled.close();
  const plain = join(folder, 'plain.db');
  fillPlain(plain, contents);
  const plainContents = readPlain(plain);
  const bytes = readFileSync(plain);
  let silent = 0;
  let plainSilent = 0;
  for (let each = 0; each < count; each += 1) {
    const copy = join(folder, 'copy');
    cpSync(whole, copy, { recursive: true });
    flipBit(join(copy, 'store', 'workstation.db'), next);
    if (await readsWrongInSilence(copy, contents)) silent += 1;
    rmSync(copy, { recursive: true });
    writeFileSync(plain, bytes);
    flipBit(plain, next);
    if (plainReadsWrong(plain, plainContents)) plainSilent += 1;
  }
  return { runs: count, silent, plainSilent };
}

function flipBit(file: string, next: () => number): void {
  const bytes = readFileSync(file);
  const at = next() % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (next() % 8));
  writeFileSync(file, bytes);
}

/** Whether something is read that was never written, or is missing and nobody is told. */
async function readsWrongInSilence(folder: string, whole: Contents): Promise<boolean> {
  const storage = await open(folder);
  if (typeof storage === 'string') return false;
  const found = contentsOf(storage);
  const isTold = storage.notices().length > 0;
  storage.close();
  if (isDeepStrictEqual(found, whole)) return false;
  const isPart =
    areAmong(found.cases.map(asHandedIn), whole.cases.map(asHandedIn)) &&
    areAmong(found.evidence, whole.evidence) &&
    areAmong(found.auditEntries, whole.auditEntries);
  return !isPart || !isTold;
}

/** A case whose event is lost is given back to the clerk, who is told; what stands in it stays. */
function asHandedIn({
  stage: _stage,
  stageSince: _since,
  failure: _failure,
  ...rest
}: Contents['cases'][number]) {
  return rest;
}

function areAmong(found: readonly unknown[], whole: readonly unknown[]): boolean {
  return found.every((item) => whole.some((known) => isDeepStrictEqual(known, item)));
}

function fillPlain(file: string, { cases, events }: Contents): void {
  const opened = openDurable(driver, file);
  if (!opened.ok) throw new Error(opened.problem.code);
  const database = opened.value;
  database.exec('CREATE TABLE kept (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO kept (body) VALUES (:body)');
  for (const item of [...cases, ...events]) insert.run({ body: JSON.stringify(item) });
  database.close();
}

function readPlain(file: string): unknown {
  const database = openForReading(driver, file);
  try {
    return database.prepare('SELECT id, body FROM kept ORDER BY id').all();
  } finally {
    database.close();
  }
}

/** Whether SQLite finds nothing wrong with a file and reads something else from it than was written. */
function plainReadsWrong(file: string, whole: unknown): boolean {
  try {
    const database = openForReading(driver, file);
    const verdict = database.pragma('integrity_check');
    database.close();
    return verdict === 'ok' && !isDeepStrictEqual(readPlain(file), whole);
  } catch (cause) {
    if (cause instanceof DatabaseError) return false;
    throw cause;
  }
}

const plainSealer: Sealer = {
  ...aesGcmSealer(random(32), random),
  seal: (_place, value) => new TextEncoder().encode(JSON.stringify(value)),
};

async function sealing(folder: string, count: number) {
  const sides = [aesGcmSealer(random(32), random), plainSealer].map((sealer, index) => {
    const opened = openDatabase(driver, join(folder, `side-${index}.db`), migrations);
    if (!opened.ok) throw new Error(opened.problem.code);
    const database = opened.value;
    const outbox = createOutbox({
      database,
      sealer,
      epoch: 'e',
      keptFrom: () => ({ at: systemClock.now(), isTold: false }),
      clerk: () => null,
    });
    return { database, outbox, ms: 0 };
  });
  const perTurn = 50;
  for (let done = 0; done < count; done += perTurn) {
    for (const side of sides) {
      const began = performance.now();
      for (let number = done; number < done + perTurn; number += 1) {
        side.database.transaction(() => ok(side.outbox.enqueue(sampleEvent(number))));
      }
      side.ms += performance.now() - began;
    }
  }
  for (const { database } of sides) database.close();
  const disk = join(folder, 'disk');
  const storage = await mustOpen(disk);
  fillStorage(storage);
  // As a thief would find it: in the middle of the work.
  const found = searchFolder(disk);
  if (!storage.backUp().ok) throw new Error('no backup was made');
  storage.close();
  const [sealed, plain] = sides.map(({ ms }) => (count * 1000) / ms);
  return { sealed, plain, personalFound: found + searchFolder(disk) };
}

/** How many files hold a personal value, as UTF-8 or UTF-16. */
function searchFolder(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.filter((entry) => {
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    return Object.values(personal).some(
      (value) => bytes.includes(value) || bytes.includes(Buffer.from(value, 'utf16le')),
    );
  }).length;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { count: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const count = Number(values.count);
  const next = randomNumbers(Number(values.seed));
  const tasks: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
    commits: (folder) => commits(folder, count),
    torn: (folder) => torn(folder, count, next),
    flips: (folder) => flips(folder, count, next),
    sealing: (folder) => sealing(folder, count),
  };
  const folder = mkdtempSync(join(tmpdir(), 'storage-campaign-'));
  try {
    const found = await tasks[positionals[0] ?? '']?.(folder);
    process.stdout.write(`${JSON.stringify(found)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
void run();
