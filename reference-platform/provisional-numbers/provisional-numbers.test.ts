import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type ProvisionalBlocksRequest,
  provisionalBlocksAnswerSchema,
  provisionalPaths,
} from '../../src/contracts/provisional-api.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const epoch = randomUUID();
const otherWorkstation = '0193a000-0000-7000-8000-000000000009';
/** The four days that are provided for, as the seed’s clock has them. */
let days: readonly string[];
let clock: StoppedClock;
let bench: PlatformUnderTest;
let token: string;
beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
  ({ token } = await bench.logIn());
  const today = Date.parse(clock.now()) + 8 * 3_600_000;
  days = [0, 1, 2, 3].map((more) => new Date(today + more * 86_400_000).toISOString().slice(0, 10));
});
afterEach(() => bench.stop());

async function ask(held: ProvisionalBlocksRequest['held'] = [], by = token, of = epoch) {
  const { status, body } = await bench.call(
    'POST',
    provisionalPaths.blocks,
    { epoch: of, held },
    by,
  );
  expect(status).toBe(200);
  return provisionalBlocksAnswerSchema.parse(body).blocks;
}

const heldOf = (through: number, left: number) => days.map((day) => ({ day, through, left }));
const all = (first: number, last: number) => days.map((day) => ({ day, first, last }));

test('a workstation gets a block for today and each of the three days after it', async () => {
  expect(await ask()).toEqual(all(1, 50));
});

test('an answer that was lost is given again, and no further block while enough are left', async () => {
  expect(await ask()).toEqual(all(1, 50));
  expect(await ask()).toEqual(all(1, 50));
  expect(await ask(heldOf(50, 25))).toEqual([]);
  expect(await ask(heldOf(50, 24))).toEqual(all(51, 100));
});

test('two workstations of a window that ask at the same time never get the same serial', async () => {
  const { token: other } = await bench.logIn(otherWorkstation, 'supervisor');
  /** Asks for block after block, as if each was used up at once. */
  async function useUp(by: string): Promise<readonly string[]> {
    const serials: string[] = [];
    let through = new Map<string, number>();
    for (let round = 0; round < 5; round += 1) {
      const blocks = await ask(
        [...through].map(([day, last]) => ({ day, through: last, left: 0 })),
        by,
      );
      through = new Map(blocks.map(({ day, last }) => [day, last]));
      for (const { day, first, last } of blocks) {
        for (let serial = first; serial <= last; serial += 1) serials.push(`${day} ${serial}`);
      }
    }
    return serials;
  }
  const serials = (await Promise.all([useUp(token), useUp(other)])).flat();
  expect(serials).toHaveLength(2 * 5 * 4 * 50);
  expect(new Set(serials).size).toBe(serials.length);
});

test('a database that was made anew is given other serials than the one before it', async () => {
  expect(await ask()).toEqual(all(1, 50));
  expect(await ask([], token, randomUUID())).toEqual(all(51, 100));
});

test('a platform that has forgotten what it gave begins above what the workstation has', async () => {
  expect(await ask(heldOf(150, 3))).toEqual(all(151, 200));
});

test('the last block of a day ends at 9999, and then there is none', async () => {
  expect(await ask(heldOf(9970, 0))).toEqual(all(9971, 9999));
  expect(await ask(heldOf(9999, 0))).toEqual([]);
});

test('windows do not share their serials', async () => {
  const { token: there } = await bench.logIn(otherWorkstation, 'supervisor', 'A08');
  expect(await ask()).toEqual(all(1, 50));
  expect(await ask([], there)).toEqual(all(1, 50));
});
