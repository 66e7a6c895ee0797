import type { Outcome } from '../../src/failures/failure.ts';
import type { DecoderProcess, DecoderStart, DecodingLimits } from './decoder-process.ts';
import type { ProcessControl } from './process-control.ts';

/**
 * Decodes the portrait of an identity card.
 * @param wlt as on the card, 1024 bytes
 * @returns a bitmap (BMP) of 102 × 126 pixels with 24 bits each, 38,862 bytes; or a `photo-decoder.*` code
 */
export type PhotoDecoder = (wlt: Uint8Array, signal: AbortSignal) => Promise<Outcome<Uint8Array>>;

/** A vendor's decoder, and how it is called. */
export interface DecoderCall {
  /** Where its program or library is. */
  readonly path: string;
  /** The arguments, in which `{input}` and `{output}` stand for the files of the photo and the image. */
  readonly args: readonly string[];
}

/** What decoders work with. */
export interface DecoderMeans {
  /** The folder in which each photo gets a folder of its own. */
  readonly folder: string;
  /**
   * Starts `library-host.ts` in a process of its own; its arguments are the library's path, the function's name, and
   * the arguments of the call.
   */
  readonly startLibraryHost: (start: DecoderStart) => Promise<Outcome<DecoderProcess>>;
  readonly limits?: DecodingLimits;
  readonly control?: ProcessControl;
}

/** The photo as it is on the card. ASCII and relative to the working folder: C libraries cannot be trusted with more. */
export const inputFile = 'photo.wlt';

/** The decoded image. Libraries that are told the photo's path alone put the image beside it, under this name. */
export const imageFile = 'photo.bmp';

/** Stands for the photo's file in an argument. */
export const inputPlace = '{input}';

const outputPlace = '{output}';

/** The arguments as the decoder gets them. */
export function fillPlaces(args: readonly string[]): readonly string[] {
  return args.map((argument) =>
    argument.replaceAll(inputPlace, inputFile).replaceAll(outputPlace, imageFile),
  );
}
