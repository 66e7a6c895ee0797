import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileCodes } from '../../src/domain/hostile-codes.fixture.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import type { AssembledCode } from './assembled-code.ts';
import { CodeAssembler } from './code-assembler.ts';

const seed = 20_261_124;
const limit = 4096;
const tooLong = { code: 'scanner.code-too-long', info: { limit } };

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** What came out, a code as text of one character per byte. */
function assembling() {
  const out: unknown[] = [];
  const assembler = new CodeAssembler(false, (code) =>
    out.push(code.ok ? Buffer.from(code.value.bytes).toString('latin1') : code.problem),
  );
  return { assembler, out };
}

function codesOf(...chunks: Uint8Array[]): unknown[] {
  const { assembler, out } = assembling();
  for (const chunk of chunks) assembler.push(chunk);
  assembler.settle();
  return out;
}

describe('CodeAssembler', () => {
  it.each(['\r', '\n', '\r\n', '\t', '\r\n\r\n'])('ends a code at %j', (end) => {
    expect(codesOf(latin1(`one${end}two${end}`))).toEqual(['one', 'two']);
  });

  it('ends a code where the line falls silent', () => {
    const { assembler, out } = assembling();
    assembler.push(latin1('one'));
    expect(out).toEqual([]);
    expect(assembler.isInside).toBe(true);
    assembler.settle();
    assembler.push(latin1('two'));
    assembler.settle();
    assembler.settle();
    expect(out).toEqual(['one', 'two']);
    expect(assembler.isInside).toBe(false);
  });

  it.each(hostileCodes)('takes bytes as they are: %s', (_what, bytes) => {
    expect(codesOf(bytes, latin1('\r'))).toEqual([Buffer.from(bytes).toString('latin1')]);
  });

  it('makes no code of nothing', () => {
    expect(codesOf(latin1('\r\n\t\r'), latin1(''))).toEqual([]);
  });

  it('takes the longest code and refuses one byte more, once, keeping nothing of it', () => {
    const longest = 'x'.repeat(limit);
    expect(codesOf(latin1(`${longest}\r`))).toEqual([longest]);
    expect(codesOf(latin1(`${longest}x\rnext\r`))).toEqual([tooLong, 'next']);
    expect(codesOf(latin1(longest), latin1(longest), latin1('7'.repeat(7089)))).toEqual([tooLong]);
  });

  it('begins anew after a code that was too long and ended in silence', () => {
    const { assembler, out } = assembling();
    assembler.push(latin1('7'.repeat(7089)));
    assembler.settle();
    assembler.push(latin1('next\r'));
    expect(out).toEqual([tooLong, 'next']);
  });

  it('forgets an unfinished code when told to', () => {
    const { assembler, out } = assembling();
    assembler.push(latin1('half of o'));
    assembler.reset();
    assembler.push(latin1('two\r'));
    expect(out).toEqual(['two']);
  });

  it('gives codes that later bytes do not change', () => {
    const kept: Uint8Array[] = [];
    const assembler = new CodeAssembler(false, (code) => code.ok && kept.push(code.value.bytes));
    assembler.push(latin1('one\r'));
    assembler.push(latin1('two\r'));
    expect(kept).toEqual([latin1('one'), latin1('two')]);
  });

  it('gives the same codes however the bytes are cut', () => {
    const ends = fc.constantFrom('\r', '\n', '\r\n', '\t');
    const code = fc
      .uint8Array({ minLength: 1, maxLength: limit + 50 })
      .map((bytes) => bytes.map((byte) => (byte < 0x20 ? byte + 0x20 : byte)));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(code, ends), { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 700 })),
        (codes, sizes) => {
          const bytes = Buffer.concat(
            codes.flatMap(([content, end]) => [content, Buffer.from(end, 'latin1')]),
          );
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; ) {
            const size = sizes.next().value;
            chunks.push(bytes.subarray(at, at + size));
            at += size;
          }
          expect(codesOf(...chunks)).toEqual(
            codes.map(([content]) =>
              content.length > limit ? tooLong : Buffer.from(content).toString('latin1'),
            ),
          );
        },
      ),
      { seed },
    );
  });

  it('takes a hundred thousand pieces of garbage in constant memory, and the code after them', () => {
    let longest = 0;
    let codes = 0;
    const assembler = new CodeAssembler(false, (code) => {
      codes += 1;
      if (code.ok) longest = Math.max(longest, code.value.bytes.length);
    });
    const chunks = fc.sample(fc.uint8Array({ maxLength: 256 }), { seed, numRuns: 1000 });
    const withoutEnds = chunks.map((chunk) => chunk.map((byte) => byte | 0x80));
    const before = process.memoryUsage().arrayBuffers;
    for (let round = 0; round < 50; round += 1) {
      for (const chunk of chunks) assembler.push(chunk);
      for (const chunk of withoutEnds) assembler.push(chunk);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
    expect(codes).toBeGreaterThan(1000);
    expect(longest).toBeLessThanOrEqual(limit);
    const { assembler: fresh, out } = assembling();
    for (const chunk of withoutEnds) fresh.push(chunk);
    fresh.push(latin1('\rnext\r'));
    expect(out).toEqual([tooLong, 'next']);
  });
});

describe('the AIM identifier before each code on a serial line', () => {
  function heard(sendsAim: boolean, sent: string): readonly Outcome<AssembledCode>[] {
    const codes: Outcome<AssembledCode>[] = [];
    new CodeAssembler(sendsAim, (code) => codes.push(code)).push(latin1(sent));
    return codes;
  }
  const code = (text: string, symbology: AssembledCode['symbology']) => ({
    ok: true,
    value: { bytes: latin1(text), symbology },
  });

  it.each([
    [']Q1FS-1\r', code('FS-1', 'qr')],
    [']d2FS-1\r', code('FS-1', 'data-matrix')],
    [']h0FS-1\r', code('FS-1', 'han-xin')],
    [']x0FS-1\r', code('FS-1', 'unknown')],
    ['FS-1\r', code('FS-1', 'unknown')],
    [']Q\r', code(']Q', 'unknown')],
  ])('says how %j is printed, and is not part of it', (sent, expected) => {
    expect(heard(true, sent)).toEqual([expected]);
  });

  it('with nothing after it is no code', () => {
    expect(heard(true, ']Q1\r')).toEqual([]);
  });

  it('belongs to the code unless the scanner is known to send it', () => {
    expect(heard(false, ']Q1FS-1\r')).toEqual([code(']Q1FS-1', 'unknown')]);
  });
});
