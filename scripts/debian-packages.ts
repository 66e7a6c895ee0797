import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { longStep } from './progress.ts';
import { outputOf } from './run-command.ts';

/** What a machine must offer, by what it is needed for. */
const NEEDS = {
  electron: {
    packages: [
      'libgtk-3-0',
      'libnss3',
      'libasound2',
      'libgbm1',
      'libxss1',
      'libatk-bridge2.0-0',
      'libdrm2',
      'libxkbcommon0',
      'libusb-1.0-0',
      'libudev1',
      // With no system font at all the renderer crashes, although every font we show is bundled.
      'fonts-dejavu-core',
    ],
    commands: [],
  },
  displays: {
    packages: ['xserver-xorg-core', 'xserver-xorg-video-dummy', 'x11-xserver-utils'],
    commands: ['Xorg', 'xrandr'],
  },
  secrets: {
    packages: ['dbus', 'gnome-keyring', 'libsecret-1-0'],
    commands: ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'],
  },
  pty: { packages: ['socat'], commands: ['socat'] },
  ports: { packages: ['udev'], commands: ['udevadm'] },
  browser: { packages: ['chromium', 'chromium-sandbox'], commands: ['chromium'] },
  guest: {
    packages: ['qemu-system-x86', 'busybox-static', 'cpio', 'kmod'],
    commands: ['qemu-system-x86_64', 'busybox', 'cpio', 'modprobe'],
  },
  'x-inspection': {
    packages: ['x11-utils', 'imagemagick'],
    commands: ['xwininfo', 'xprop', 'xev', 'import', 'identify'],
  },
} as const;

/** What packages are needed for. */
export type Purpose = keyof typeof NEEDS;

/** What has to be done before the given purposes can be served. */
export type PackagePlan =
  | { kind: 'nothing' }
  | { kind: 'install'; packages: string[] }
  | { kind: 'explain'; message: string };

/** What the plan depends on. */
export interface PackageMachine {
  platform: NodeJS.Platform;
  isRoot: boolean;
  /** Names of installed packages, those they provide included; undefined where there is no dpkg. */
  installed: ReadonlySet<string> | undefined;
  hasCommand: (name: string) => boolean;
}

/** Decides whether anything is missing, and who can do something about it. */
export function planPackages(purposes: readonly Purpose[], machine: PackageMachine): PackagePlan {
  if (machine.platform !== 'linux') return { kind: 'nothing' };
  const { installed, hasCommand, isRoot } = machine;
  if (installed === undefined) {
    const commands = purposes.flatMap((purpose) => NEEDS[purpose].commands);
    const absent = commands.filter((command) => !hasCommand(command));
    if (absent.length === 0) return { kind: 'nothing' };
    const list = absent.join(' ');
    return { kind: 'explain', message: `缺少命令，请安装 Commands to install: ${list}` };
  }
  const packages: string[] = purposes
    .flatMap((purpose) => [...NEEDS[purpose].packages])
    .filter((name) => !installed.has(name));
  if (packages.length === 0) return { kind: 'nothing' };
  if (isRoot) return { kind: 'install', packages };
  return {
    kind: 'explain',
    message: `缺少系统软件包，请由管理员执行 System packages are missing; an administrator has to run:\n  apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`,
  };
}

/** Reads `dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n'`. */
export function installedNames(dpkgOutput: string): Set<string> {
  const names = new Set<string>();
  for (const line of dpkgOutput.split('\n')) {
    const [status, name, ...provides] = line
      .replaceAll(/\([^)]*\)|,/g, '')
      .trim()
      .split(/\s+/);
    if (status !== 'installed' || name === undefined) continue;
    for (const provided of [name, ...provides]) names.add(provided);
  }
  return names;
}

/** Later Debian and Ubuntu releases renamed libraries for 64-bit time, and apt does not always follow. */
export function currentNames(packages: readonly string[], known: ReadonlySet<string>): string[] {
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

/** Installs what the given purposes need, or rejects with what the user has to do. */
export async function providePackages(purposes: readonly Purpose[]): Promise<void> {
  const plan = planPackages(purposes, {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    installed: await installedPackages(),
    hasCommand: isOnPath,
  });
  if (plan.kind === 'explain') throw new Error(plan.message);
  if (plan.kind === 'install') {
    const { packages } = plan;
    const title = '正在安装系统软件包 Installing system packages';
    await longStep(`${title}: ${packages.join(' ')}`, () => install(packages));
  }
}

async function installedPackages(): Promise<Set<string> | undefined> {
  if (!isOnPath('dpkg-query') || !isOnPath('apt-get')) return undefined;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own notation
  const format = '${db:Status-Status} ${Package} ${Provides}\n';
  return installedNames(await outputOf('dpkg-query', ['-W', '-f', format]));
}

async function install(packages: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another command may hold dpkg's lock for a while.
  const patient = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  await outputOf('apt-get', [...patient, 'update'], { env });
  const known = new Set((await outputOf('apt-cache', ['pkgnames'])).split('\n'));
  const names = currentNames(packages, known);
  const options = ['install', '-y', '--no-install-recommends'];
  await outputOf('apt-get', [...patient, ...options, ...names], { env });
}

function isOnPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    const file = join(folder, command);
    if (!existsSync(file)) return false;
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
