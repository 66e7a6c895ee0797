import fc from 'fast-check';
import { expect, test } from 'vitest';
import { licenceIdentifier, readLicenceIdentifier } from './licence-identifier.ts';

const seed = 20_261_124;
const capitals = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const text = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...capitals), { minLength, maxLength }).map((parts) => parts.join(''));
const identifiers = fc
  .record({
    type: text(21, 21),
    issuer: text(1, 18),
    serial: text(1, 11),
    version: fc.integer({ min: 0, max: 999 }).map((number) => String(number).padStart(3, '0')),
  })
  .map((parts) => ({ parts, identifier: licenceIdentifier(parts) }));

// Out of public documentation (domain.md 4.1).
test.each([
  [
    {
      type: '11100000000013338W011',
      issuer: '11430000006122244L',
      serial: '20230000403',
      version: '001',
    },
    'U',
  ],
  [{ type: '11100000MB03271699022', issuer: '340100', serial: '000000016', version: '001' }, '9'],
])('%j is followed by %s', (parts, check) => {
  const identifier = licenceIdentifier(parts);
  expect(identifier.startsWith('1.2.156.3005.2.')).toBe(true);
  expect(identifier.endsWith(`.001.${check}`)).toBe(true);
});

test('what is put together is taken apart again', () => {
  fc.assert(
    fc.property(identifiers, ({ parts, identifier }) => {
      expect(readLicenceIdentifier(identifier)).toEqual(parts);
    }),
    { seed },
  );
});

test('one wrong character after the arc is told', () => {
  const change = fc.record({ at: fc.nat(), other: fc.constantFrom(...capitals) });
  fc.assert(
    fc.property(identifiers, change, ({ identifier }, { at, other }) => {
      const start = '1.2.156.3005.2.'.length;
      const place = start + (at % (identifier.length - start));
      fc.pre(identifier[place] !== '.' && identifier[place] !== other);
      const wrong = identifier.slice(0, place) + other + identifier.slice(place + 1);
      expect(readLicenceIdentifier(wrong)).toBeUndefined();
    }),
    { seed },
  );
});

test.each([
  ['', 'nothing'],
  ['1.2.156.3005.3.11100000000013338W011.11430000006122244L.20230000403.001.U', 'another arc'],
  [
    '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.1.U',
    'a version of one digit',
  ],
  ['1.2.156.3005.2.11100000000013338w011.11430000006122244L.20230000403.001.U', 'lower case'],
  [
    '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U\n',
    'a line break at its end',
  ],
])('%j is no identifier: %s', (identifier) => {
  expect(readLicenceIdentifier(identifier)).toBeUndefined();
});

test('a part with anything else in it makes no identifier', () => {
  const parts = { type: '11100000000013338W011', issuer: '440699', serial: '1-2', version: '001' };
  expect(() => licenceIdentifier(parts)).toThrow('capital letters');
});
