import { basename, join } from 'node:path';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import {
  type DecoderCall,
  type DecoderMeans,
  fillPlaces,
  imageFile,
  inputFile,
  inputPlace,
  type PhotoDecoder,
} from './decoder-call.ts';
import { attend, decoderEnvironment, startProgram } from './decoder-process.ts';
import { bitmapBytes, photoBitmap } from './photo-bitmap.ts';
import { inPrivateFolder, readLeftFile, writePrivately } from './private-folder.ts';

/**
 * A decoder that is a program: one process per photo, without a shell, in a folder of its own. It finds the photo in
 * `photo.wlt` if its arguments name `{input}`, and else on its standard input; it leaves the image in `photo.bmp`, which
 * `{output}` stands for, or writes it to its standard output. Its exit code says nothing: vendors' tools end with 1 for
 * done.
 */
export function commandDecoder(
  { path, args }: DecoderCall,
  { folder: parent, limits, control }: DecoderMeans,
): PhotoDecoder {
  const file = basename(path);
  const takesFile = args.some((argument) => argument.includes(inputPlace));
  return (wlt, signal) =>
    inPrivateFolder(parent, async (folder) => {
      const written = takesFile ? await writePrivately(join(folder, inputFile), wlt) : ok(null);
      if (!written.ok) return written;
      const environment = decoderEnvironment(path, folder);
      const start = { args: fillPlaces(args), folder, environment };
      const ending = await attend(() => startProgram(path, start, takesFile ? undefined : wlt), {
        path,
        signal,
        limits,
        control,
      });
      if (!ending.ok) return ending;
      const { code, isCrash, output } = ending.value;
      if (isCrash) return fail('photo-decoder.crashed', { file });
      const image = (await readLeftFile(join(folder, imageFile), bitmapBytes)) ?? output;
      return image.length === 0
        ? fail('photo-decoder.no-image', { file, returned: code })
        : photoBitmap(image);
    });
}
