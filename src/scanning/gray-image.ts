/** A picture as brightness alone. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  /** `width * height` bytes, row by row, 0 black to 255 white. */
  readonly pixels: Uint8Array;
}

/** The brightness of a picture of four bytes a pixel, red first, as a canvas gives it (weights of ITU-R BT.601). */
export function grayOf(rgba: Uint8ClampedArray, width: number, height: number): GrayImage {
  const pixels = new Uint8Array(width * height);
  // Four bytes at once, red the lowest: every system that this runs on is little-endian.
  const quads = new Uint32Array(rgba.buffer, rgba.byteOffset, pixels.length);
  for (let at = 0; at < pixels.length; at += 1) {
    const quad = quads[at] as number;
    pixels[at] =
      (77 * (quad & 0xff) + 150 * ((quad >>> 8) & 0xff) + 29 * ((quad >>> 16) & 0xff)) >>> 8;
  }
  return { width, height, pixels };
}
