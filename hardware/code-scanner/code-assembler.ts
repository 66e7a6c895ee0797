import { longestCode } from '../../src/domain/scanned-code.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { AssembledCode, CodeSequence } from './assembled-code.ts';

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
  readonly #buffer = new Uint8Array(longestCode);
  readonly #onCode: (code: Outcome<AssembledCode>) => void;
  #length = 0;
  #tooLong = false;
  #hasHeardEnd = false;

  /**
   * @param onCode receives each code, the caller's to keep, or once `scanner.code-too-long` for one of which nothing
   * is kept
   */
  constructor(onCode: (code: Outcome<AssembledCode>) => void) {
    this.#onCode = onCode;
  }

  /** Whether a code has begun and not ended. */
  get isInside(): boolean {
    return this.#length > 0 || this.#tooLong;
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
    const bytes = this.#length > 0 ? this.#buffer.slice(0, this.#length) : undefined;
    this.reset();
    // A serial line says nothing of how a code was printed.
    if (bytes !== undefined) this.#onCode(ok({ bytes, symbology: 'unknown' }));
  }

  /** Forgets what has come so far. */
  reset(): void {
    this.#wipe();
    this.#tooLong = false;
  }

  #take(piece: Uint8Array): void {
    if (this.#tooLong) return;
    if (this.#length + piece.length > longestCode) {
      this.#wipe();
      this.#tooLong = true;
      this.#onCode(fail('scanner.code-too-long', { limit: longestCode }));
      return;
    }
    this.#buffer.set(piece, this.#length);
    this.#length += piece.length;
  }

  /** A code does not stay in memory longer than it is needed. */
  #wipe(): void {
    this.#buffer.fill(0, 0, this.#length);
    this.#length = 0;
  }
}
