/** How much of a picture is kept, best first: of print at some 300 dpi, letters are still sharp at the last. */
export const qualities = [0.85, 0.7, 0.55] as const;

/**
 * The best picture that is not longer than what is taken.
 * @param encode makes a JPEG of a quality, as base64
 * @param limit characters
 * @returns undefined where even the last is too long
 */
export function jpegWithin(encode: (quality: number) => string, limit: number): string | undefined {
  for (const quality of qualities) {
    const jpeg = encode(quality);
    if (jpeg.length <= limit) return jpeg;
  }
  return undefined;
}
