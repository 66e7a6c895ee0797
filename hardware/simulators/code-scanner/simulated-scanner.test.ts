import { describe, expect, it } from 'vitest';
import { SimulatedScanner } from './simulated-scanner.ts';

const code = Uint8Array.from(Buffer.from('code-1'));
const ended = Uint8Array.of(...code, 0x0d);

function scannerWith(script: string): SimulatedScanner {
  const scanner = new SimulatedScanner();
  expect(scanner.setScript(script)).toEqual({ ok: true, value: undefined });
  return scanner;
}

describe('a simulated scanner', () => {
  it('sends the code as it is and then CR', () => {
    expect(new SimulatedScanner().scan(code)).toEqual([{ bytes: ended, pauseMs: 0 }]);
  });

  it('sends it in pieces', () => {
    const bursts = scannerWith('on code: pieces 3 every 20ms').scan(code);
    expect(bursts.map(({ bytes, pauseMs }) => [bytes.length, pauseMs])).toEqual([
      [3, 0],
      [3, 20],
      [1, 20],
    ]);
    expect(Buffer.concat(bursts.map(({ bytes }) => bytes))).toEqual(Buffer.from(ended));
  });

  it('sends it without its end', () => {
    expect(scannerWith('on code: drop 1').scan(code)).toEqual([{ bytes: code, pauseMs: 0 }]);
  });

  it('sends noise that ends nothing first', () => {
    const [noise, ...rest] = scannerWith('on code: wait 100ms, noise 500').scan(code);
    expect(noise?.bytes).toHaveLength(500);
    expect(noise?.bytes.every((byte) => byte >= 0x80)).toBe(true);
    expect(rest).toEqual([{ bytes: ended, pauseMs: 100 }]);
  });

  it('is unplugged inside the second code only', () => {
    const scanner = scannerWith('on code 2: unplug at 4');
    expect(scanner.scan(code)).toEqual([{ bytes: ended, pauseMs: 0 }]);
    expect(scanner.scan(code)).toEqual([
      { bytes: code.subarray(0, 4), pauseMs: 0 },
      { bytes: new Uint8Array(), pauseMs: 0, unplugs: true },
    ]);
    expect(scanner.scan(code)).toEqual([{ bytes: ended, pauseMs: 0 }]);
  });

  it('has no card and no status to speak of', () => {
    expect(new SimulatedScanner().setScript('on code: status 0x41')).toMatchObject({
      problem: { line: 1, column: 10, expected: 'effect', found: 'status' },
    });
  });
});
