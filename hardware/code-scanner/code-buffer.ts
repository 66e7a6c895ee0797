import { longestCode } from '../../src/domain/scanned-code.ts';
import { type Failure, failure } from '../../src/failures/failure.ts';

/** Holds the bytes of one code as they come, in constant memory, and nothing of one that is too long. */
export class CodeBuffer {
  readonly #bytes = new Uint8Array(longestCode);
  #length = 0;
  #isTooLong = false;

  /** Whether anything of a code has come. */
  get hasBegun(): boolean {
    return this.#length > 0 || this.#isTooLong;
  }

  /** The code so far, the caller's to keep; undefined where there is none, or it was too long. */
  code(): Uint8Array | undefined {
    return this.#length > 0 ? this.#bytes.slice(0, this.#length) : undefined;
  }

  /**
   * Takes what has come next of the code.
   * @returns `scanner.code-too-long`, once for each such code
   */
  take(piece: Uint8Array): Failure | undefined {
    if (this.#isTooLong) return undefined;
    if (this.#length + piece.length > longestCode) {
      this.clear();
      this.#isTooLong = true;
      return failure('scanner.code-too-long', { limit: longestCode });
    }
    this.#bytes.set(piece, this.#length);
    this.#length += piece.length;
    return undefined;
  }

  /** Begins anew: a code does not stay in memory longer than it is needed. */
  clear(): void {
    this.#bytes.fill(0, 0, this.#length);
    this.#length = 0;
    this.#isTooLong = false;
  }
}
