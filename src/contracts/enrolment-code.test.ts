import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  enrolmentCodeOf,
  enrolmentCodeSymbols,
  readEnrolmentCode,
  showEnrolmentCode,
} from './enrolment-code.ts';

const seed = 20_261_124;
const code = '7QK409XTMB2EW3H0';
const symbol = fc.integer({ min: 0, max: 31 }).map((value) => enrolmentCodeSymbols.charAt(value));
const codes = fc
  .array(symbol, { minLength: 15, maxLength: 15 })
  .map((symbols) => enrolmentCodeOf(symbols.join('')))
  .filter((made) => made !== undefined);

test('the check is the value modulo 37', () => {
  // 1 · 32 = 32, and 1 · 32² = 1024 = 27 · 37 + 25.
  expect(enrolmentCodeOf('000000000000001')).toBe('0000000000000011');
  expect(enrolmentCodeOf('000000000000100')).toBe('000000000000100S');
  expect(enrolmentCodeOf('000000000000010')).toBeUndefined();
});

test('a code is read however it is typed', () => {
  fc.assert(
    fc.property(codes, (made) => {
      const shown = showEnrolmentCode(made);
      expect(shown).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
      const typed = shown.replace(/0/g, 'o').replace(/1/g, 'l').replace(/-/g, ' ').toLowerCase();
      expect([readEnrolmentCode(shown), readEnrolmentCode(typed)]).toEqual([made, made]);
    }),
    { seed },
  );
});

test('one wrong symbol is found, and two that are swapped', () => {
  fc.assert(
    fc.property(codes, fc.nat({ max: 15 }), symbol, (made, at, other) => {
      fc.pre(made.charAt(at) !== other);
      expect(readEnrolmentCode(made.slice(0, at) + other + made.slice(at + 1))).toBeUndefined();
    }),
    { seed, numRuns: 1000 },
  );
  fc.assert(
    fc.property(codes, fc.nat({ max: 14 }), (made, at) => {
      const [one = '', two = ''] = made.slice(at, at + 2);
      fc.pre(one !== two);
      const swapped = made.slice(0, at) + two + one + made.slice(at + 2);
      expect(readEnrolmentCode(swapped)).toBeUndefined();
    }),
    { seed, numRuns: 1000 },
  );
});

test.each(['', '7QK4-09XT', `${code}0`, `U${code.slice(1)}`, '7QK4-09XT-MB2E-W3H*'])(
  '%j is no code',
  (typed) => {
    expect(readEnrolmentCode(typed)).toBeUndefined();
  },
);
