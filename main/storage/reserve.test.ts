import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Clock } from '../../src/support/clock.ts';
import { keepReserve } from './reserve.ts';
import { random, stoppedClock } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

function reserveIn(folder: string, bytes = 10_000) {
  const time = { ms: 0 };
  const clock: Clock = { ...stoppedClock, monotonic: () => time.ms };
  const file = join(folder, 'reserve');
  return { file, time, reserve: keepReserve(file, { bytes, clock, randomBytes: random }) };
}

it('takes its room, gives it up, and takes it again after a minute', () => {
  const { file, time, reserve } = reserveIn(temporaryFolder());
  expect(reserve.isHeld).toBe(false);
  reserve.regain();
  expect([reserve.isHeld, statSync(file).size]).toEqual([true, 10_000]);
  reserve.giveUp();
  expect([reserve.isHeld, existsSync(file)]).toEqual([false, false]);
  time.ms = 59_999;
  reserve.regain();
  expect(reserve.isHeld).toBe(false);
  time.ms = 60_000;
  reserve.regain();
  expect([reserve.isHeld, statSync(file).size]).toEqual([true, 10_000]);
});

it('is held from the start when it is there whole, and made anew when it is not', () => {
  const folder = temporaryFolder();
  const { file, reserve } = reserveIn(folder);
  reserve.regain();
  expect(reserveIn(folder).reserve.isHeld).toBe(true);
  writeFileSync(file, 'half');
  const again = reserveIn(folder).reserve;
  expect(again.isHeld).toBe(false);
  again.regain();
  expect([again.isHeld, statSync(file).size]).toEqual([true, 10_000]);
});

it('takes nothing where there is not twice its room', () => {
  const { file, reserve } = reserveIn(temporaryFolder(), 2 ** 52);
  reserve.regain();
  expect([reserve.isHeld, existsSync(file)]).toEqual([false, false]);
});
