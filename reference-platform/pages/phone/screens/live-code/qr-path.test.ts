import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrDrawing } from './qr-path.ts';

const scale = 4;

/** What a scanner reads from the drawing. */
function scanned({ side, path }: ReturnType<typeof qrDrawing>): string {
  const size = side * scale;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row += 1) {
      const start = ((Number(y) * scale + row) * size + Number(x) * scale) * 4;
      data.fill(0, start, start + scale * 4);
    }
  }
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255;
  return decodeQR({ width: size, height: size, data });
}

test.each(['A'.repeat(64), 'x-_9'.repeat(16)])('a scanner reads from the drawing: %s', (text) => {
  expect(scanned(qrDrawing(text))).toBe(text);
});

test('four modules around the code are white', () => {
  const { side, path } = qrDrawing('A'.repeat(64));
  const places = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
  expect([Math.min(...places), Math.max(...places)]).toEqual([4, side - 5]);
});
