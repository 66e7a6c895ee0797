import { expect, test } from 'vitest';
import { covered } from './network-time.ts';

const span = { begin: 100, end: 200 };

test.for([
  ['no call', [], 0],
  ['one inside', [{ begin: 110, end: 130 }], 20],
  [
    'two after each other',
    [
      { begin: 110, end: 120 },
      { begin: 150, end: 180 },
    ],
    40,
  ],
  [
    'two that overlap',
    [
      { begin: 150, end: 180 },
      { begin: 110, end: 160 },
    ],
    70,
  ],
  [
    'one within another',
    [
      { begin: 110, end: 190 },
      { begin: 120, end: 130 },
    ],
    80,
  ],
  ['one that had begun before', [{ begin: 50, end: 120 }], 20],
  ['one that goes on after', [{ begin: 190, end: 250 }], 10],
  ['one that was over', [{ begin: 10, end: 90 }], 0],
] as const)('of a span, %s covers what it covers', ([, calls, wanted]) => {
  expect(covered(calls, span)).toBe(wanted);
});
