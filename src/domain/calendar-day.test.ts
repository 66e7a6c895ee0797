import { expect, test } from 'vitest';
import { addDays, addMonths } from './calendar-day.ts';

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

test.each([
  ['2026-11-24', -6, '2026-05-24'],
  ['2026-08-31', -6, '2026-02-28'],
  ['2028-08-31', -6, '2028-02-29'],
  ['2026-03-15', -6, '2025-09-15'],
  ['2026-10-31', 1, '2026-11-30'],
  ['2026-12-01', 1, '2027-01-01'],
])('%s and %i months is %s', (day, count, expected) => {
  expect(addMonths(day, count)).toBe(expected);
});
