import { basename, join } from 'node:path';
import { app, utilityProcess } from 'electron';
import type { DecoderMeans, Ending } from '../../hardware/photo-decoder/photo-decoder.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

/** Starts the process that loads a vendor's library: Electron's own, for a release does not run as a plain Node. */
export const startLibraryHost: DecoderMeans['startLibraryHost'] = async ({
  args,
  folder,
  environment,
}) => {
  const host = join(app.getAppPath(), 'out', 'main', 'library-host.cjs');
  const child = utilityProcess.fork(host, [...args], {
    cwd: folder,
    env: { ...environment },
    stdio: 'ignore',
    serviceName: 'Photo decoder',
  });
  // What the host has done stands in its report; how it ended says no more.
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code) => resolve({ code, isCrash: false, output: new Uint8Array() }));
  });
  await Promise.race([new Promise<void>((resolve) => child.once('spawn', resolve)), ended]);
  const { pid } = child;
  return pid === undefined
    ? fail('photo-decoder.not-startable', { file: basename(host), reason: 'no-process' })
    : ok({ pid, ended });
};
