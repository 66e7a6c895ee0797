import { expect, test } from 'vitest';
import { ageOn, isChild, isMinor } from './age.ts';

test.each([
  ['1948-03-15', '2026-03-14', 77],
  ['1948-03-15', '2026-03-15', 78],
  ['1948-03-15', '2026-12-31', 78],
  ['2026-11-24', '2026-11-24', 0],
  ['1964-02-29', '2028-02-28', 63],
  ['1964-02-29', '2028-02-29', 64],
  ['1964-02-29', '2029-02-28', 64],
  ['1964-02-29', '2029-03-01', 65],
])('who was born on %s is on %s %i years old', (birthDate, day, age) => {
  expect(ageOn(birthDate, day)).toBe(age);
});

test('a child is answered for until the day on which it is fourteen, and a minor is one until eighteen', () => {
  expect(isChild('2012-11-25', '2026-11-24')).toBe(true);
  expect(isChild('2012-11-24', '2026-11-24')).toBe(false);
  expect(isMinor('2008-11-25', '2026-11-24')).toBe(true);
  expect(isMinor('2008-11-24', '2026-11-24')).toBe(false);
});
