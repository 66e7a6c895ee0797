import { basename, join } from 'node:path';
import { z } from 'zod';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import {
  type DecoderCall,
  type DecoderMeans,
  fillPlaces,
  imageFile,
  inputFile,
  type PhotoDecoder,
} from './decoder-call.ts';
import { attend, decoderEnvironment } from './decoder-process.ts';
import { type HostReport, reportFile } from './host-report.ts';
import { bitmapBytes, photoBitmap } from './photo-bitmap.ts';
import { inPrivateFolder, readLeftFile, writePrivately } from './private-folder.ts';

const hostReportSchema = z.union([
  z.strictObject({ returned: z.number() }),
  z.strictObject({ problem: z.enum(['not-loaded', 'no-function']) }),
]) satisfies z.ZodType<HostReport>;

/** In bytes; a report is much shorter. */
const longestReport = 200;

/** A function of a vendor's library: it is told files, and may be told whole numbers. */
export interface LibraryCall extends DecoderCall {
  readonly functionName: string;
}

/**
 * A decoder that is a C library (.dll, .so): for each photo it is loaded into a process of its own, which is not ours to
 * lose. What the function returns says nothing (`GetBmp` returns 1 for done, others 0): what counts is the image.
 */
export function libraryDecoder(
  { path, functionName, args }: LibraryCall,
  { folder: parent, startLibraryHost, limits, control }: DecoderMeans,
): PhotoDecoder {
  const file = basename(path);
  return (wlt, signal) =>
    inPrivateFolder(parent, async (folder) => {
      const written = await writePrivately(join(folder, inputFile), wlt);
      if (!written.ok) return written;
      const call = [path, functionName, ...fillPlaces(args)];
      const environment = decoderEnvironment(path, folder);
      const ending = await attend(() => startLibraryHost({ args: call, folder, environment }), {
        path,
        signal,
        limits,
        control,
      });
      if (!ending.ok) return ending;
      const report = await readReport(folder);
      if (report === undefined) return fail('photo-decoder.crashed', { file });
      if ('problem' in report) return refusal(report.problem, file, functionName);
      const image = await readLeftFile(join(folder, imageFile), bitmapBytes);
      return image === undefined
        ? fail('photo-decoder.no-image', { file, returned: report.returned })
        : photoBitmap(image);
    });
}

function refusal(
  problem: Extract<HostReport, { problem: string }>['problem'],
  file: string,
  functionName: string,
): Outcome<never> {
  return problem === 'not-loaded'
    ? fail('photo-decoder.not-startable', { file, reason: 'not-loaded' })
    : fail('photo-decoder.no-function', { file, function: functionName });
}

/** What the host has said; nothing when it did not come to say it. */
async function readReport(folder: string): Promise<HostReport | undefined> {
  const bytes = await readLeftFile(join(folder, reportFile), longestReport);
  try {
    return hostReportSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
