import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitmapBytes, photoBitmap } from './photo-bitmap.ts';

const seed = 20_261_124;
const rawBytes = 102 * 126 * 3;

/** Pixels that all differ from their neighbours: blue, green, red, the bottom row first. */
const pixels = Uint8Array.from({ length: rawBytes }, (_, index) => (index * 31 + 7) & 0xff);

function bitmap(): Uint8Array {
  const made = photoBitmap(pixels);
  if (!made.ok) throw new Error(made.problem.code);
  return made.value;
}

test('pixels alone become a bitmap of 102 × 126 with padded rows, in the same order', () => {
  const bytes = bitmap();
  const view = new DataView(bytes.buffer);
  expect(bytes.length).toBe(38_862);
  expect(String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0)).toBe('BM');
  expect([2, 10, 14, 18, 22].map((offset) => view.getInt32(offset, true))).toEqual([
    38_862, 54, 40, 102, 126,
  ]);
  expect(view.getUint16(28, true)).toBe(24);
  expect(bytes.subarray(54, 54 + 306)).toEqual(pixels.subarray(0, 306));
  expect([...bytes.subarray(54 + 306, 54 + 308)]).toEqual([0, 0]);
  expect(bytes.subarray(54 + 308, 54 + 308 + 306)).toEqual(pixels.subarray(306, 612));
});

test('a bitmap gives its pixels, and nothing else that lies in it', () => {
  const given = bitmap();
  const view = new DataView(given.buffer);
  // File size, size of the pixels, resolution and colours as decoders leave them; and something in a row's padding.
  for (const offset of [2, 34, 38, 42, 46, 50]) view.setUint32(offset, 0xdead_beef);
  given.set([0x11, 0x22], 54 + 306);
  expect(photoBitmap(given)).toEqual({ ok: true, value: bitmap() });
});

test.each([
  ['another magic', 0, [0x42, 0x41]],
  ['pixels elsewhere', 10, [0x36, 0x04]],
  ['a newer header', 14, [0x7c]],
  ['another width', 18, [0x67]],
  ['the top row first', 22, [0x82, 0xff, 0xff, 0xff]],
  ['32 bits a pixel', 28, [0x20]],
  ['compression', 30, [0x01]],
])('a bitmap with %s is refused', (_what, offset, bytes) => {
  const given = bitmap();
  given.set(bytes, offset);
  expect(photoBitmap(given)).toMatchObject({
    ok: false,
    problem: { code: 'photo-decoder.not-an-image', info: { bytes: 38_862 } },
  });
});

test('whatever a decoder gives, it comes to our own header and 126 padded rows, or to a refusal', () => {
  const header = bitmap().subarray(0, 54);
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom(0, 1, 53, 54, rawBytes - 1, rawBytes + 1, bitmapBytes - 1, bitmapBytes + 1)
      .map((length) => new Uint8Array(length)),
    fc
      .tuple(fc.nat(bitmapBytes - 1), fc.uint8Array({ minLength: 1, maxLength: 60 }))
      .map(([offset, bytes]) => {
        const changed = bitmap();
        changed.set(bytes.subarray(0, changed.length - offset), offset);
        return changed;
      }),
    fc.nat(53).chain((offset) =>
      fc.integer({ min: 0, max: 255 }).map((byte) => {
        const changed = bitmap();
        changed[offset] = byte;
        return changed;
      }),
    ),
  );
  fc.assert(
    fc.property(anything, (given) => {
      const made = photoBitmap(given);
      if (!made.ok) {
        expect(made.problem).toEqual({
          code: 'photo-decoder.not-an-image',
          info: { bytes: given.length },
        });
        return;
      }
      expect(made.value.subarray(0, 54)).toEqual(header);
      expect(made.value.length).toBe(bitmapBytes);
      const padding = Array.from({ length: 126 }, (_, row) => 54 + row * 308 + 306);
      expect(padding.every((at) => made.value[at] === 0 && made.value[at + 1] === 0)).toBe(true);
    }),
    { seed, numRuns: 500 },
  );
});
