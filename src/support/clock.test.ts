import { expect, test } from 'vitest';
import { hallDay, hallTime, systemClock } from './clock.ts';

test.each([
  ['2026-11-24T15:59:59.999Z', '2026-11-24'],
  ['2026-11-24T16:00:00.000Z', '2026-11-25'],
  ['2026-12-31T15:59:59.999Z', '2026-12-31'],
  ['2026-12-31T16:00:00.000Z', '2027-01-01'],
  ['2028-02-28T16:00:00.000Z', '2028-02-29'],
])('at %s it is %s in the hall', (instant, day) => {
  expect(hallDay(instant)).toBe(day);
});

test('the hall’s time of day is eight hours ahead of UTC, wherever the machine thinks it is', () => {
  expect(hallTime('2026-11-24T01:41:07.500Z')).toBe('09:41:07');
  expect(hallTime('2026-11-24T20:00:00.000Z')).toBe('04:00:00');
});

test('the machine tells moments with milliseconds in UTC, and a duration that does not go back', () => {
  expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const before = systemClock.monotonic();
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
});
