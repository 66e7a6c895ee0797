import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Case } from '../../../src/domain/case.ts';
import { type CaseRow, placeOfCase } from '../case-store.ts';
import type { DriverName } from '../choose-driver.ts';
import { openForReading } from '../database.ts';
import { DatabaseError } from '../database-error.ts';
import { loadDriver } from '../load-driver.ts';
import { loadMasterKey } from '../master-key.ts';
import { type EventRow, type NewEvent, placeOfEvent } from '../outbox.ts';
import { aesGcmSealer } from '../sealing.ts';
import { driverNames } from '../testing/drivers.ts';
import {
  type Contents,
  contentsOf,
  filledCaseIds,
  filledEvents,
  fillStorage,
} from '../testing/filled-storage.ts';
import { secretBoxWith } from '../testing/reversible-secret-box.ts';
import { openTestStorage, random, stoppedClock } from '../testing/storage-under-test.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { Workstation } from '../workstation.ts';

/** Something that happens to a file: places are parts of its length, from 0 to 1. */
type Damage =
  | { readonly kind: 'flipped bits'; readonly at: readonly (readonly [number, number])[] }
  | { readonly kind: 'flipped bit in the first page'; readonly at: number; readonly bit: number }
  | { readonly kind: 'pages of zeros'; readonly at: readonly number[] }
  | { readonly kind: 'page of rubbish'; readonly at: number }
  | { readonly kind: 'cut off'; readonly at: number }
  | { readonly kind: 'rubbish behind the end'; readonly length: number };

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const bit = fc.nat(7);
const kind = <Kind extends Damage['kind']>(name: Kind) => fc.constant(name);
const damages: readonly fc.Arbitrary<Damage>[] = [
  fc.record({
    kind: kind('flipped bits'),
    at: fc.array(fc.tuple(place, bit), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: kind('flipped bit in the first page'), at: fc.nat(4095), bit }),
  fc.record({
    kind: kind('pages of zeros'),
    at: fc.array(place, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: kind('page of rubbish'), at: place }),
  fc.record({ kind: kind('cut off'), at: place }),
  fc.record({ kind: kind('rubbish behind the end'), length: fc.integer({ min: 1, max: 9000 }) }),
];

/** Bytes that nobody has written, the same every time. */
const rubbish = createHash('shake256', { outputLength: 9000 }).update('rubbish').digest();

function damage(bytes: Buffer, done: Damage): Buffer {
  const flip = (at: number, which: number): void => {
    bytes[at] = (bytes[at] ?? 0) ^ (1 << which);
  };
  const pageAt = (at: number): Buffer => {
    const start = Math.floor((at * bytes.length) / 4096) * 4096;
    return bytes.subarray(start, start + 4096);
  };
  switch (done.kind) {
    case 'flipped bits':
      for (const [at, which] of done.at) flip(Math.floor(at * bytes.length), which);
      return bytes;
    case 'flipped bit in the first page':
      flip(done.at, done.bit);
      return bytes;
    case 'pages of zeros':
      for (const at of done.at) pageAt(at).fill(0);
      return bytes;
    case 'page of rubbish':
      rubbish.copy(pageAt(done.at));
      return bytes;
    case 'cut off':
      return bytes.subarray(0, done.at * bytes.length);
    case 'rubbish behind the end':
      return Buffer.concat([bytes, rubbish.subarray(0, done.length)]);
  }
}

interface Filled {
  readonly folder: string;
  readonly contents: Contents;
  readonly workstation: Workstation;
}

/** A storage that was filled and closed, or left as a crash leaves it: the second half is in the log only. */
async function filledFolder(left: 'closed' | 'crashed'): Promise<Filled> {
  const working = temporaryFolder();
  const first = await openTestStorage(working);
  fillStorage(first, 'first');
  first.close();
  const storage = await openTestStorage(working);
  fillStorage(storage, 'second');
  const contents = contentsOf(storage);
  if (left === 'closed') storage.close();
  const folder = temporaryFolder();
  cpSync(working, folder, { recursive: true });
  return { folder, contents, workstation: storage.workstation };
}

/** What is left of a list stands in it as it was, and in its order. */
function expectPartOf<Value>(left: readonly Value[], all: readonly Value[]): void {
  const known = all.map((value) => JSON.stringify(value));
  const places = left.map((value) => known.indexOf(JSON.stringify(value)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

/** Opens what is left, and finds in it nothing but what had been put in: all of it, or as much as the notice says. */
async function expectRightOrTold(folder: string, driver: DriverName, filled: Filled) {
  const storage = await openTestStorage(folder, driver);
  const left = contentsOf(storage);
  const { waiting } = storage.outbox.counts();
  const [notice] = storage.notices();
  storage.close();
  expect(storage.workstation.id).toBe(filled.workstation.id);
  expectPartOf(left.cases, casesWithout(filled.contents.cases, left.events));
  expectPartOf(left.auditEntries, filled.contents.auditEntries);
  expectPartOf(left.events, filledEvents);
  expect(waiting).toBe(left.events.length);
  if (notice === undefined) expect(left).toEqual(filled.contents);
  if (notice?.code !== 'storage.salvaged') return;
  expect(notice.info).toMatchObject({ cases: left.cases.length, events: left.events.length });
  const reached = await rowsInReach(join(folder, 'store'), filled.workstation);
  expect(left.cases.map(({ id }) => id)).toEqual(expect.arrayContaining(reached.cases));
  expect(left.events.map(({ id }) => id)).toEqual(expect.arrayContaining(reached.events));
}

/** Cases as they have to be when only these events are left: a submission whose event is lost goes back to its form. */
function casesWithout(cases: readonly Case[], events: readonly NewEvent[]): readonly Case[] {
  const reported = new Set(events.map(({ payload }) => 'caseId' in payload && payload.caseId));
  return cases.map((one) =>
    one.stage === 'submitting' && !reported.has(one.id)
      ? { ...one, stage: 'filling-form', stageSince: stoppedClock.now() }
      : one,
  );
}

/** The ids of what SQLite and the seals still give of the database that was put aside. */
async function rowsInReach(store: string, { epoch }: Workstation) {
  const keyFile = join(store, 'master-key.json');
  const key = await loadMasterKey(keyFile, false, secretBoxWith(0x5a), random);
  if (!key.ok) throw new Error(key.problem.code);
  const sealer = aesGcmSealer(key.value, random);
  const aside = readdirSync(store).find((name) => name.includes('.damaged-')) ?? '';
  const database = ifReached(() =>
    openForReading(loadDriver('better-sqlite3'), join(store, aside, 'workstation.db')),
  );
  if (database === undefined) return { cases: [], events: [] };
  const numbers = Array.from({ length: filledCaseIds.length }, (_none, index) => index + 1);
  const rows = <Row extends object>(table: string): readonly Row[] =>
    numbers.flatMap((number) => {
      const sql = `SELECT * FROM ${table} WHERE rowid = :number`;
      return ifReached(() => database.prepare<Row>(sql).get({ number })) ?? [];
    });
  const cases = rows<CaseRow>('cases').filter((row) => sealer.open(placeOfCase(row), row.body).ok);
  const events = rows<EventRow>('outbox').filter(
    (row) => sealer.open(placeOfEvent(epoch, row), row.body).ok,
  );
  database.close();
  return { cases: cases.map(({ id }) => id), events: events.map(({ event_id }) => event_id) };
}

function ifReached<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DatabaseError) return undefined;
    throw cause;
  }
}

/** Each run opens, checks, salvages and checks a whole storage. */
const patience = { timeout: 300_000 };

it(
  'gives back what is right and tells of the rest, whatever happens to the database',
  patience,
  async () => {
    const filled = await filledFolder('closed');
    await expectRightAfter(filled, 'workstation.db', fc.oneof(...damages), 200);
  },
);

it(
  'does so after a crash, whatever happens to the log with the newest changes',
  patience,
  async () => {
    const filled = await filledFolder('crashed');
    // Where a log ends is for the log to say: what is missing at its end was never there.
    const damaged = fc.oneof(...damages).filter(({ kind }) => kind !== 'cut off');
    await expectRightAfter(filled, 'workstation.db-wal', damaged, 60);
  },
);

async function expectRightAfter(
  filled: Filled,
  file: string,
  happenings: fc.Arbitrary<Damage>,
  numRuns: number,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(happenings, fc.constantFrom(...driverNames), async (done, driver) => {
      const copy = temporaryFolder();
      cpSync(filled.folder, copy, { recursive: true });
      const damaged = join(copy, 'store', file);
      writeFileSync(damaged, damage(readFileSync(damaged), done));
      await expectRightOrTold(copy, driver, filled);
    }),
    // To make a case smaller takes longer than to look at it.
    { seed: 20261124, numRuns, endOnFailure: true },
  );
}
