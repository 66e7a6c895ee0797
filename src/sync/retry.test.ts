import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slotAfterOutage, waitBeforeRetry } from './retry.ts';

const runs = { seed: 20261124, numRuns: 500 };

it('waits anything up to a bound that doubles with each failure, and never more than a minute', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), random, (failures, drawn) => {
      const wait = waitBeforeRetry(failures, undefined, drawn);
      const bound = Math.min(60_000, 1_000 * 2 ** (failures - 1));
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThan(bound);
    }),
    runs,
  );
  expect(waitBeforeRetry(1, undefined, 0.999)).toBe(999);
  expect(waitBeforeRetry(3, undefined, 0.5)).toBe(2_000);
});

it('gives a platform the time that it named, up to ten minutes', () => {
  expect(waitBeforeRetry(9, 7, 0.9)).toBe(7_000);
  expect(waitBeforeRetry(1, 0, 0.9)).toBe(0);
  expect(waitBeforeRetry(1, 86_400, 0.9)).toBe(600_000);
});

it('spreads workstations evenly over the window, each always at its own slot', () => {
  const windowMs = 20_000;
  const tenths = new Map<number, number>();
  for (let index = 0; index < 5_000; index += 1) {
    const id = `019ab000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
    const slot = slotAfterOutage(id, windowMs);
    expect(slotAfterOutage(id, windowMs)).toBe(slot);
    const tenth = Math.floor((slot / windowMs) * 10);
    tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
  }
  // Of 5,000 drawn at random a tenth would hold 500, with a deviation of 21.
  expect([...tenths.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const count of tenths.values()) expect(Math.abs(count - 500)).toBeLessThan(85);
});

it('has every slot within the window, and none where there is no window', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 1, max: 600_000 }), (id, windowMs) => {
      const slot = slotAfterOutage(id, windowMs);
      expect(Number.isInteger(slot) && slot >= 0 && slot < windowMs).toBe(true);
    }),
    runs,
  );
  expect(slotAfterOutage('019ab000-0000-7000-8000-000000000001', 0)).toBe(0);
});
