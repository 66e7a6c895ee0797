// The workstation as it is installed: an application folder under dist/ for the system this runs on, or its installer.
// `--variant=for-tests` makes what Playwright can drive, `--installer` a .deb or a set-up program.
import { rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Configuration, Platform } from 'electron-builder';
import { buildApplication, buildVerifier } from './build.ts';
import {
  distributionLayout,
  markAsTestRuntime,
  provideElectronRuntime,
} from './electron-runtime.ts';
import { releaseFuses } from './packaging/fuses.ts';
import {
  executableName,
  outputFolder,
  packagedApplication,
  type Variant,
} from './packaging/packaged-application.ts';

const PROJECT = dirname(import.meta.dirname);
const INSTALLERS: Partial<Record<NodeJS.Platform, string>> = { linux: 'deb', win32: 'nsis' };

const started = Date.now();
const { values } = parseArgs({
  options: {
    variant: { type: 'string', default: 'release' },
    installer: { type: 'boolean', default: false },
  },
});
const variant = knownVariant(values.variant);
const { platform } = process;
const installer = INSTALLERS[platform];
if (installer === undefined) {
  stop(`工作台只在 Linux 和 Windows 上安装 Workstations run Linux or Windows, not ${platform}`);
}
const runtime = await provideElectronRuntime();
const made = `${variant}, Electron ${runtime.electronVersion} (${runtime.kind})`;
const isShippable = variant === 'release' && runtime.kind === 'official';
if (values.installer && !isShippable) {
  stop(
    `只有官方 Electron 的正式版才能做成安装包 Only a release with the official Electron becomes an installer; this is: ${made}`,
  );
}
await buildApplication();
await buildVerifier();
await rm(outputFolder(variant), { recursive: true, force: true });
await build({
  projectDir: PROJECT,
  targets: Platform.current().createTarget(values.installer ? installer : 'dir'),
  config: additions(variant),
});
const { folder } = packagedApplication(variant);
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`已打包 Packaged: ${relative(process.cwd(), folder)} (${seconds} s)`);
if (!isShippable)
  console.log(`仅供测试，不得安装到窗口 For tests only, not for a counter: ${made}`);

/** What electron-builder.yml cannot know. */
function additions(wanted: Variant): Configuration {
  const { resources } = distributionLayout(platform);
  return {
    directories: { output: outputFolder(wanted) },
    electronVersion: runtime.electronVersion,
    electronDist: runtime.pristineDir,
    executableName: executableName(wanted),
    electronFuses: wanted === 'release' ? releaseFuses(platform, runtime.kind) : null,
    // An unpacked distribution carries a start page of Electron's own, which runs any folder it is given.
    afterExtract: ({ appOutDir }) =>
      rm(join(appOutDir, resources, 'default_app.asar'), { force: true }),
    afterPack: async ({ appOutDir }) => {
      if (wanted === 'for-tests') await markAsTestRuntime(join(appOutDir, resources));
    },
  };
}

function knownVariant(name: string): Variant {
  if (name === 'release' || name === 'for-tests') return name;
  return stop('--variant=release|for-tests');
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
