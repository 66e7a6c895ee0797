import { expect, test } from 'vitest';
import { addDays } from './calendar-day.ts';

test.each([
  ['2026-11-24', 30, '2026-12-24'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2027-02-28', 1, '2027-03-01'],
  ['2026-11-24', 0, '2026-11-24'],
  ['2026-03-01', -1, '2026-02-28'],
])('%s and %i days is %s', (day, count, expected) => {
  expect(addDays(day, count)).toBe(expected);
});
