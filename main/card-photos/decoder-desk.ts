import {
  createPhotoDecoder,
  type DecoderMeans,
  destroyLeftovers,
  type PhotoDecoder,
  samplePhoto,
} from '../../hardware/photo-decoder/photo-decoder.ts';
import type { DecoderTrial } from '../../src/contracts/settings.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import type { Settings } from '../settings/settings.ts';

/** The photo decoder of the counter. */
export interface DecoderDesk {
  /** The one that is set; undefined when there is none. */
  current(): PhotoDecoder | undefined;
  /** Goes over to the one that the settings name. */
  configure(settings: Settings): void;
  /** Has a sample decoded that is no portrait, by a decoder that need not be set. */
  decodeSample(trial: DecoderTrial): Promise<Outcome<Uint8Array>>;
}

/** Begins with no decoder, and destroys what decoding has left when the program was killed. */
export function createDecoderDesk(means: DecoderMeans): DecoderDesk {
  let current: PhotoDecoder | undefined;
  void destroyLeftovers(means.folder);

  const decoderOf = ({ args, ...call }: DecoderTrial): PhotoDecoder =>
    createPhotoDecoder({ ...call, args: argumentLines(args) }, means);

  return {
    current: () => current,
    configure(settings) {
      const { photoDecoderKind: kind } = settings;
      current =
        kind === 'none'
          ? undefined
          : decoderOf({
              kind,
              path: settings.photoDecoderPath,
              functionName: settings.photoDecoderFunction,
              args: settings.photoDecoderArguments,
            });
    },
    decodeSample: (trial) => decoderOf(trial)(samplePhoto, new AbortController().signal),
  };
}

/** One argument per line, so that none has to be quoted. */
function argumentLines(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => line.trim() || []);
}
