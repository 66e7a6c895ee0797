import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidV7 } from './ids.ts';

const seed = 20_261_124;
const milliseconds = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('the example of RFC 9562 comes out as it stands there', () => {
  const random = Uint8Array.from(Buffer.from('0000000000000cc318c4dc0c0c07398f', 'hex'));
  expect(uuidV7(0x017f22e279b0, () => random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('an id says version 7 and variant 10, whatever the random bytes are', () => {
  fc.assert(
    fc.property(milliseconds, bytes, (unixMs, random) => {
      expect(uuidV7(unixMs, () => random)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }),
    { seed },
  );
});

test('ids sort by the time they were made, whatever the random bytes are', () => {
  fc.assert(
    fc.property(milliseconds, milliseconds, bytes, bytes, (one, other, first, second) => {
      fc.pre(one !== other);
      const [earlier, later] = one < other ? [one, other] : [other, one];
      expect(uuidV7(earlier, () => first) < uuidV7(later, () => second)).toBe(true);
    }),
    { seed },
  );
});

test('ids of the same millisecond differ', () => {
  const ids = Array.from({ length: 1000 }, () => uuidV7(1_795_482_000_000, randomBytes));
  expect(new Set(ids).size).toBe(1000);
});
