import { expect, test } from 'vitest';
import { addWorkingDays } from './working-days.ts';

test.each([
  ['the day itself does not count', '2026-11-24', 1, '2026-11-25'],
  ['no days are the day itself', '2026-11-28', 0, '2026-11-28'],
  ['weekends do not count', '2026-11-26', 3, '2026-12-01'],
  ['a term that begins on a weekend counts from Monday', '2026-11-28', 1, '2026-11-30'],
  ['National Day does not count, the Saturday worked for it does', '2026-09-30', 3, '2026-10-10'],
  ['a year nobody has told yet has its weekends', '2027-10-01', 1, '2027-10-04'],
])('%s', (_what, from, count, last) => {
  expect(addWorkingDays(from, count)).toBe(last);
});
