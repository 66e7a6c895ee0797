import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  drillNumber,
  lastSerial,
  provisionalNumber,
  readProvisionalNumber,
} from './provisional-number.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const serials = fc.record({
  windowId: fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 8 }),
  day: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  serial: fc.integer({ min: 1, max: lastSerial }),
});

test('a number names window, day and serial, and ends with its check character', () => {
  const first = { windowId: 'W012', day: '2026-03-02', serial: 1 };
  expect(provisionalNumber(first)).toBe('FSW0122026030200001H');
});

test('a number of a drill is not one of the others', () => {
  const drilled = drillNumber({ windowId: 'A07', day: '2026-11-24', serial: 1 });
  expect(drilled).toBe('YLA0720261124000010');
  expect(readProvisionalNumber(drilled)).toBeUndefined();
});

test('a number says what it was made of', () => {
  fc.assert(
    fc.property(serials, (made) => {
      expect(readProvisionalNumber(provisionalNumber(made))).toEqual(made);
    }),
    { seed: 20_261_124 },
  );
});

test('one wrong character is always noticed', () => {
  fc.assert(
    fc.property(serials, fc.nat(), fc.integer({ min: 1, max: 35 }), (made, at, shift) => {
      const number = provisionalNumber(made);
      const place = at % number.length;
      const wrong = alphabet.charAt((alphabet.indexOf(number.charAt(place)) + shift) % 36);
      const misread = number.slice(0, place) + wrong + number.slice(place + 1);
      expect(readProvisionalNumber(misread)).toBeUndefined();
    }),
    { seed: 20_261_124 },
  );
});

test.each(['', 'FS', 'FSA072026112400001', 'fsa0720261124000016', 'FSA0720261124000016 '])(
  '%j is none',
  (text) => {
    expect(readProvisionalNumber(text)).toBeUndefined();
  },
);
