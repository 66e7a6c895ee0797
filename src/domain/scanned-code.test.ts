import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeText } from './scanned-code.ts';

const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'));

describe('the text of a code', () => {
  it.each([
    ['UTF-8', 'e4bd9be5b1b1e9809a', '佛山通'],
    ['GB 18030, two bytes', 'b7f0c9bdcda8', '佛山通'],
    ['GB 18030, four bytes', 'b7f095328432', '佛𠀐'],
    ['control characters, NUL among them', '00411b5b324a7f', '\0A\u001b[2J\u007f'],
    ['a byte order mark', 'efbbbf41', '\ufeffA'],
    ['neither', 'b7ff', '\ufffd'],
  ])('is read as it was meant: %s', (_what, bytes, text) => {
    expect(codeText(hex(bytes))).toBe(text);
  });

  it('keeps every text that was sent as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(codeText(new TextEncoder().encode(text))).toBe(text);
      }),
      { seed: 20_261_124 },
    );
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof codeText(bytes)).toBe('string');
      }),
      { seed: 20_261_124 },
    );
  });
});
