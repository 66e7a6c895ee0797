import { longestCode } from '../domain/scanned-code.ts';
import type { GrayImage } from './gray-image.ts';
import { sharpened } from './sharpening.ts';

/** A QR code that a reader has decoded; its error correction came out even. */
export interface DecodedCode {
  readonly bytes: Uint8Array;
  /** What was left of the error correction, from 0 to 1; undefined where the reader does not say. */
  readonly spare?: number | undefined;
}

/** How a reader looks: a `glance` for dark codes on light, as large as they are; a `search` for any, in every size. */
export type Look = 'glance' | 'search';

/** Finds the QR codes in a picture. */
export type CodeReader = (image: GrayImage, look: Look) => Promise<readonly DecodedCode[]>;

/** What a picture says: one code, none that is certain, or several of which nobody knows which one is meant. */
export type CodeReading =
  | { readonly kind: 'code'; readonly bytes: Uint8Array }
  | { readonly kind: 'none' | 'several' };

/**
 * Error correction that has nothing to spare can come out even on what was never printed (about one word in 5,000 of
 * noise for the shortest blocks). With so much to spare a code is taken at once, with less once two readings agree.
 */
const certainSpare = 0.1;

/**
 * Reads a picture: as it is, then sharpened, until a code is certain. Several different codes are none: a counter must
 * never take the wrong person's.
 * @param second another decoder, asked about what the first is not certain of
 */
export async function readCode(
  image: GrayImage,
  read: CodeReader,
  second?: CodeReader,
): Promise<CodeReading> {
  const readings = new Map<string, { readonly bytes: Uint8Array; isCertain: boolean }>();
  // A clean code costs no more than a glance.
  async function* attempts() {
    yield await read(image, 'glance');
    const better = sharpened(image, [1, 2]);
    for (const picture of better) yield await read(picture, 'search');
    if (second === undefined || readings.size === 0) return;
    for (const picture of better) yield await second(picture, 'search');
  }
  for await (const found of attempts()) {
    for (const { bytes, spare = 0 } of found) {
      if (bytes.length === 0 || bytes.length > longestCode) continue;
      const key = bytes.join();
      const isCertain = spare >= certainSpare || readings.has(key);
      readings.set(key, { bytes, isCertain });
    }
    const [only] = readings.values();
    if (readings.size > 1) return { kind: 'several' };
    if (only?.isCertain === true) return { kind: 'code', bytes: only.bytes };
  }
  return { kind: 'none' };
}
