import { type Symbology, symbologyOfAim } from '../../src/domain/symbology.ts';

const mark = 0x5d;

/** Bytes of an AIM identifier (ISO/IEC 15424): the mark `]`, a letter for the kind of code, and a digit. */
export const aimBytes = 3;

/** How a code is printed whose AIM identifier begins at `at`; undefined where none does. */
export function symbologyAt(bytes: Uint8Array, at: number): Symbology | undefined {
  if (bytes[at] !== mark || bytes.length < at + aimBytes) return undefined;
  return symbologyOfAim(String.fromCharCode(bytes[at + 1] ?? 0));
}
