import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDataFields } from '../../reference-platform/licence-library/data-fields.ts';
import { readDataFields, readLibraryDay } from './licence-fields.ts';

const seeded = { seed: 20261124, numRuns: 300 };
const nasty = fc.constantFrom(
  '"',
  "'",
  '\\',
  '\n',
  '\t',
  '\u2028',
  '\u0000',
  '𠮷',
  '{',
  '}',
  ',',
  ':',
);
const value = fc.oneof(fc.string({ unit: nasty }), fc.string({ unit: 'binary' }));

test('whatever the library writes is read as it was', () => {
  fc.assert(
    fc.property(fc.dictionary(value, value), (fields) => {
      expect(readDataFields(toDataFields(fields))).toEqual({ ...fields });
    }),
    seeded,
  );
});

test('the contract’s own form, JSON with double quotes, is read too', () => {
  fc.assert(
    fc.property(fc.dictionary(value, value), (fields) => {
      expect(readDataFields(JSON.stringify(fields))).toEqual({ ...fields });
    }),
    seeded,
  );
});

test.each([
  [String.raw`{'ZZ':'5" O\'Neil'}`, { ZZ: `5" O'Neil` }],
  [String.raw`{'ZZ':'a\\'}`, { ZZ: 'a\\' }],
  [String.raw`{'ZZ':'\\\'"\n\u4e00'}`, { ZZ: `\\'"\n一` }],
  [`{ 'NL' : 78 , 'BZ' : null, 'ZT': true, 'LB': ['x'] }`, { NL: '78' }],
  ['{"HJDZ":"it\'s"}', { HJDZ: "it's" }],
  [`{'__proto__':'x'}`, Object.fromEntries([['__proto__', 'x']])],
  ['{}', {}],
])('%s is read', (text, fields) => {
  expect(readDataFields(text)).toEqual(fields);
});

test.each([
  '',
  'null',
  '[]',
  "['a']",
  '"text"',
  '7',
  '{',
  `{'a':'b`,
  `{'a':'b\\`,
  `{'a' 'b'}`,
  `{'a':'\n'}`,
])('%j is not fields', (text) => {
  expect(readDataFields(text)).toBeUndefined();
});

test('garbage gives nothing or texts, and never throws', () => {
  const unit = fc.constantFrom(
    '{',
    '}',
    "'",
    '"',
    '\\',
    ':',
    ',',
    'a',
    '1',
    '[',
    ']',
    ' ',
    '\n',
    'u',
  );
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit, maxLength: 40 }), fc.string()), (text) => {
      const fields = readDataFields(text);
      if (fields === undefined) return;
      expect(Object.values(fields).every((field) => typeof field === 'string')).toBe(true);
    }),
    { ...seeded, numRuns: 2000 },
  );
});

test.each([
  ['2013-05-06', '2013-05-06'],
  ['2008-09-01 00:00:00', '2008-09-01'],
  ['2022-03-17T23:59:59', '2022-03-17'],
  ['', undefined],
  ['长期', undefined],
  ['2013-5-6', undefined],
  ['2013-05-06 24', undefined],
  ['2013-05-06\n', undefined],
  ['20130506', undefined],
])('the date %j is the day %j', (text, day) => {
  expect(readLibraryDay(text)).toBe(day);
});
