import { expect, test } from 'vitest';
import { secondsSaidAt } from './seconds-said.ts';

test.each([
  [60, undefined],
  [31, undefined],
  [30, 30],
  [11, 30],
  [10, 10],
  [0, 10],
])('with %i seconds left, what was read out last is %s', (left, said) => {
  expect(secondsSaidAt(left)).toBe(said);
});
