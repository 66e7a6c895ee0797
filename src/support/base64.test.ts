import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64, toBase64Url } from './base64.ts';

test('bytes become the text that everybody writes, and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
    { seed: 20_261_124 },
  );
});

test.each(['QQ', 'QR==', 'Q Q=', 'QQ==\n', 'Q-_A', '信'])('%j is nobody’s text', (text) => {
  expect(fromBase64(text)).toBeUndefined();
});
