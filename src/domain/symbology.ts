/**
 * The kinds of code by the letter of their AIM identifier (ISO/IEC 15424): `]`, the letter, and a digit that says how
 * the data is to be read.
 */
const byAimLetter = {
  A: 'code-39',
  C: 'code-128',
  E: 'ean-upc',
  F: 'codabar',
  G: 'code-93',
  I: 'interleaved-2-of-5',
  L: 'pdf417',
  Q: 'qr',
  d: 'data-matrix',
  e: 'gs1-databar',
  h: 'han-xin',
  z: 'aztec',
} as const;

/** How a code is printed; `unknown` where its source does not say, or says what is not in the table. */
export type Symbology = (typeof byAimLetter)[keyof typeof byAimLetter] | 'unknown';

/** Every kind of code. */
export const symbologies: readonly Symbology[] = [
  ...new Set(Object.values(byAimLetter)),
  'unknown',
];

/** The kind of code that an AIM identifier's letter names. */
export function symbologyOfAim(letter: string): Symbology {
  return new Map<string, Symbology>(Object.entries(byAimLetter)).get(letter) ?? 'unknown';
}
