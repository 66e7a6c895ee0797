import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepUnchanged } from './keep-unchanged.ts';

const value = fc.jsonValue({ noUnicodeString: false });

test('whatever changes, the result says what is new', () => {
  fc.assert(
    fc.property(value, value, (previous, next) => {
      expect(keepUnchanged(previous, next)).toStrictEqual(next);
    }),
    { seed: 20_261_124 },
  );
});

test('what says the same is the same object', () => {
  fc.assert(
    fc.property(value, (previous) => {
      expect(keepUnchanged(previous, structuredClone(previous))).toBe(previous);
    }),
    { seed: 20_261_124 },
  );
});

test('a part that has not changed stays, beside one that has', () => {
  const previous = { platform: { waiting: 0 }, cases: [{ id: 'a' }, { id: 'b' }], revision: 1 };
  const next = { platform: { waiting: 0 }, cases: [{ id: 'a' }, { id: 'c' }], revision: 2 };
  const kept = keepUnchanged(previous, next);
  expect(kept).toEqual(next);
  expect(kept.platform).toBe(previous.platform);
  expect(kept.cases[0]).toBe(previous.cases[0]);
  expect(kept.cases).not.toBe(previous.cases);
});

test('a part that has gone is gone', () => {
  expect(keepUnchanged({ a: 1, b: undefined }, { a: 1 })).toStrictEqual({ a: 1 });
  expect(keepUnchanged([1, 2], [1])).toEqual([1]);
});
