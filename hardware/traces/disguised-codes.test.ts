import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../simulators/random-numbers.ts';
import { disguisedCodes } from './disguised-codes.ts';
import type { TraceEvent } from './trace-file.ts';

const seed = 20_261_124;

function disguised(pieces: readonly (Uint8Array | string)[], isHid = false): Buffer[] {
  const random = randomNumbers(3);
  const events = pieces.map(
    (piece, index): TraceEvent => ({
      ms: index * 10,
      dir: 'in',
      bytes: Uint8Array.from(Buffer.from(piece)),
    }),
  );
  return disguisedCodes(events, isHid, (below) => random() % below).map((event) =>
    Buffer.from('bytes' in event ? event.bytes : []),
  );
}

/** What class each character is of; its marks stay themselves. */
function shape(text: string): string {
  return text
    .replace(/\d/g, '0')
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/[\u{20000}-\u{2ffff}\u{1f300}-\u{1faff}]/gu, 'E')
    .replace(/[\u0800-\uffff]/g, '字')
    .replace(/[\u0080-\u07ff]/g, 'й');
}

describe('what a scanner sent, disguised', () => {
  it('has other characters of the same classes at the same places', () => {
    const original = 'https://440699.example/佛山?ID=44069919900101001X\t测\r';
    const [shown] = disguised([original]).map(String);
    expect(shape(shown ?? '')).toBe(shape(original));
    for (const [index, character] of [...original].entries()) {
      if (/[\dA-Za-z\u0800-\uffff]/.test(character))
        expect([...(shown ?? '')][index]).not.toBe(character);
    }
  });

  it('keeps lengths, and text text, whatever comes and however it is cut', () => {
    const unit = fc.constantFrom('7', 'x', 'Q', '/', '佛', 'é', '😀', '\r');
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (text, size) => {
          const bytes = Buffer.from(text);
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
            bytes.subarray(index * size, (index + 1) * size),
          );
          const shown = disguised(pieces);
          expect(shown.map((piece) => piece.length)).toEqual(pieces.map((piece) => piece.length));
          expect(shape(Buffer.concat(shown).toString())).toBe(shape(text));
        },
      ),
      { seed },
    );
  });

  it('changes bytes that are no text as well, and takes none for an end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 0x80, minLength: 1, maxLength: 80 }), (bytes) => {
        const [shown = Buffer.of()] = disguised([bytes]);
        expect(shown.length).toBe(bytes.length);
        expect(shown.every((byte) => byte >= 0x80)).toBe(true);
        expect(shown.equals(bytes)).toBe(false);
      }),
      { seed },
    );
  });

  it('says the same for the same code, so that a repeated one is still repeated', () => {
    const [first, second, other] = disguised(['code-1\r', 'code-1\r', 'code-2\r']);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('keeps what HID reports say of themselves', () => {
    const report = Buffer.alloc(64);
    report.set([0x02, 6, 0x5d, 0x51, 0x31, ...Buffer.from('CODE-1')]);
    report[63] = 1;
    const [shown = Buffer.of()] = disguised([report], true);
    expect([...shown.subarray(0, 5), ...shown.subarray(11)]).toEqual([
      ...report.subarray(0, 5),
      ...report.subarray(11),
    ]);
    expect(shape(shown.toString('latin1', 5, 11))).toBe('AAAA-0');
    expect(shown.toString('latin1', 5, 11)).not.toContain('CODE');
  });
});
