import type { GrayImage } from './gray-image.ts';

/** Pixels on each side that are averaged: little enough to keep a module of five pixels, and of its surroundings. */
const [near, around] = [2, 5] as const;

/** Readers take a poorer contrast than this, as a standard deviation, for an even surface. */
const leastContrast = 15;

/**
 * A picture without the noise of single pixels, whose modules stand out from their surroundings: averaged over its
 * near neighbours, plus so many times its difference from the wider average, in good contrast. Where a code was lost in
 * noise, poor contrast or blur, it often stands in one of these.
 */
export function sharpened(image: GrayImage, strengths: readonly number[]): readonly GrayImage[] {
  const smooth = averaged(averaged(image.pixels, image, near), image, near);
  const wide = averaged(averaged(image.pixels, image, around), image, around);
  const { mean, deviation } = spreadOf(smooth);
  const gain = Math.max(1, leastContrast / deviation);
  return strengths.map((strength) => {
    const pixels = new Uint8ClampedArray(smooth.length);
    for (let at = 0; at < pixels.length; at += 1) {
      const value = smooth[at] as number;
      pixels[at] = mean + gain * (value - mean + strength * (value - (wide[at] as number)));
    }
    return { ...image, pixels: new Uint8Array(pixels.buffer) };
  });
}

function spreadOf(values: Float32Array): { readonly mean: number; readonly deviation: number } {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(squares / values.length - mean * mean) };
}

/** Each pixel as the average of the square around it; the picture goes on beyond its edges as it ends. */
function averaged(
  from: Uint8Array | Float32Array,
  { width, height }: Pick<GrayImage, 'width' | 'height'>,
  reach: number,
): Float32Array {
  const rows = new Float32Array(from.length);
  const [right, bottom] = [width - 1, height - 1];
  for (let y = 0; y < height; y += 1) {
    const start = y * width;
    let sum = 0;
    for (let x = -reach; x <= reach; x += 1)
      sum += from[start + Math.min(right, Math.max(0, x))] as number;
    for (let x = 0; x < width; x += 1) {
      rows[start + x] = sum;
      sum +=
        (from[start + Math.min(right, x + reach + 1)] as number) -
        (from[start + Math.max(0, x - reach)] as number);
    }
  }
  const sums = new Float64Array(width);
  for (let y = -reach; y <= reach; y += 1) {
    const start = Math.min(bottom, Math.max(0, y)) * width;
    for (let x = 0; x < width; x += 1) sums[x] = (sums[x] as number) + (rows[start + x] as number);
  }
  const to = new Float32Array(from.length);
  const share = 1 / (2 * reach + 1) ** 2;
  for (let y = 0; y < height; y += 1) {
    const start = y * width;
    const entering = Math.min(bottom, y + reach + 1) * width;
    const leaving = Math.max(0, y - reach) * width;
    for (let x = 0; x < width; x += 1) {
      const sum = sums[x] as number;
      to[start + x] = sum * share;
      sums[x] = sum + (rows[entering + x] as number) - (rows[leaving + x] as number);
    }
  }
  return to;
}
