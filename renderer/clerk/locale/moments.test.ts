import { expect, test } from 'vitest';
import { duration, moment } from './moments.ts';

test.each([
  [0, '00:00'],
  [-3, '00:00'],
  [59.9, '00:59'],
  [134, '02:14'],
  [3600, '1:00:00'],
  [37_230, '10:20:30'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  ['2026-11-23T01:41:59.000Z', '09:41'],
  ['2026-11-22T16:00:00.000Z', '00:00'],
  ['2026-11-22T15:59:59.000Z', '11-22 23:59'],
])('on 23 November in the hall, %s is %s', (instant, text) => {
  expect(moment(instant, '2026-11-23T02:00:00.000Z')).toBe(text);
});
