import { randomNumbers } from '../random-numbers.ts';

/** Data bytes of the good answers, about the mix of a busy reader: find, select, SAM ID, card. */
const dataSizes = [4, 8, 16, 1284] as const;

/**
 * An endless stream of good answers, numbered from 0 in their first four data bytes (big-endian), with everything a
 * bad line can put between them: noise, extra leading bytes, cut-off frames, impossible and merely wrong lengths,
 * flipped bits. The same for the same seed.
 */
export function adversarialStream(seed: number): { next(frames: number): Uint8Array } {
  const random = randomNumbers(seed);
  let number = 0;
  return {
    next(frames) {
      const out = new ByteSink(frames * 700);
      for (let count = 0; count < frames; count += 1) {
        addTrouble(out, random);
        const start = out.length;
        addFrame(out, random, number);
        out.seal(start);
        number += 1;
      }
      return out.bytes();
    },
  };
}

function addTrouble(out: ByteSink, random: () => number): void {
  const start = out.length;
  const kind = random() % 10;
  if (kind < 4) return;
  if (kind === 4) {
    for (let left = 1 + (random() % 60); left > 0; left -= 1) out.add(random());
    return;
  }
  if (kind === 5) {
    for (let left = 1 + (random() % 7); left > 0; left -= 1) out.add(0xaa);
    return;
  }
  addFrame(out, random, random());
  out.seal(start);
  const size = out.length - start;
  if (kind === 6) out.cut(start + 1 + (random() % (size - 1)));
  else if (kind === 7) out.change(start + 5, 0xffff);
  else if (kind === 8) out.change(start + 5, 4 + (random() % 4092));
  else out.flip(start + 5 + (random() % (size - 5)), random() % 8);
}

function addFrame(out: ByteSink, random: () => number, number: number): void {
  const size = dataSizes[random() % dataSizes.length] as number;
  for (const byte of [0xaa, 0xaa, 0xaa, 0x96, 0x69, (size + 4) >> 8, size + 4, 0, 0, 0x90]) {
    out.add(byte);
  }
  for (const shift of [24, 16, 8, 0]) out.add(number >>> shift);
  for (let left = size - 4; left > 0; left -= 1) out.add(random() >>> 7);
}

/** Bytes being put together. */
class ByteSink {
  #bytes: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  add(byte: number): void {
    if (this.length === this.#bytes.length) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.length] = byte;
    this.length += 1;
  }

  /** Ends the frame that starts at `start` with its checksum. */
  seal(start: number): void {
    let xor = 0;
    for (const byte of this.#bytes.subarray(start + 5, this.length)) xor ^= byte;
    this.add(xor);
  }

  cut(length: number): void {
    this.length = length;
  }

  change(at: number, value: number): void {
    this.#bytes[at] = value >> 8;
    this.#bytes[at + 1] = value;
  }

  flip(at: number, bit: number): void {
    this.#bytes[at] = (this.#bytes[at] as number) ^ (1 << bit);
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}
