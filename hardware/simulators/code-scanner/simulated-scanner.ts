import type { ScannerFault } from './scanner-fault.ts';

const terminator = 0x0d;

/** What a scanner sends in one go. */
export interface Burst {
  readonly bytes: Uint8Array;
  /** Silence before it, in milliseconds. */
  readonly pauseMs: number;
  /** Whether the cable is pulled with the last byte. */
  readonly unplugs?: true;
}

/**
 * A code scanner without its line: a code in, bytes out, ended by CR as most scanners are set. Pure: time and pace are
 * the business of whoever carries the bytes.
 */
export class SimulatedScanner {
  #fault: ScannerFault | undefined;

  /** Sets what goes wrong from the next code on; undefined for nothing. */
  setFault(fault: ScannerFault | undefined): void {
    this.#fault = fault;
  }

  /** Shows the scanner a code and returns what it sends, in order. */
  scan(code: Uint8Array): Burst[] {
    const fault = this.#fault;
    const ended = { bytes: Uint8Array.of(...code, terminator), pauseMs: 0 };
    switch (fault?.kind) {
      case 'in-pieces':
        return pieces(ended.bytes, fault.bytes).map((bytes, index) => ({
          bytes,
          pauseMs: index === 0 ? 0 : fault.pauseMs,
        }));
      case 'no-terminator':
        return [{ bytes: code, pauseMs: 0 }];
      case 'noise-before-code':
        return [
          { bytes: noise(fault.bytes), pauseMs: 0 },
          { ...ended, pauseMs: fault.pauseMs },
        ];
      case 'unplug':
        return [{ bytes: code.subarray(0, fault.bytes), pauseMs: 0, unplugs: true }];
      default:
        return [ended];
    }
  }
}

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

/** Bytes from 0x80 up that look random; the same every time. */
function noise(bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, index) => 0x80 | (index * 151 + 89));
}
