import { expect, test } from 'vitest';
import { byDay } from './days.ts';

test('entries stand under their days, in their order', () => {
  const entries = ['23 c', '23 b', '22 a'];
  expect(byDay(entries, (entry) => entry.slice(0, 2))).toEqual([
    { day: '23', entries: ['23 c', '23 b'] },
    { day: '22', entries: ['22 a'] },
  ]);
});

test('no entries, no days', () => {
  expect(byDay([], String)).toEqual([]);
});
