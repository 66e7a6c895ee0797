import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ProvisionalBlock,
  type ProvisionalBlocksRequest,
  provisionalBlocksAnswerSchema,
  provisionalPaths,
  provisionalTerms,
} from '../../src/contracts/provisional-api.ts';
import { lastSerial } from '../../src/domain/provisional-number.ts';
import { hallDay } from '../../src/support/clock.ts';
import { openDatabase } from '../database/open-database.ts';
import { Snapshots } from '../misbehaviour/snapshots.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { seededFolder } from '../testing/seeded-folder.ts';
import { ProvisionalNumberStore } from './provisional-number-store.ts';

const otherWorkstation = '0193a000-0000-7000-8000-000000000009';
const moment = 500;
const days = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'];
/** 09:00 in the hall on the first day, by moments of each day: the first of them is three days old. */
const atNine = [3, 2, 1, 0].map((past) => (past * 24 + 9) * 7200);

describe('over HTTP', () => {
  const epoch = randomUUID();
  let clock: StoppedClock;
  let bench: PlatformUnderTest;
  let token: string;
  beforeEach(async () => {
    clock = new StoppedClock();
    bench = await startPlatformUnderTest({ clock });
    ({ token } = await bench.logIn());
    clock.pass(moment);
  });
  afterEach(() => bench.stop());

  async function ask(held: ProvisionalBlocksRequest['held'] = [], by = token, of = epoch) {
    const request = { epoch: of, held };
    const { status, body } = await bench.call('POST', provisionalPaths.blocks, request, by);
    expect(status).toBe(200);
    return provisionalBlocksAnswerSchema.parse(body).blocks;
  }

  /** The blocks of so many moments after nine. */
  const blocksOf = (moments: number) =>
    days.map((day, index) => {
      const first = ((atNine[index] ?? 0) + moments) * 50 + 1;
      return { day, first, last: first + 49 };
    });
  const heldOf = (moments: number, left: number) =>
    blocksOf(moments).map(({ day, last }) => ({ day, through: last, left }));

  test('a workstation gets a block for today and each of the three days after it', async () => {
    expect(await ask()).toEqual(blocksOf(1));
  });

  test('an answer that was lost is given again, and no further block while enough are left', async () => {
    expect(await ask()).toEqual(blocksOf(1));
    clock.pass(moment);
    expect(await ask()).toEqual(blocksOf(1));
    expect(await ask(heldOf(1, 25))).toEqual([]);
    expect(await ask(heldOf(1, 24))).toEqual(blocksOf(2));
  });

  test('two workstations of a window get nothing in the same moment, nor two databases of one', async () => {
    const { token: other } = await bench.logIn(otherWorkstation, 'supervisor');
    expect(await ask()).toEqual(blocksOf(1));
    expect(await ask([], other)).toEqual([]);
    clock.pass(moment);
    expect(await ask([], other)).toEqual(blocksOf(2));
    clock.pass(moment);
    expect(await ask([], token, randomUUID())).toEqual(blocksOf(3));
  });

  test('windows do not share their serials', async () => {
    const { token: there } = await bench.logIn(otherWorkstation, 'supervisor', 'A08');
    expect(await ask()).toEqual(blocksOf(1));
    expect(await ask([], there)).toEqual(blocksOf(1));
  });

  test('a platform gives nothing in the moment in which it began, nor while its clock is set back', async () => {
    await bench.restart();
    ({ token } = await bench.logIn());
    expect(await ask()).toEqual([]);
    clock.pass(moment);
    expect(await ask(heldOf(5, 0))).toEqual([]);
    clock.pass(moment);
    expect(await ask()).toEqual(blocksOf(3));
  });
});

test('the last moment of a day has serials that a number can hold', async () => {
  await withStores(async ({ begin, clock }) => {
    clock.pass(15 * 3_600_000 - 2 * moment);
    const store = begin();
    clock.pass(moment);
    const [today] = await store.blocks(at('one'), { epoch: randomUUID(), held: [] });
    expect(today?.last).toBe(4 * 24 * 7200 * 50);
    expect(today?.last).toBeLessThanOrEqual(lastSerial);
  });
});

test('whatever is restored, restarted, lost and asked again, no serial is ever anybody else’s', async () => {
  const asking = fc.record({
    kind: fc.constantFrom('ask', 'lose', 'anew'),
    by: fc.constantFrom('one', 'two', 'three'),
    left: fc.constantFrom(0, 10, 50),
  });
  const others = fc.record({ kind: fc.constantFrom('backup', 'restore', 'restart') });
  const passing = fc.record({
    kind: fc.constant('pass'),
    ms: fc.oneof(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 40 * 3_600_000 })),
  });
  const commands = fc.array(
    fc.oneof({ weight: 5, arbitrary: asking }, { weight: 2, arbitrary: others }, passing),
    { minLength: 4, maxLength: 24 },
  );
  await withStores(async ({ begin, clock, snapshots }) => {
    await snapshots.take('empty');
    let given = 0;
    await fc.assert(
      fc.asyncProperty(commands, async (chosen) => {
        const holders = new Map<string, string>();
        const stations = new Map<string, Station>();
        await snapshots.restore('empty');
        await snapshots.take('backup');
        let store = begin();
        for (const command of chosen) {
          if ('ms' in command) clock.pass(command.ms);
          else if (command.kind === 'backup') await snapshots.take('backup');
          else if ('by' in command) {
            const { by, kind, left } = command;
            const known = stations.get(by);
            const station = known === undefined || kind === 'anew' ? newStation() : known;
            stations.set(by, station);
            const blocks = await store.blocks(at(by), askedBy(station, left));
            if (kind === 'lose') continue;
            for (const block of blocks) {
              expect(holders.get(nameOf(block))).toBeUndefined();
              holders.set(nameOf(block), station.epoch);
              station.through.set(block.day, block.last);
              given += 1;
            }
          } else {
            if (command.kind === 'restore') await snapshots.restore('backup');
            store = begin();
          }
        }
      }),
      { seed: 20_261_124, numRuns: 60 },
    );
    expect(given).toBeGreaterThan(500);
  });
}, 60_000);

/** What a workstation remembers: forgotten with its database. */
interface Station {
  readonly epoch: string;
  /** The highest serial that it was given, by day. */
  readonly through: Map<string, number>;
}

const newStation = (): Station => ({ epoch: randomUUID(), through: new Map() });

const askedBy = ({ epoch, through }: Station, left: number): ProvisionalBlocksRequest => ({
  epoch,
  held: [...through].map(([day, last]) => ({ day, through: last, left })),
});

/** A block by what no other may have: blocks begin at multiples of their size. */
function nameOf({ day, first, last }: ProvisionalBlock): string {
  expect([first % provisionalTerms.blockSize, last - first]).toEqual([1, 49]);
  return `${day} ${first}`;
}

/** The session of a workstation at the one window. */
const at = (workstationId: string) => ({ windowId: 'A07', workstationId });

/** Gives a test one database and a store for each time that a platform begins on it. */
async function withStores(
  run: (given: {
    readonly clock: StoppedClock;
    readonly snapshots: Snapshots;
    readonly begin: () => ProvisionalNumberStore;
  }) => Promise<void>,
): Promise<void> {
  const clock = new StoppedClock();
  const dataDir = await seededFolder(hallDay(clock.now()));
  const db = await openDatabase(dataDir);
  try {
    const pause = async (ms: number) => clock.pass(ms);
    const begin = () => new ProvisionalNumberStore(db, { clock, pause });
    await run({ clock, snapshots: new Snapshots(db, dataDir), begin });
  } finally {
    await db.destroy();
    await rm(dataDir, { recursive: true });
  }
}
