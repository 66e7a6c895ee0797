import type { Symbology } from '../../src/domain/symbology.ts';

/** A code whose last byte has come. */
export interface AssembledCode {
  readonly bytes: Uint8Array;
  readonly symbology: Symbology;
}

/** Puts codes together from what a scanner's line brings; takes any input without throwing, in constant memory. */
export interface CodeSequence {
  /** Whether a code has begun and not ended. */
  readonly isInside: boolean;
  /** Whether this scanner says where its codes end. */
  readonly hasHeardEnd: boolean;
  /** Takes what the line has brought next. */
  push(bytes: Uint8Array): void;
  /** Says that the line has fallen silent. */
  settle(): void;
  /** Forgets what has come so far. */
  reset(): void;
}
