import { z } from 'zod';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import type { CodeReader, Look } from './code-reading.ts';
import type { GrayImage } from './gray-image.ts';

/** The most thorough that ZXing has: also in half the size and smaller, where modules are clearer than pixels. */
export const thoroughOptions: ReaderOptions = {
  formats: ['QRCodeModel2'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  downscaleFactor: 2,
  downscaleThreshold: 200,
};

const options: Readonly<Record<Look, ReaderOptions>> = {
  glance: { ...thoroughOptions, tryInvert: false, tryDownscale: false },
  search: thoroughOptions,
};

/**
 * Starts the reader of ZXing for C++ in WebAssembly.
 * @param wasm the bytes of `zxing_reader.wasm`
 * @returns undefined where WebAssembly is refused
 */
export async function startWasmReader(wasm: ArrayBuffer): Promise<CodeReader | undefined> {
  try {
    // What it would write on the console, the caller learns from what is returned.
    const overrides = { wasmBinary: wasm, printErr: () => undefined };
    await prepareZXingModule({ overrides, fireImmediately: true });
  } catch {
    // A policy that forbids WebAssembly shows in no other way.
    return undefined;
  }
  return async (image, look) => {
    const found = await readBarcodes(asGraymap(image), options[look]);
    // A symbol of a sequence is a part of a code, not a code.
    return found
      .filter(({ isValid, sequenceSize }) => isValid && sequenceSize < 0)
      .map(({ bytes, extra }) => ({ bytes, spare: spareIn(extra) }));
  };
}

/** The picture as a portable graymap (Netpbm, `P5`), the one way into the reader that takes a byte a pixel. */
function asGraymap({ width, height, pixels }: GrayImage): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + pixels.length);
  file.set(head);
  file.set(pixels, head.length);
  return file;
}

const extraSchema = z.object({ UEC: z.number() });

/** The unused error correction in what the reader adds to a result as JSON. */
function spareIn(extra: string): number | undefined {
  const parsed = extraSchema.safeParse(JSON.parse(extra || '{}'));
  return parsed.success ? parsed.data.UEC : undefined;
}
