import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adversarialStream } from '../../simulators/card-reader/adversarial-stream.ts';
import { exampleFrame } from '../../simulators/card-reader/example-cards.ts';
import { FrameParser } from './frame-parser.ts';

const found = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0, 8, 0, 0, 0x9f, 0, 0, 0, 0, 0x97);
const noCard = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0, 4, 0, 0, 0x80, 0x84);
const seed = 20_261_124;

function collect() {
  const frames: Uint8Array[] = [];
  return { frames, parser: new FrameParser((content) => frames.push(content.slice())) };
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** What the parser delivers for a frame: without preamble, length and checksum. */
function contentOf(frame: Uint8Array): Uint8Array {
  return frame.slice(7, -1);
}

function sealed(content: Uint8Array, third: 0x96 | 0x69 = 0x96): Uint8Array {
  const length = content.length + 1;
  const counted = [length >> 8, length & 0xff, ...content];
  return Uint8Array.of(
    0xaa,
    0xaa,
    0xaa,
    third,
    third ^ 0xff,
    ...counted,
    counted.reduce((xor, byte) => xor ^ byte, 0),
  );
}

describe('FrameParser', () => {
  it.each(['3001_A_resident', '3001_J_hkmt', '3003_one_address', '3010_A_no_fp', '3010_A_with_fp'])(
    'finds %s however the line cuts it',
    (name) => {
      const frame = exampleFrame(name);
      for (const size of [1, 2, 3, 37, 64, frame.length]) {
        const { frames, parser } = collect();
        for (let at = 0; at < frame.length; at += size) parser.push(frame.subarray(at, at + size));
        expect(frames).toEqual([contentOf(frame)]);
      }
    },
  );

  it('accepts any number of leading AA', () => {
    for (const extra of [0, 1, 2, 5, 300]) {
      const { frames, parser } = collect();
      parser.push(join(new Uint8Array(extra).fill(0xaa), found));
      expect(frames).toEqual([contentOf(found)]);
    }
  });

  it('goes on one byte further after a frame that does not hold', () => {
    const { frames, parser } = collect();
    const wrong = found.slice();
    wrong[14] = 0;
    parser.push(join(wrong, noCard));
    expect(frames).toEqual([contentOf(noCard)]);
  });

  it('is not held up by a length that cannot be', () => {
    const { frames, parser } = collect();
    parser.push(join(Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0xff, 0xff), noCard));
    expect(frames).toEqual([contentOf(noCard)]);
  });

  it('gives up an unfinished frame when the line falls silent, and finds the good one inside', () => {
    const { frames, parser } = collect();
    parser.push(join(exampleFrame('3001_A_resident').subarray(0, 40), noCard));
    expect(frames).toEqual([]);
    parser.settle();
    expect(frames).toEqual([contentOf(noCard)]);
  });

  it('prefers the good frame inside a cut-off one whose checksum fits by chance', () => {
    for (let filler = 0; filler < 256; filler += 1) {
      const { frames, parser } = collect();
      const cutOff = Uint8Array.of(0xaa, 0xaa, 0x96, 0x69, 0, 16, filler);
      parser.push(join(cutOff, found, noCard));
      expect(frames).toEqual([contentOf(found), contentOf(noCard)]);
    }
  });

  it('passes over frames of vendors, and finds the answer behind or inside them', () => {
    const beep = sealed(Uint8Array.of(0, 0, 0x90, 1, 2), 0x69);
    const aroundAnAnswer = sealed(found, 0x69);
    for (const size of [1, 5, 64]) {
      const { frames, parser } = collect();
      const stream = join(beep, noCard, aroundAnAnswer, beep);
      for (let at = 0; at < stream.length; at += size) parser.push(stream.subarray(at, at + size));
      expect(frames).toEqual([contentOf(noCard), contentOf(found)]);
      expect(parser.settle()).toBe('nothing');
    }
  });

  it('still delivers an answer whose photo happens to hold a preamble', () => {
    const frame = sealed(
      join(new Uint8Array(300), Uint8Array.of(0xaa, 0xaa, 0x96, 0x69, 0, 9), new Uint8Array(300)),
    );
    const { frames, parser } = collect();
    parser.push(frame);
    expect(frames).toEqual([contentOf(frame)]);
  });

  it('tells how the bytes stopped', () => {
    const told = (bytes: Uint8Array) => {
      const { parser } = collect();
      parser.push(bytes);
      return parser.settle();
    };
    const wrong = found.slice();
    wrong[14] = 0;
    expect(told(new Uint8Array())).toBe('nothing');
    expect(told(found)).toBe('nothing');
    for (let bytes = 1; bytes < found.length; bytes += 1) {
      expect(told(found.subarray(0, bytes))).toBe('cut-off');
    }
    expect(told(wrong)).toBe('damaged');
    expect(told(Uint8Array.of(1, 2, 3))).toBe('noise');
    expect(told(join(found, Uint8Array.of(0xff, 0xff)))).toBe('noise');
    expect(told(new Uint8Array(11))).toBe('damaged');
  });

  it('forgets what it was told to forget', () => {
    const { frames, parser } = collect();
    parser.push(found.subarray(0, 9));
    parser.reset();
    parser.push(found.subarray(9));
    expect(frames).toEqual([]);
    expect(parser.settle()).toBe('noise');
  });

  it('delivers every good frame between junk, however the stream is cut', () => {
    const piece = fc.oneof(
      fc.uint8Array({ minLength: 0, maxLength: 40 }).map((content) => ({
        good: true,
        bytes: sealed(Uint8Array.of(0, 0, 0x90, ...content)),
      })),
      // No 69 in the junk: it cannot become a frame, and so cannot rightly win over the one that follows.
      fc.uint8Array({ maxLength: 80 }).map((bytes) => ({
        good: false,
        bytes: bytes.map((byte) => (byte === 0x69 ? 0x68 : byte)),
      })),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
        (pieces, cuts) => {
          const { frames, parser } = collect();
          const stream = join(...pieces.map(({ bytes }) => bytes));
          let at = 0;
          for (let turn = 0; at < stream.length; turn += 1) {
            const size = cuts[turn % cuts.length] as number;
            parser.push(stream.subarray(at, at + size));
            at += size;
          }
          parser.settle();
          expect(frames).toEqual(
            pieces.filter(({ good }) => good).map(({ bytes }) => contentOf(bytes)),
          );
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it('recovers every good frame of an adversarial stream', () => {
    const frames = 40_000;
    const stream = adversarialStream(seed).next(frames);
    let recovered = 0;
    const parser = new FrameParser((content) => {
      const number = new DataView(content.buffer, content.byteOffset).getUint32(3);
      if (number === recovered) recovered += 1;
    });
    for (let at = 0; at < stream.length; at += 61) parser.push(stream.subarray(at, at + 61));
    parser.settle();
    expect(recovered).toBe(frames);
  });

  it('survives a million bytes of garbage rich in beginnings, and finds the next frame', () => {
    const { frames, parser } = collect();
    const beginnings = [0xaa, 0xaa, 0x96, 0x69, 0x00, 0x0f, 0xff, 0x55];
    let state = seed;
    const garbage = Uint8Array.from({ length: 1_000_000 }, (_, index) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 30 === 0 ? state >>> 16 : (beginnings[index % beginnings.length] as number);
    });
    for (let at = 0; at < garbage.length; at += 4096) parser.push(garbage.subarray(at, at + 4096));
    parser.settle();
    const before = frames.length;
    parser.push(found);
    expect(frames.slice(before)).toEqual([contentOf(found)]);
  });

  it('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 40 }), (chunks) => {
        const { parser } = collect();
        for (const chunk of chunks) parser.push(chunk);
        parser.settle();
      }),
      { seed, numRuns: 300 },
    );
  });
});
