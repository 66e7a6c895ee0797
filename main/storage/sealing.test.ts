import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { aesGcmSealer, type Place } from './sealing.ts';

const seed = { seed: 20261124 };
const key = randomBytes(32);
const sealer = aesGcmSealer(key, randomBytes);
const place: Place = { table: 'cases', id: '1', columns: { clerk: 'a', stage: 'reviewing' } };
const unreadable = fail('storage.unreadable-record', { table: 'cases', id: '1' });

it('opens in its place, whatever the order in which the columns are named', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const same = JSON.parse(JSON.stringify(value));
      const reordered = { ...place, columns: { stage: 'reviewing', clerk: 'a' } };
      expect(sealer.open(reordered, sealer.seal(place, value))).toEqual(ok(same));
    }),
    { ...seed, numRuns: 200 },
  );
});

it('refuses every flipped bit, and every shorter or longer value', () => {
  const sealed = sealer.seal(place, { name: '赵伟伦', idNumber: '440699199001011236' });
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const flipped = sealed.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    expect(sealer.open(place, flipped)).toEqual(unreadable);
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(sealer.open(place, sealed.subarray(0, length))).toEqual(unreadable);
  }
  expect(sealer.open(place, Uint8Array.of(...sealed, 0))).toEqual(unreadable);
});

it('refuses every other place', () => {
  // Few and awkward texts, so that places which only look alike when joined come up often.
  const text = fc.constantFrom('', 'a', 'b', 'ab', '1', '"', '",', '[', '\\');
  const anyPlace: fc.Arbitrary<Place> = fc.record({
    table: text,
    id: text,
    columns: fc.dictionary(text, fc.oneof(text, fc.integer({ min: 0, max: 2 })), { maxKeys: 2 }),
  });
  const sameColumns = (left: Place, right: Place): boolean =>
    Object.keys(left.columns).length === Object.keys(right.columns).length &&
    Object.entries(left.columns).every(([name, value]) => right.columns[name] === value);
  fc.assert(
    fc.property(anyPlace, anyPlace, (here, there) => {
      const same = here.table === there.table && here.id === there.id && sameColumns(here, there);
      expect(sealer.open(there, sealer.seal(here, 1)).ok).toBe(same);
    }),
    { ...seed, numRuns: 2000 },
  );
});

it('refuses another key', () => {
  expect(aesGcmSealer(randomBytes(32), randomBytes).open(place, sealer.seal(place, 1))).toEqual(
    unreadable,
  );
});

it('never uses a nonce twice, and says in the first byte which algorithm it used', () => {
  const sealed = Array.from({ length: 100 }, () => sealer.seal(place, 1));
  expect(new Set(sealed.map((bytes) => String(bytes.slice(1, 13)))).size).toBe(100);
  expect(new Set(sealed.map((bytes) => bytes[0]))).toEqual(new Set([1]));
});
