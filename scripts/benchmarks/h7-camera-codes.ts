import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readBarcodes } from 'zxing-wasm/reader';
import { type CodeReader, readCode } from '../../src/scanning/code-reading.ts';
import { type GrayImage, grayOf } from '../../src/scanning/gray-image.ts';
import { readByScript } from '../../src/scanning/script-code-reader.ts';
import { cleanFrames, hardFrames } from '../../src/scanning/testing/hard-frames.ts';
import { startWasmReader, thoroughOptions } from '../../src/scanning/wasm-code-reader.ts';
import { atMost, type BenchResult } from './bench-result.ts';
import { median, percentile } from './percentile.ts';

const leastRatio = 1.2;
const mostTimeRatio = 1.05;
const cleanCount = 60;

/**
 * QR codes before a camera: how many of 320 hard frames are read, and how long a clean frame takes, beside zxing-wasm
 * alone with the most thorough options that it has. Both get the same pixels, as a canvas gives them.
 * @param seed of the frames; another one draws other frames
 */
export async function cameraCodesBenchmark(seed: number): Promise<readonly BenchResult[]> {
  const read = await startReader();
  const success = await hardSuccess(read, seed);
  const times = await cleanTimes(read, seed);
  return [success, times];
}

async function startReader(): Promise<CodeReader> {
  const path = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const read = await startWasmReader(new Uint8Array(await readFile(path)).buffer);
  if (read === undefined) throw new Error('WebAssembly is refused in this process');
  return read;
}

async function hardSuccess(read: CodeReader, seed: number): Promise<BenchResult> {
  const ours = { right: 0, wrong: 0, ms: [] as number[] };
  const peer = { right: 0, wrong: 0 };
  let frames = 0;
  for (const { text, image } of hardFrames(seed)) {
    frames += 1;
    const startedAt = performance.now();
    const reading = await readCode(image, read, readByScript);
    ours.ms.push(performance.now() - startedAt);
    if (reading.kind === 'code') {
      ours[new TextDecoder().decode(reading.bytes) === text ? 'right' : 'wrong'] += 1;
    }
    const [first] = await readAlone(picture(image));
    if (first !== undefined) peer[first.text === text ? 'right' : 'wrong'] += 1;
  }
  const ratio = ours.right / peer.right;
  const p95 = Math.round(percentile(ours.ms, 0.95));
  return {
    id: 'H7',
    name: 'camera-codes',
    ours: {
      label: `of ${frames} hard frames, ${ours.wrong} wrong, p95 ${p95} ms a frame, seed ${seed}`,
      value: ours.right,
      unit: 'read',
    },
    peer: { label: `zxing-wasm alone, ${peer.wrong} wrong`, value: peer.right, unit: 'read' },
    ratio,
    limit: `≥ ${leastRatio}, none wrong`,
    pass: ratio >= leastRatio && ours.wrong === 0,
  };
}

/** Both take turns at who is first, frame by frame. */
async function cleanTimes(read: CodeReader, seed: number): Promise<BenchResult> {
  const ours: number[] = [];
  const peer: number[] = [];
  const timed = async (into: number[], work: () => Promise<unknown>): Promise<void> => {
    const startedAt = performance.now();
    await work();
    into.push(performance.now() - startedAt);
  };
  for (const { image } of cleanFrames(seed, cleanCount)) {
    const seen = picture(image);
    const sides = [
      () =>
        timed(ours, () => readCode(grayOf(seen.data, seen.width, seen.height), read, readByScript)),
      () => timed(peer, () => readAlone(seen)),
    ];
    if (ours.length % 2 === 1) sides.reverse();
    for (const side of sides) await side();
  }
  return atMost(mostTimeRatio, {
    id: 'H7',
    name: 'camera-clean-frame',
    ours: { label: `median of ${cleanCount} clean frames`, value: median(ours), unit: 'ms' },
    peer: { label: 'zxing-wasm alone', value: median(peer), unit: 'ms' },
  });
}

/** A picture as a canvas gives it: red, green, blue and opacity of each pixel. */
type Picture = Exclude<Parameters<typeof readBarcodes>[0], Blob | ArrayBuffer | Uint8Array>;

function readAlone(seen: Picture): ReturnType<typeof readBarcodes> {
  return readBarcodes(seen, thoroughOptions);
}

function picture({ width, height, pixels }: GrayImage): Picture {
  const data = new Uint8ClampedArray(4 * pixels.length);
  pixels.forEach((value, at) => {
    data.fill(value, 4 * at, 4 * at + 3);
    data[4 * at + 3] = 255;
  });
  return { width, height, data, colorSpace: 'srgb' };
}
