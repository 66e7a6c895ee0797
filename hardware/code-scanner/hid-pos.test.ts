import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileCodes, tooManyDigits } from '../../src/domain/hostile-codes.fixture.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { memoryInUse } from '../../tests/memory-in-use.ts';
import type { AssembledCode } from './assembled-code.ts';
import { HidPosAssembler } from './hid-pos.ts';

/** The reports in which a scanner sends a code. */
function reportsOf(code: string | Uint8Array, { aim = ']Q1', aimAt = 2 } = {}): Uint8Array[] {
  const bytes = typeof code === 'string' ? new TextEncoder().encode(code) : code;
  const reports: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 56) {
    const part = bytes.subarray(at, at + 56);
    const report = new Uint8Array(64);
    report.set([0x02, part.length]);
    report.set(new TextEncoder().encode(aim), aimAt);
    report.set(part, aimAt + 3);
    report[63] = at + 56 < bytes.length ? 1 : 0;
    reports.push(report);
  }
  return reports;
}

function heard() {
  const codes: Outcome<AssembledCode>[] = [];
  const assembler = new HidPosAssembler((code) => codes.push(code));
  const texts = () =>
    codes.map((code) => (code.ok ? Buffer.from(code.value.bytes).toString() : code.problem.code));
  return { assembler, codes, texts };
}

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/ /g, ''), 'hex'));

describe('a scanner’s HID POS reports', () => {
  it('are a code as published', () => {
    const { assembler, codes } = heard();
    const report = new Uint8Array(64);
    report.set(hex('02 10 5D 51 31 48 45 4C 4C 4F 2D 30 31 32 33 34 35 36 37 38 39'));
    assembler.push(report);
    expect(codes).toEqual([
      { ok: true, value: { bytes: new TextEncoder().encode('HELLO-0123456789'), symbology: 'qr' } },
    ]);
    expect(assembler.isInside).toBe(false);
  });

  it('are joined to one code', () => {
    const { assembler, texts } = heard();
    const long = '0123456789'.repeat(6);
    for (const report of reportsOf(long)) assembler.push(report);
    expect(texts()).toEqual([long]);
  });

  it('may have their AIM identifier one byte later', () => {
    const { assembler, codes } = heard();
    for (const report of reportsOf('ABC', { aim: ']d2', aimAt: 3 })) assembler.push(report);
    expect(codes).toMatchObject([{ value: { symbology: 'data-matrix' } }]);
  });

  it('without an AIM identifier are a code of unknown kind', () => {
    const { assembler, codes, texts } = heard();
    for (const report of reportsOf('ABC', { aim: '\0\0\0' })) assembler.push(report);
    expect(texts()).toEqual(['ABC']);
    expect(codes).toMatchObject([{ value: { symbology: 'unknown' } }]);
  });

  it.each(['ABC\r', 'ABC\n', 'ABC\r\n'])('lose the line end the scanner adds', (sent) => {
    const { assembler, texts } = heard();
    for (const report of reportsOf(sent)) assembler.push(report);
    expect(texts()).toEqual(['ABC']);
  });

  it('that hold nothing are no code', () => {
    const { assembler, codes } = heard();
    for (const report of [...reportsOf(''), ...reportsOf('\r\n')]) assembler.push(report);
    expect(codes).toEqual([]);
  });

  it('with another number are skipped, also in the middle of a code', () => {
    const { assembler, texts } = heard();
    const [first, second] = reportsOf('7'.repeat(60));
    for (const report of [first, hex('01 05 41 42'), second]) {
      if (report !== undefined) assembler.push(report);
    }
    expect(texts()).toEqual(['7'.repeat(60)]);
  });

  it('whose last one never comes are told as an incomplete code', () => {
    const { assembler, texts } = heard();
    const [first] = reportsOf('7'.repeat(60));
    if (first !== undefined) assembler.push(first);
    expect(assembler.isInside).toBe(true);
    assembler.settle();
    assembler.settle();
    for (const report of reportsOf('next')) assembler.push(report);
    expect(texts()).toEqual(['scanner.code-incomplete', 'next']);
  });

  it('that bring too much are told once, and the next code is heard', () => {
    const { assembler, texts } = heard();
    for (const report of reportsOf(tooManyDigits)) assembler.push(report);
    for (const report of reportsOf('next')) assembler.push(report);
    expect(texts()).toEqual(['scanner.code-too-long', 'next']);
  });

  it('may say more bytes than they hold', () => {
    const { assembler, texts } = heard();
    const [report] = reportsOf('ABC');
    report?.set([255], 1);
    if (report !== undefined) assembler.push(report);
    expect(texts()[0]).toHaveLength(56);
  });

  it.each(hostileCodes)('bring bytes as they are: %s', (_what, bytes) => {
    const { assembler, codes } = heard();
    for (const report of reportsOf(bytes)) assembler.push(report);
    expect(codes).toEqual([{ ok: true, value: { bytes, symbology: 'qr' } }]);
  });

  it('that hold nothing and never end take up no memory and begin no code', () => {
    const { assembler, codes, texts } = heard();
    const empty = new Uint8Array(64);
    empty.set([0x02, 0, 0x5d, 0x51, 0x31]);
    empty[63] = 1;
    const before = memoryInUse();
    for (let count = 0; count < 200_000; count += 1) assembler.push(empty);
    expect(memoryInUse() - before).toBeLessThan(2 ** 20);
    expect(assembler.isInside).toBe(false);
    assembler.settle();
    expect(codes).toEqual([]);
    for (const report of reportsOf('next')) assembler.push(report);
    expect(texts()).toEqual(['next']);
  });

  it('may be anything: nothing is thrown, and no code is too long', () => {
    const report = fc
      .tuple(fc.constantFrom(0x02, 0x01), fc.uint8Array({ maxLength: 70 }))
      .map(([id, rest]) => Uint8Array.of(id, ...rest));
    fc.assert(
      fc.property(fc.array(report, { maxLength: 200 }), (reports) => {
        const { assembler, codes } = heard();
        for (const one of reports) assembler.push(one);
        assembler.settle();
        for (const code of codes) if (code.ok) expect(code.value.bytes.length).toBeLessThan(4097);
      }),
      { seed: 20_261_127, numRuns: 300 },
    );
  });
});
