import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

/** The portrait of an identity card, in pixels. */
const width = 102;
const height = 126;

const bytesPerPixel = 3;
const rowBytes = width * bytesPerPixel;
/** A bitmap's row ends at a multiple of four bytes. */
const paddedRowBytes = Math.ceil(rowBytes / 4) * 4;
const headerBytes = 54;

/** Pixels alone: blue, green, red, the bottom row first, no padding. */
const rawBytes = rowBytes * height;

/** The size of the bitmap that the page gets, and of the only bitmap that is taken from a decoder. */
export const bitmapBytes = headerBytes + paddedRowBytes * height;

const header = bitmapHeader();

/**
 * Makes the bitmap for the page of what a decoder has given: a BMP of 102 × 126 with 24 bits a pixel (38,862 bytes,
 * uncompressed, the bottom row first) or its pixels alone (38,556 bytes). Only the pixels are taken over; header and
 * padding are always our own.
 *
 * The header, little-endian: `BM` · file size (4) · 0 (4) · offset of the pixels 54 (4) · size of what follows 40 (4) ·
 * width (4) · height (4) · planes 1 (2) · bits 24 (2) · compression 0 (4) · size of the pixels (4) · resolution (8) ·
 * colours (8). Sizes, resolution and colours are not looked at: decoders leave them empty, and nothing depends on them.
 * @returns 38,862 bytes, or `photo-decoder.not-an-image`
 */
export function photoBitmap(given: Uint8Array): Outcome<Uint8Array> {
  if (given.length === rawBytes) return ok(bitmapOf(given, 0, rowBytes));
  return isBitmap(given)
    ? ok(bitmapOf(given, headerBytes, paddedRowBytes))
    : fail('photo-decoder.not-an-image', { bytes: given.length });
}

function isBitmap(given: Uint8Array): boolean {
  if (given.length !== bitmapBytes) return false;
  const view = new DataView(given.buffer, given.byteOffset, given.byteLength);
  const own = new DataView(header.buffer);
  return (
    view.getUint16(0) === own.getUint16(0) &&
    view.getUint32(10) === own.getUint32(10) &&
    // Size of the header's second part, width, height; planes and bits; compression.
    [14, 18, 22, 26, 30].every((offset) => view.getUint32(offset) === own.getUint32(offset))
  );
}

function bitmapOf(given: Uint8Array, start: number, stride: number): Uint8Array {
  const bitmap = new Uint8Array(bitmapBytes);
  bitmap.set(header);
  for (let row = 0; row < height; row += 1) {
    const from = start + row * stride;
    bitmap.set(given.subarray(from, from + rowBytes), headerBytes + row * paddedRowBytes);
  }
  return bitmap;
}

function bitmapHeader(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, bitmapBytes, true);
  view.setUint32(10, headerBytes, true);
  view.setUint32(14, headerBytes - 14, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8 * bytesPerPixel, true);
  view.setUint32(34, paddedRowBytes * height, true);
  return bytes;
}
