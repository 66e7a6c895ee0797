// Reads the QR codes in frames that are handed to it: an ImageBitmap in, a CodeReading out.
import wasmAddress from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { type CodeReader, readCode } from '../../../src/scanning/code-reading.ts';
import { grayOf } from '../../../src/scanning/gray-image.ts';
import { startWasmReader } from '../../../src/scanning/wasm-code-reader.ts';

const readers = startReaders();
const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });

self.addEventListener('message', ({ data: frame }: MessageEvent<ImageBitmap>) => {
  // As an error of the worker it reaches whoever waits for the answer.
  answer(frame).catch(reportError);
});

async function answer(frame: ImageBitmap): Promise<void> {
  const image = pictureOf(frame);
  frame.close();
  self.postMessage(await readCode(image, ...(await readers)));
}

function pictureOf(frame: ImageBitmap) {
  if (context === null) throw new Error('The browser gives the worker no canvas.');
  const { width, height } = frame;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.drawImage(frame, 0, 0);
  return grayOf(context.getImageData(0, 0, width, height).data, width, height);
}

/** The first reader and the second one; where WebAssembly is refused, the second one alone. */
async function startReaders(): Promise<readonly [CodeReader, CodeReader?]> {
  const wasm = await fetch(wasmAddress);
  const started = await startWasmReader(await wasm.arrayBuffer());
  return started === undefined ? [byScript] : [started, byScript];
}

/** Loaded when it is asked for the first time, which is seldom. */
const byScript: CodeReader = async (image, look) => {
  const { readByScript } = await import('../../../src/scanning/script-code-reader.ts');
  return readByScript(image, look);
};
