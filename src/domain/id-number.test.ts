import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { birthDateOf, idNumberCheckCharacter, isCalendarDate, isIdNumber } from './id-number.ts';

const seed = 20_261_124;

/** Well-formed numbers: any area, any real day from 1900 to 2099, any sequence. */
const idNumbers = fc
  .record({
    area: fc.integer({ min: 0, max: 999_999 }),
    day: fc.integer({
      min: Date.UTC(1900, 0, 1) / 86_400_000,
      max: Date.UTC(2099, 11, 31) / 86_400_000,
    }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ area, day, sequence }) => {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
    const first17 = `${String(area).padStart(6, '0')}${date}${String(sequence).padStart(3, '0')}`;
    return first17 + idNumberCheckCharacter(first17);
  });

test.each([
  '440604190001010017',
  '44060419000101005X',
  '110101190001010014',
  '653101190001010012',
  '440604202402290027',
  '440699199001010014',
  '440699194803150024',
  '440699201906010035',
  '44069919900101009X',
])('%s is an identity number', (number) => {
  expect(isIdNumber(number)).toBe(true);
});

test.each([
  ['44060420230229002X', 'its check character is right but its day does not exist'],
  ['440604190002290022', 'its check character is right but 1900 had no 29 February'],
  ['440604190001010018', 'its check character is wrong'],
  ['44060419000101005x', 'the check character is in lower case'],
  ['440604000101001', 'it has 15 digits'],
  ['4406041900010100170', 'it has 19 characters'],
  [' 440604190001010017', 'it begins with a space'],
  ['440604190001010017\n', 'it ends with a line break'],
  ['４40604190001010017', 'it has a full-width digit'],
  ['', 'it is empty'],
])('%j is refused: %s', (number) => {
  expect(isIdNumber(number)).toBe(false);
});

test('a number of 15 digits becomes one of 18 with the century and its check character', () => {
  expect(idNumberCheckCharacter('44060419000101001')).toBe('7');
});

test('every well-formed number is accepted, whatever its area', () => {
  fc.assert(
    fc.property(idNumbers, (number) => isIdNumber(number)),
    { seed },
  );
});

test('changing any single digit is noticed', () => {
  fc.assert(
    fc.property(
      idNumbers,
      fc.integer({ min: 0, max: 17 }),
      fc.constantFrom(...'0123456789X'),
      (number, position, character) => {
        fc.pre(number.charAt(position) !== character);
        return !isIdNumber(number.slice(0, position) + character + number.slice(position + 1));
      },
    ),
    { seed, numRuns: 1000 },
  );
});

test('exchanging two neighbouring characters is noticed', () => {
  fc.assert(
    fc.property(idNumbers, fc.integer({ min: 0, max: 16 }), (number, position) => {
      const [first, second] = [number.charAt(position), number.charAt(position + 1)];
      fc.pre(first !== second);
      return !isIdNumber(number.slice(0, position) + second + first + number.slice(position + 2));
    }),
    { seed, numRuns: 1000 },
  );
});

test('the birth date is read out of the number', () => {
  expect(birthDateOf('440699194803150024')).toBe('1948-03-15');
});

describe('a calendar date', () => {
  test.each(['1900-01-01', '2000-02-29', '2024-02-29', '2026-12-31'])('%s exists', (date) => {
    expect(isCalendarDate(date)).toBe(true);
  });

  test.each([
    '1900-02-29',
    '2023-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '2026-1-1',
    '2026-01',
    '2026',
    '20260101',
    '    -  -  ',
    '',
  ])('%j does not', (date) => {
    expect(isCalendarDate(date)).toBe(false);
  });
});
