import {
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  QRCodeReader,
  ResultMetadataType,
  RGBLuminanceSource,
} from '@zxing/library';
import { z } from 'zod';
import type { CodeReader, DecodedCode } from './code-reading.ts';

/** With this character set every byte becomes one character, so that the bytes can be had back from the text. */
const oneToOne = 'ISO-8859-1';

const hints = new Map<DecodeHintType, unknown>([
  [DecodeHintType.TRY_HARDER, true],
  [DecodeHintType.CHARACTER_SET, oneToOne],
]);

const segmentsSchema = z.array(z.instanceof(Uint8Array));

/** The reader of ZXing in plain script: finds less, dark codes on light only, and runs where WebAssembly is refused. */
export const readByScript: CodeReader = async ({ width, height, pixels }) => {
  const source = new RGBLuminanceSource(new Uint8ClampedArray(pixels), width, height);
  const found = decode(new BinaryBitmap(new HybridBinarizer(source)));
  return found === undefined ? [] : [found];
};

function decode(bitmap: BinaryBitmap): DecodedCode | undefined {
  try {
    const result = new QRCodeReader().decode(bitmap, hints);
    const metadata = result.getResultMetadata();
    // A symbol of a sequence is a part of a code, not a code.
    if (metadata.has(ResultMetadataType.STRUCTURED_APPEND_SEQUENCE)) return undefined;
    const segments = metadata.get(ResultMetadataType.BYTE_SEGMENTS);
    const bytes = bytesOf(result.getText(), segmentsSchema.safeParse(segments).data ?? []);
    return bytes && { bytes };
  } catch {
    // The library throws for every picture without a code, and also where a code is damaged in unforeseen ways.
    return undefined;
  }
}

/**
 * The bytes that a code holds. Digits and letters of their own segments are in the text only, and what a code says in
 * another character set is not told apart from them: then only plain ASCII is certain.
 */
function bytesOf(text: string, segments: readonly Uint8Array[]): Uint8Array | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a code may hold any of them
  if (/^[\x00-\x7f]*$/.test(text)) return new TextEncoder().encode(text);
  const [only] = segments;
  const isWhole = segments.length === 1 && only && new TextDecoder(oneToOne).decode(only) === text;
  return isWhole ? only : undefined;
}
