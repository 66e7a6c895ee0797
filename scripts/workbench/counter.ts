import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  launchSimulator,
  type RunningSimulator,
} from '../../hardware/simulators/card-reader/launch-simulator.ts';
import { type ReferencePlatform, startReferencePlatform } from '../../reference-platform/server.ts';
import type { AdmissionMode } from '../../reference-platform/workstations/signatures.ts';
import { peopleDeck } from './people-deck.ts';
import { startWorkstation, type Workstation, writeSettings } from './workstation.ts';

/** How a counter is set up. */
export interface CounterOptions {
  readonly executable: string;
  readonly application: string;
  readonly env: NodeJS.ProcessEnv;
  /** Settings beside the addresses of platform and reader; without any file where the counter was never set up. */
  readonly settings?: Readonly<Record<string, unknown>> | 'never-set-up';
  /** Whom the platform lets in; anybody unless told. */
  readonly admission?: AdmissionMode;
  /** Where the platform's built pages lie, if it is to serve them: the simulated phones among them. */
  readonly pagesDir?: string;
  /** The platform of another counter, which ends it; without, the counter has its own. */
  readonly platform?: ReferencePlatform;
}

/** One whole counter on this machine: the platform, the reader on its wire, and the workstation. */
export interface Counter {
  readonly platform: ReferencePlatform;
  readonly reader: RunningSimulator;
  /** The workstation's own folder. */
  readonly dataDir: string;
  /** Where the workstation, and everything that it starts, puts what is temporary. */
  readonly temporaryDir: string;
  /** Starts the workstation, or starts it again after it has ended; in another environment where one is given. */
  start(switches?: readonly string[], env?: NodeJS.ProcessEnv): Promise<Workstation>;
  /** Ends everything and removes what it has left. */
  close(): Promise<void>;
}

/** Sets up a counter in a folder of its own, up to the point where the workstation can be started. */
export async function setUpCounter(options: CounterOptions): Promise<Counter> {
  const folder = await mkdtemp(join(tmpdir(), 'counter-'));
  const dataDir = join(folder, 'workstation');
  const temporaryDir = join(folder, 'temporary');
  await mkdir(temporaryDir);
  const { pagesDir, admission, settings } = options;
  const platform =
    options.platform ??
    (await startReferencePlatform({
      dataDir: join(folder, 'platform'),
      ...(pagesDir === undefined ? {} : { pagesDir }),
      ...(admission === undefined ? {} : { admission }),
    }));
  const reader = await launchSimulator();
  await reader.setDeck(peopleDeck);
  if (settings !== 'never-set-up') {
    await writeSettings(dataDir, {
      platformAddress: platform.url,
      readerAddress: reader.address,
      ...settings,
    });
  }
  let running: Workstation | undefined;
  return {
    platform,
    reader,
    dataDir,
    temporaryDir,
    start: async (switches = [], given = options.env) => {
      // As POSIX systems and Windows call it.
      const env = { ...given, TMPDIR: temporaryDir, TEMP: temporaryDir, TMP: temporaryDir };
      running = await startWorkstation({ ...options, dataDir, switches, env });
      return running;
    },
    close: async () => {
      await running?.kill();
      await reader.stop();
      if (options.platform === undefined) await platform.close();
      // The processes of a killed Electron go on writing for a moment after it.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
