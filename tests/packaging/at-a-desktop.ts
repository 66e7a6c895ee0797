import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { packagedApplication } from '../../scripts/packaging/packaged-application.ts';
import { writeSettings } from '../../scripts/workbench/workstation.ts';

/** The release build while it runs. It cannot be driven; its process, its output and its windows can be seen. */
export interface ReleaseProcess {
  readonly pid: number;
  /** What it has written to standard error. */
  log(): string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  isRunning(): boolean;
  /** Ends it in good order, as logging out of the desktop does. */
  end(): Promise<number | string>;
}

/** How the release is started, beside what its entry in the desktop's menu says. */
export interface ReleaseStart {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Fixtures {
  /** A folder that is empty at first and removed in the end. */
  readonly folder: string;
  /** The requests that have reached the workstation's platform, e.g. `GET /`; it answers each with 404. */
  readonly requests: readonly string[];
  /** Starts the release with that platform in its settings. */
  readonly start: (options?: ReleaseStart) => Promise<ReleaseProcess>;
}

/** Tests of the release build in a desktop session, from outside. */
export const test = base.extend<Fixtures & { readonly platformAddress: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: the test runner wants the pattern to find dependencies
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'release-'));
    await use(folder);
    // The processes of a killed Electron go on writing for a moment after it.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  requests: async ({}, use) => use([]),
  platformAddress: async ({ requests }, use) => {
    const seen = requests as string[];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(404).end();
    });
    // Unencrypted is allowed towards this machine only, in the release too.
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
  },
  start: async ({ folder, platformAddress, onTestFailed }, use) => {
    const started: ReleaseProcess[] = [];
    onTestFailed(() => {
      for (const release of started) process.stderr.write(`${release.log()}\n`);
    });
    await use(async (options = {}) => {
      // Each has a folder of its own: of two in one folder the second would end at once.
      const dataDir = await mkdtemp(join(folder, 'data-'));
      await writeSettings(dataDir, { platformAddress });
      const release = startRelease(dataDir, options);
      started.push(release);
      return release;
    });
    for (const release of started) if (release.isRunning()) process.kill(release.pid, 'SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
  },
});

function startRelease(dataDir: string, { args = [], env = {} }: ReleaseStart): ReleaseProcess {
  // The session has a keyring, but no desktop by whose name Electron would know of it.
  const usual = ['--password-store=gnome-libsecret', `--user-data-dir=${dataDir}`];
  const child = spawn(
    packagedApplication('release').executable,
    ['--ozone-platform=x11', ...usual, ...args],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  let isRunning = true;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      isRunning = false;
      resolve(code ?? signal ?? 'unknown');
    });
  });
  return {
    pid: child.pid ?? 0,
    log: () => log,
    ended,
    isRunning: () => isRunning,
    end: () => {
      child.kill();
      return ended;
    },
  };
}
