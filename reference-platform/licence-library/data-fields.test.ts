import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDataFields } from './data-fields.ts';

test('strings stand in single quotes; double ones are bare, single ones escaped', () => {
  expect(toDataFields({ ZZ: `5" O'Neil\n`, HJDZ: '大罗㙍𠮷' })).toBe(
    String.raw`{'ZZ':'5" O\'Neil\n','HJDZ':'大罗㙍𠮷'}`,
  );
});

test('any value survives', () => {
  const nasty = fc.constantFrom('"', "'", '\\', '\n', '\u2028', '𠮷', '{', ',');
  fc.assert(
    fc.property(fc.string({ unit: nasty }), (value) => {
      // The notation is a part of JavaScript's own.
      const read: unknown = runInThisContext(`(${toDataFields({ HJDZ: value })})`);
      expect(read).toEqual({ HJDZ: value });
    }),
  );
});
