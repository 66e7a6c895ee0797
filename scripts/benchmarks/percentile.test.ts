import { expect, test } from 'vitest';
import { median, percentile } from './percentile.ts';

test('of the values 1 to 100, 95 are at most the p95', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, 0.95)).toBe(95);
  expect(percentile(values, 1)).toBe(100);
});

test('the median is the value in the middle, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([7])).toBe(7);
});

test('without values there is none', () => {
  expect(median([])).toBeNaN();
});
