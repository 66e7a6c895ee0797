import { describe, expect, it } from 'vitest';
import { SimulatedScanner } from './simulated-scanner.ts';

const code = Uint8Array.from(Buffer.from('code-1'));
const ended = Uint8Array.of(...code, 0x0d);

describe('a simulated scanner', () => {
  it('sends the code as it is and then CR', () => {
    expect(new SimulatedScanner().scan(code)).toEqual([{ bytes: ended, pauseMs: 0 }]);
  });

  it('sends it in pieces', () => {
    const scanner = new SimulatedScanner();
    scanner.setFault({ kind: 'in-pieces', bytes: 3, pauseMs: 20 });
    const bursts = scanner.scan(code);
    expect(bursts.map(({ bytes, pauseMs }) => [bytes.length, pauseMs])).toEqual([
      [3, 0],
      [3, 20],
      [1, 20],
    ]);
    expect(Buffer.concat(bursts.map(({ bytes }) => bytes))).toEqual(Buffer.from(ended));
  });

  it('sends it without its end', () => {
    const scanner = new SimulatedScanner();
    scanner.setFault({ kind: 'no-terminator' });
    expect(scanner.scan(code)).toEqual([{ bytes: code, pauseMs: 0 }]);
  });

  it('sends noise that ends nothing first', () => {
    const scanner = new SimulatedScanner();
    scanner.setFault({ kind: 'noise-before-code', bytes: 500, pauseMs: 100 });
    const [noise, ...rest] = scanner.scan(code);
    expect(noise?.bytes).toHaveLength(500);
    expect(noise?.bytes.every((byte) => byte >= 0x80)).toBe(true);
    expect(rest).toEqual([{ bytes: ended, pauseMs: 100 }]);
  });

  it('is unplugged inside the code', () => {
    const scanner = new SimulatedScanner();
    scanner.setFault({ kind: 'unplug', bytes: 4 });
    expect(scanner.scan(code)).toEqual([{ bytes: code.subarray(0, 4), pauseMs: 0, unplugs: true }]);
    scanner.setFault(undefined);
    expect(scanner.scan(code)).toEqual([{ bytes: ended, pauseMs: 0 }]);
  });
});
