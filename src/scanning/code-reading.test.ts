import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import encodeQR from 'qr';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { exampleCode } from '../domain/live-code.fixture.ts';
import { codeText } from '../domain/scanned-code.ts';
import { type CodeReader, type CodeReading, readCode } from './code-reading.ts';
import { type GrayImage, grayOf } from './gray-image.ts';
import { readByScript } from './script-code-reader.ts';
import { hardFrames, seededRandom } from './testing/hard-frames.ts';
import { startWasmReader } from './wasm-code-reader.ts';

const wasmPath = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
const pixelsPerModule = 5;
const text = 'https://fs.example/v/8dk2-佛山';

/** A printed code: each module a square, turned by so many quarters, with these brightnesses of dark and light. */
function printed(
  what: string | Uint8Array,
  { quarters = 0, dark = 0, light = 255 } = {},
): GrayImage {
  const modules =
    typeof what === 'string'
      ? encodeQR(what, 'raw', { ecc: 'medium', border: 4 })
      : encodeQR('bytes', 'raw', {
          ecc: 'medium',
          border: 4,
          encoding: 'byte',
          textEncoder: () => what,
        });
  const turned = Array.from({ length: quarters }).reduce<boolean[][]>(
    (rows) => rows.map((_, x) => rows.map((row) => row[x] === true).reverse()),
    modules,
  );
  const side = turned.length * pixelsPerModule;
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)];
    const isDark = turned[Math.floor(y / pixelsPerModule)]?.[Math.floor(x / pixelsPerModule)];
    return isDark === true ? dark : light;
  });
  return { width: side, height: side, pixels };
}

/** Two pictures of one size beside each other. */
function beside(left: GrayImage, right: GrayImage): GrayImage {
  const width = left.width + right.width;
  const pixels = new Uint8Array(width * left.height);
  for (let y = 0; y < left.height; y += 1) {
    pixels.set(left.pixels.subarray(y * left.width, (y + 1) * left.width), y * width);
    pixels.set(
      right.pixels.subarray(y * right.width, (y + 1) * right.width),
      y * width + left.width,
    );
  }
  return { width, height: left.height, pixels };
}

const said = (reading: CodeReading): string =>
  reading.kind === 'code' ? codeText(reading.bytes) : reading.kind;

let byWasm: CodeReader;
beforeAll(async () => {
  const started = await startWasmReader(new Uint8Array(await readFile(wasmPath)).buffer);
  if (started === undefined) throw new Error('WebAssembly is refused in this process');
  byWasm = started;
});

describe.each([
  ['in WebAssembly', () => byWasm],
  ['in plain script', () => readByScript],
])('a code before the reader %s', (_name, reader) => {
  it.each([0, 1, 2, 3])('is read however it is turned: %i quarters', async (quarters) => {
    expect(said(await readCode(printed(text, { quarters }), reader()))).toBe(text);
  });

  it('is read in poor contrast', async () => {
    const faint = printed(text, { dark: 118, light: 132 });
    expect(said(await readCode(faint, reader()))).toBe(text);
  });

  it('is read as long as the codes are that phones show at windows', async () => {
    const { text: shown } = await exampleCode();
    const faint = printed(shown, { quarters: 1, dark: 100, light: 150 });
    expect(said(await readCode(faint, reader()))).toBe(shown);
  });

  it.each([
    ['UTF-8', Buffer.from('佛山通')],
    ['GB 18030', Buffer.from('b7f0c9bdcda8', 'hex')],
    ['the lower half of all bytes', Uint8Array.from({ length: 128 }, (_, byte) => byte)],
    ['the upper half', Uint8Array.from({ length: 128 }, (_, byte) => 128 + byte)],
  ])('gives its bytes as they are: %s', async (_what, bytes) => {
    const reading = await readCode(printed(new Uint8Array(bytes)), reader());
    expect(reading).toEqual({ kind: 'code', bytes: new Uint8Array(bytes) });
  });

  it.each(['440699195803120017', 'FS-2026 $%*+./:'])(
    'gives digits and capitals: %s',
    async (code) => {
      expect(said(await readCode(printed(code), reader()))).toBe(code);
    },
  );

  it('that is damaged beyond correction is none', async () => {
    const image = printed(text);
    const middle = Math.floor(image.height / 2);
    image.pixels.fill(255, (middle - 30) * image.width, (middle + 45) * image.width);
    expect((await readCode(image, reader())).kind).toBe('none');
  });
});

describe('in WebAssembly', () => {
  it('a light code on dark is read too', async () => {
    expect(said(await readCode(printed(text, { dark: 255, light: 0 }), byWasm))).toBe(text);
  });

  it('two different codes are several, so that nobody’s is taken for another’s', async () => {
    const image = beside(printed('A'.repeat(60)), printed('B'.repeat(60)));
    expect(await readCode(image, byWasm)).toEqual({ kind: 'several' });
  });

  it('the same code twice is one', async () => {
    const image = beside(printed(text), printed(text));
    expect(said(await readCode(image, byWasm))).toBe(text);
  });

  it('of the hard grid a good half is read, each as it was printed', async () => {
    const read: string[] = [];
    for (const { trouble, text: content, image } of hardFrames(20_261_124, 2)) {
      const found = said(await readCode(image, byWasm));
      if (found !== 'none') {
        expect(found).toBe(content);
        read.push(trouble);
      }
    }
    expect(read.length).toBeGreaterThanOrEqual(8);
  });

  it.each([1, 2, 3])('a picture of noise says nothing: seed %i', async (seed) => {
    const random = seededRandom(seed);
    const pixels = Uint8Array.from({ length: 640 * 480 }, () => 256 * random());
    expect(await readCode({ width: 640, height: 480, pixels }, byWasm)).toEqual({ kind: 'none' });
  });

  it('is not there where it is refused', async () => {
    expect(await startWasmReader(new Uint8Array([1, 2, 3]).buffer)).toBeUndefined();
  });
});

describe('what a reader is unsure of', () => {
  const image = printed(text);
  const [one, other] = [Uint8Array.of(1), Uint8Array.of(2)];

  it('is taken once another look agrees, and not before', async () => {
    const reader = vi
      .fn<CodeReader>()
      .mockResolvedValueOnce([{ bytes: one, spare: 0 }])
      .mockResolvedValueOnce([])
      .mockResolvedValueOnce([{ bytes: one }]);
    expect(await readCode(image, reader)).toEqual({ kind: 'code', bytes: one });
    reader
      .mockReset()
      .mockResolvedValueOnce([{ bytes: one, spare: 0 }])
      .mockResolvedValue([]);
    expect(await readCode(image, reader)).toEqual({ kind: 'none' });
  });

  it('is not taken when another look says something else', async () => {
    const reader = vi
      .fn<CodeReader>()
      .mockResolvedValueOnce([{ bytes: one, spare: 0 }])
      .mockResolvedValueOnce([{ bytes: other, spare: 0.9 }]);
    expect(await readCode(image, reader)).toEqual({ kind: 'several' });
  });

  it('is shown to the second decoder, which may agree or see something else', async () => {
    const first = vi.fn<CodeReader>().mockResolvedValue([]);
    first.mockResolvedValueOnce([{ bytes: one, spare: 0 }]);
    expect(await readCode(image, first, async () => [{ bytes: one }])).toEqual({
      kind: 'code',
      bytes: one,
    });
    first.mockResolvedValueOnce([{ bytes: one, spare: 0 }]);
    expect(await readCode(image, first, async () => [{ bytes: other }])).toEqual({
      kind: 'several',
    });
  });

  it('is all that the second decoder is asked about', async () => {
    const second = vi.fn<CodeReader>();
    await readCode(image, async () => [], second);
    await readCode(image, async () => [{ bytes: one, spare: 1 }], second);
    expect(second).not.toHaveBeenCalled();
  });

  it('and what is longer than any code of ours, or empty, is not taken', async () => {
    const found = [
      { bytes: new Uint8Array(4097), spare: 1 },
      { bytes: new Uint8Array(), spare: 1 },
    ];
    expect(await readCode(image, async () => found)).toEqual({ kind: 'none' });
  });
});

it('brightness weighs green most and blue least', () => {
  const rgba = Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 255);
  expect([...grayOf(rgba, 4, 1).pixels]).toEqual([76, 149, 28, 9]);
});
