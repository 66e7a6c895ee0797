import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail } from '../../src/failures/failure.ts';
import { commandDecoder } from './command-decoder.ts';
import type { DecoderMeans, PhotoDecoder } from './decoder-call.ts';
import { type LibraryCall, libraryDecoder } from './library-decoder.ts';

export type { Ending } from './decoder-process.ts';
export { destroyLeftovers } from './private-folder.ts';
export type { DecoderMeans, PhotoDecoder };

/** A decoder as it is set, and by which way it is called. */
export interface DecoderChoice extends LibraryCall {
  readonly kind: 'command' | 'library';
}

/**
 * The decoder that is chosen. Nothing of it is touched before the first photo. What it fails at is never the card's
 * failure: whoever reads cards goes on without the photo.
 */
export function createPhotoDecoder(choice: DecoderChoice, means: DecoderMeans): PhotoDecoder {
  const decode = decoders[choice.kind](choice, means);
  return async (wlt, signal) => {
    const isThere = await access(choice.path).then(
      () => true,
      () => false,
    );
    return isThere
      ? decode(wlt, signal)
      : fail('photo-decoder.not-found', { file: basename(choice.path) });
  };
}

const decoders = { command: commandDecoder, library: libraryDecoder };

const photoHead = [0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00];

/**
 * Something to try a decoder with: as long as a photo and headed like one (`57 4C 66 00 7E 00 32 00`), and no picture of
 * anybody. A real decoder may well refuse it.
 */
export const samplePhoto: Uint8Array = Uint8Array.from({ length: 1024 }, (_, index) =>
  index < 8 ? (photoHead[index] ?? 0) : (index * 7 + 3) & 0xff,
);
