import encodeQR from 'qr';
import type { GrayImage } from '../gray-image.ts';

/** How a code is held before a camera, and how badly the camera sees. */
export interface FrameTerms {
  /** Between dark and light modules, as a share of the whole range. */
  readonly contrast: number;
  /** Standard deviation of the noise of each pixel, in steps of brightness. */
  readonly noise: number;
  /** Standard deviation of the blur, in modules. */
  readonly blur: number;
  /** How far the hand moves while the picture is taken, in modules. */
  readonly motion: number;
  /** How much nearer one edge of the code is than its middle, as a share. */
  readonly tilt: number;
  /** Radius of a spot that covers data, as a share of the code's side. */
  readonly spot: number;
  /** What part of its radius half the code reaches around a cylinder, up to 1. */
  readonly bend: number;
}

/** A frame, and what is printed in it. */
export interface CodeFrame {
  readonly text: string;
  readonly image: GrayImage;
}

/** A frame that is hard to read, and why. */
export interface HardFrame extends CodeFrame {
  readonly trouble: string;
}

const usual: FrameTerms = {
  contrast: 0.4,
  noise: 14,
  blur: 0.3,
  motion: 0,
  tilt: 0,
  spot: 0,
  bend: 0,
};

/** From bad to as good as hopeless. */
const troubles: Readonly<Record<string, readonly [Partial<FrameTerms>, Partial<FrameTerms>]>> = {
  contrast: [{ contrast: 0.13 }, { contrast: 0.04 }],
  noise: [
    { contrast: 0.6, noise: 38 },
    { contrast: 0.6, noise: 100 },
  ],
  blur: [{ blur: 0.4 }, { blur: 0.8 }],
  motion: [{ motion: 0.8 }, { motion: 2 }],
  perspective: [{ tilt: 0.1 }, { tilt: 0.5 }],
  occlusion: [{ spot: 0.08 }, { spot: 0.18 }],
  curved: [{ bend: 0.5 }, { bend: 1 }],
  together: [
    { contrast: 0.3, noise: 20, blur: 0.4, motion: 0.4, tilt: 0.1, spot: 0.04, bend: 0.2 },
    { contrast: 0.1, noise: 40, blur: 0.6, motion: 0.8, tilt: 0.3, spot: 0.06, bend: 0.6 },
  ],
};

const quietModules = 4;
const [width, height] = [1280, 720] as const;

/**
 * The hard grid, 320 frames: each trouble in as many degrees as `perTrouble` says, from bad to as good as hopeless.
 * Contents of 60 to 200 bytes and how the code is held come by chance, the same for the same seed.
 */
export function* hardFrames(seed: number, perTrouble = 40): Generator<HardFrame> {
  const random = seededRandom(seed);
  for (const [trouble, [least, most]] of Object.entries(troubles)) {
    for (let step = 0; step < perTrouble; step += 1) {
      const terms = between({ ...usual, ...least }, { ...usual, ...most }, step / (perTrouble - 1));
      yield { trouble, ...codeFrame(content(random), terms, random) };
    }
  }
}

/** Frames as a good camera takes them; the same for the same seed. */
export function* cleanFrames(seed: number, count: number): Generator<CodeFrame> {
  const random = seededRandom(seed);
  for (let left = count; left > 0; left -= 1) {
    yield codeFrame(content(random), { ...usual, contrast: 0.7, noise: 3 }, random);
  }
}

function between(from: FrameTerms, to: FrameTerms, share: number): FrameTerms {
  const at = (key: keyof FrameTerms): number => from[key] + (to[key] - from[key]) * share;
  return {
    contrast: at('contrast'),
    noise: at('noise'),
    blur: at('blur'),
    motion: at('motion'),
    tilt: at('tilt'),
    spot: at('spot'),
    bend: at('bend'),
  };
}

/** Numbers from 0 up to 1, evenly spread; the same sequence for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

/** A frame of 1280 by 720 pixels, half to all of its height a QR code with medium error correction. */
export function codeFrame(text: string, terms: FrameTerms, random: () => number): CodeFrame {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: quietModules });
  const side = modules.length;
  const light = Float32Array.from(modules.flat(), (isDark) => (isDark ? 0 : 1));
  if (terms.spot > 0) cover(light, side, terms.spot * side, random);
  const moduleSize = (height * (0.5 + 0.45 * random())) / side;
  const moduleAt = placed(terms, side, moduleSize, random);
  const seen = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) seen[y * width + x] = light[moduleAt(x, y)] ?? 1;
  }
  const kernel = bell(terms.blur * moduleSize);
  const blurred = spread(spread(seen, kernel, 1, 0), kernel, 0, 1);
  const taps = Math.max(1, Math.round(terms.motion * moduleSize));
  const even = Array.from({ length: taps }, () => 1 / taps);
  const angle = random() * Math.PI;
  const moved = spread(blurred, even, Math.cos(angle), Math.sin(angle));
  return { text, image: { width, height, pixels: expose(moved, terms, random) } };
}

/** Where a pixel lies in a code that is held somehow: the module's index, or -1 beside the code. */
function placed(
  { tilt, bend }: FrameTerms,
  side: number,
  moduleSize: number,
  random: () => number,
): (x: number, y: number) => number {
  const angle = (random() - 0.5) * 0.3;
  const [cos, sin] = [Math.cos(angle) / moduleSize, Math.sin(angle) / moduleSize];
  const [left, top] = [width / 2 + (random() - 0.5) * 200, height / 2];
  const tiltAngle = random() * 2 * Math.PI;
  const half = side / 2;
  const [tiltX, tiltY] = [(Math.cos(tiltAngle) * tilt) / half, (Math.sin(tiltAngle) * tilt) / half];
  return (x, y) => {
    const [dx, dy] = [x - left, y - top];
    const [px, py] = [dx * cos - dy * sin, dx * sin + dy * cos];
    const depth = 1 - px * tiltX - py * tiltY;
    const across = px / depth;
    const reach = clamp((across / half) * bend, -1, 1);
    const along = bend === 0 ? across : (Math.asin(reach) * half) / bend;
    const [u, v] = [Math.floor(along + half), Math.floor(py / depth + half)];
    return u < 0 || v < 0 || u >= side || v >= side ? -1 : v * side + u;
  };
}

/** A gray spot over some of the data, away from the three corners that a code is found by. */
function cover(light: Float32Array, side: number, radius: number, random: () => number): void {
  const [left, top] = [side * (0.4 + 0.3 * random()), side * (0.4 + 0.3 * random())];
  for (let index = 0; index < light.length; index += 1) {
    const [dx, dy] = [(index % side) - left, Math.floor(index / side) - top];
    if (dx * dx + dy * dy < radius * radius) light[index] = 0.5;
  }
}

/** The weights of a normal distribution, which sum to one. */
function bell(sigma: number): readonly number[] {
  const reach = Math.ceil(sigma * 2.5);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Every pixel spread over its neighbours in one direction. */
function spread(
  from: Float32Array,
  kernel: readonly number[],
  stepX: number,
  stepY: number,
): Float32Array {
  const to = new Float32Array(from.length);
  kernel.forEach((weight, index) => {
    const along = index - (kernel.length - 1) / 2;
    const shift = Math.round(stepY * along) * width + Math.round(stepX * along);
    const end = Math.min(from.length, from.length - shift);
    for (let at = Math.max(0, -shift); at < end; at += 1) {
      to[at] = (to[at] as number) + weight * (from[at + shift] as number);
    }
  });
  return to;
}

/** Brightness as the sensor gives it: uneven light, poor contrast, noise, and no more than a byte holds. */
function expose(
  picture: Float32Array,
  { contrast, noise }: FrameTerms,
  random: () => number,
): Uint8Array {
  const pixels = new Uint8Array(picture.length);
  const middle = 118 + 20 * random();
  const [slopeX, slopeY] = [((random() - 0.5) * 30) / width, ((random() - 0.5) * 30) / height];
  for (let at = 0; at < pixels.length; at += 1) {
    const x = at % width;
    const light = middle + slopeX * (x - width / 2) + slopeY * ((at - x) / width - height / 2);
    const value = light + ((picture[at] as number) - 0.5) * 255 * contrast + noise * normal(random);
    pixels[at] = clamp(Math.round(value), 0, 255);
  }
  return pixels;
}

/** A normal deviate, by the method of Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function clamp(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value;
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789-_';

/** An address with a random end, 60 to 200 bytes. */
function content(random: () => number): string {
  const length = 39 + Math.floor(random() * 141);
  const end = Array.from({ length }, () => letters[Math.floor(random() * letters.length)]);
  return `https://fs.example/v/${end.join('')}`;
}
