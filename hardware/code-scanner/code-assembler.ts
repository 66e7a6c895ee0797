import type { Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import { aimBytes, symbologyAt } from './aim-identifier.ts';
import type { AssembledCode, CodeSequence } from './assembled-code.ts';
import { CodeBuffer } from './code-buffer.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const tab = 0x09;

/**
 * Puts the codes of a scanner together from bytes that may be cut anywhere. A code ends at CR, LF or TAB, or where
 * the line falls silent; nothing between two ends is no code.
 *
 * Takes any input without throwing, in constant memory.
 */
export class CodeAssembler implements CodeSequence {
  readonly #buffer = new CodeBuffer();
  readonly #sendsAim: boolean;
  readonly #onCode: (code: Outcome<AssembledCode>) => void;
  #hasHeardEnd = false;

  /**
   * @param sendsAim the scanner is set to send the AIM identifier before each code; it is taken off
   * @param onCode receives each code, the caller's to keep, or once `scanner.code-too-long` for one of which nothing
   * is kept
   */
  constructor(sendsAim: boolean, onCode: (code: Outcome<AssembledCode>) => void) {
    this.#sendsAim = sendsAim;
    this.#onCode = onCode;
  }

  /** Whether a code has begun and not ended. */
  get isInside(): boolean {
    return this.#buffer.hasBegun;
  }

  /** Whether this scanner has ended a code by CR, LF or TAB: then it ends every one so. */
  get hasHeardEnd(): boolean {
    return this.#hasHeardEnd;
  }

  /** Takes the next bytes off the line. */
  push(chunk: Uint8Array): void {
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index];
      if (byte !== carriageReturn && byte !== lineFeed && byte !== tab) continue;
      this.#take(chunk.subarray(start, index));
      this.#hasHeardEnd ||= this.isInside;
      this.settle();
      start = index + 1;
    }
    this.#take(chunk.subarray(start));
  }

  /** Says that the line has fallen silent: what has come so far is a code. */
  settle(): void {
    const bytes = this.#buffer.code();
    this.reset();
    if (bytes === undefined) return;
    const code = this.#sendsAim ? withoutAim(bytes) : asSent(bytes);
    if (code.bytes.length > 0) this.#onCode(ok(code));
  }

  /** Forgets what has come so far. */
  reset(): void {
    this.#buffer.clear();
  }

  #take(piece: Uint8Array): void {
    const tooLong = this.#buffer.take(piece);
    if (tooLong !== undefined) this.#onCode(err(tooLong));
  }
}

/** A serial line by itself says nothing of how a code was printed. */
function asSent(bytes: Uint8Array): AssembledCode {
  return { bytes, symbology: 'unknown' };
}

function withoutAim(bytes: Uint8Array): AssembledCode {
  const symbology = symbologyAt(bytes, 0);
  return symbology === undefined ? asSent(bytes) : { bytes: bytes.slice(aimBytes), symbology };
}
