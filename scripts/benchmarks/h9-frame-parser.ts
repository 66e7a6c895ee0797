import { FrameParser } from '../../hardware/id-card-reader/framing/frame-parser.ts';
import { adversarialStream } from '../../hardware/simulators/card-reader/adversarial-stream.ts';
import type { BenchResult } from './bench-result.ts';

const frames = 1_000_000;
const framesPerBlock = 20_000;
const chunkBytes = 64;
const lineRate = 11_520;
const limit = 10_000;

/**
 * Frame parser: a million good answers among noise, cut-off frames, wrong lengths and flipped bits, in pieces of 64
 * bytes; the peer is the rate at which a 115,200 baud line delivers.
 */
export async function frameParserBenchmark(): Promise<readonly BenchResult[]> {
  const stream = adversarialStream(9);
  let recovered = 0;
  const parser = new FrameParser((content) => {
    if (isNumbered(content, recovered)) recovered += 1;
  });
  let bytes = 0;
  let ms = 0;
  for (let done = 0; done < frames; done += framesPerBlock) {
    const block = stream.next(framesPerBlock);
    const startedAt = performance.now();
    for (let at = 0; at < block.length; at += chunkBytes) {
      parser.push(block.subarray(at, at + chunkBytes));
    }
    ms += performance.now() - startedAt;
    bytes += block.length;
  }
  parser.settle();

  const rate = (bytes / ms) * 1000;
  return [
    {
      id: 'H9',
      name: 'frame-parser',
      ours: {
        label: `throughput, ${recovered} of ${frames} good frames recovered`,
        value: rate,
        unit: 'B/s',
      },
      peer: { label: 'line rate at 115,200 baud', value: lineRate, unit: 'B/s' },
      ratio: rate / lineRate,
      limit: `≥ ${limit}, every good frame`,
      pass: rate / lineRate >= limit && recovered === frames,
    },
  ];
}

/** Whether this is the good frame with that number (the first four data bytes, big-endian). */
function isNumbered(content: Uint8Array, number: number): boolean {
  return (
    content[3] === number >>> 24 &&
    content[4] === ((number >>> 16) & 0xff) &&
    content[5] === ((number >>> 8) & 0xff) &&
    content[6] === (number & 0xff)
  );
}
