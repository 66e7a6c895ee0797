import { expect, test } from 'vitest';
import { type SettableClock, settableClock } from './testing/settable-clock.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const minute = 60_000;
const hour = 60 * minute;

async function workstation(folder = temporaryFolder(), clock: SettableClock = settableClock()) {
  const { leases, close } = await openTestStorage(folder, undefined, { clock });
  return {
    clock,
    /** The platform answers. */
    reach: () => leases.noteReached(clock.now()),
    /** So many minutes pass, each of which the program looks at. */
    work: (minutes: number) => {
      for (let passed = 0; passed < minutes; passed += 1) {
        clock.pass(minute);
        leases.timeAway(clock.now());
        leases.shredEnded(clock.now());
      }
    },
    hoursAway: () => leases.timeAway(clock.now()) / hour,
    leastTime: () => new Date(leases.leastTime(clock.now())).toISOString(),
    restart: async () => {
      close();
      return workstation(folder, clock);
    },
  };
}

test('a platform that has never answered has not been away', async () => {
  const at = await workstation();
  at.work(60);
  expect(at.hoursAway()).toBe(0);
});

test('it is away since its last answer, also for a program that was started since', async () => {
  const at = await workstation();
  at.reach();
  at.work(120);
  expect(at.hoursAway()).toBe(2);
  const again = await at.restart();
  again.clock.pass(hour);
  expect(again.hoursAway()).toBe(3);
  again.reach();
  expect(again.hoursAway()).toBe(0);
});

test('a clock that is turned back wins nothing, whether or not the program is started again', async () => {
  const at = await workstation();
  at.reach();
  at.work(7 * 60);
  at.clock.turn(-6 * hour);
  at.work(60);
  expect(at.hoursAway()).toBe(8);
  const again = await at.restart();
  expect(again.hoursAway()).toBeCloseTo(8, 1);
  again.work(60);
  expect(again.hoursAway()).toBeCloseTo(9, 1);
});

test('a clock that was a year ahead for a while does not keep the counter shut', async () => {
  const at = await workstation();
  at.reach();
  at.clock.turn(365 * 24 * hour);
  at.work(1);
  expect(at.hoursAway()).toBeGreaterThan(72);
  at.clock.turn(-365 * 24 * hour);
  at.reach();
  expect(at.hoursAway()).toBe(0);
  at.work(60);
  expect(at.hoursAway()).toBe(1);
  expect((await at.restart()).hoursAway()).toBeCloseTo(1, 1);
});

test('the least time goes on while the clock lies', async () => {
  const at = await workstation();
  at.reach();
  at.clock.turn(-3 * hour);
  at.work(30);
  expect(at.leastTime()).toBe('2026-11-24T01:30:00.000Z');
});
