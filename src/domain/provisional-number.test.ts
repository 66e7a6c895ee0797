import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drillNumber, lastSerial, provisionalNumber } from './provisional-number.ts';

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

test('a number of a drill begins otherwise', () => {
  const drilled = drillNumber({ windowId: 'A07', day: '2026-11-24', serial: 1 });
  expect(drilled).toBe('YLA0720261124000010');
});

test('two numbers of a window’s day differ in more than one character, so that one wrong character is noticed', () => {
  fc.assert(
    fc.property(serials, fc.integer({ min: 1, max: lastSerial }), (made, serial) => {
      fc.pre(serial !== made.serial);
      const other = provisionalNumber({ ...made, serial });
      const differing = [...provisionalNumber(made)].filter((one, at) => one !== other.charAt(at));
      expect(differing.length).toBeGreaterThan(1);
    }),
    { seed: 20_261_124 },
  );
});
