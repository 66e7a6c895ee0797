import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { providePackages } from './debian-packages.ts';
import { longStep } from './progress.ts';
import { outputOf } from './run-command.ts';

const limitMs = 300_000;
/** Where the guest sees the files of this machine. */
const sharedRoot = '/shared';
/** Administrators' programs are not on everybody's search path. */
const administration = { env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` } };

/** What Debian's kernel needs beyond itself: QEMU's devices, the shared files, and virtual devices. */
const neededModules = ['virtio_pci', '9pnet_virtio', '9p', 'hid-generic', 'uhid', 'vhci-hcd'];

/**
 * Boots Debian's own kernel under QEMU's software emulation and runs a program there, with the files of this machine
 * shared read-only and no network: the one place where any machine can have virtual devices. The kernel is unpacked
 * and never installed.
 * @param project folder of the repository
 * @param program path of a module inside it; runs as root under the Node that runs this, with `/run` to write to
 * @param onLine hears what the guest's console says
 * @throws when this machine cannot have a guest; says what it lacks
 */
export async function runInGuest(
  project: string,
  program: string,
  onLine: (line: string) => void,
): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('虚拟机只能在 x86-64 Linux 上运行 The guest runs on x86-64 Linux only');
  }
  await providePackages(['guest']);
  const folder = join(project, '.cache', 'guest');
  const kernel = await provideKernel(folder);
  const init = initScript(join(project, program));
  const initramfs = await packInitramfs(folder, kernel, init);
  await boot(kernel.image, initramfs, onLine);
}

async function boot(
  image: string,
  initramfs: string,
  onLine: (line: string) => void,
): Promise<void> {
  const args = [
    ['-accel', 'tcg', '-smp', '1', '-m', '1024', '-nographic', '-no-reboot', '-nic', 'none'],
    ['-kernel', image, '-initrd', initramfs, '-append', 'console=ttyS0 quiet panic=-1'],
    ['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
  ].flat();
  const guest = spawn('qemu-system-x86_64', args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  const stop = (): void => {
    guest.kill('SIGKILL');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  createInterface({ input: guest.stdout }).on('line', onLine);
  await once(guest, 'close');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, stop);
}

interface Kernel {
  /** The file that is booted. */
  readonly image: string;
  /** The folder its package is unpacked in. */
  readonly unpacked: string;
  readonly version: string;
}

/** Debian's kernel, fetched once. */
async function provideKernel(folder: string): Promise<Kernel> {
  const unpacked = join(folder, 'kernel');
  const images = await readdir(join(unpacked, 'boot')).catch(() => undefined);
  if (images === undefined) {
    await longStep('正在下载虚拟机的内核 Fetching a kernel for the guest', () =>
      fetchKernel(unpacked),
    );
  }
  const names = images ?? (await readdir(join(unpacked, 'boot')));
  const version = names.find((name) => name.startsWith('vmlinuz-'))?.replace('vmlinuz-', '') ?? '';
  return { image: join(unpacked, 'boot', `vmlinuz-${version}`), unpacked, version };
}

async function fetchKernel(unpacked: string): Promise<void> {
  const draft = `${unpacked}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const depends = await outputOf('apt-cache', ['depends', 'linux-image-amd64']);
  const name = /linux-image-\d\S+/.exec(depends)?.[0];
  if (name === undefined) throw new Error(`apt-cache depends linux-image-amd64 → ${depends}`);
  await outputOf('apt-get', ['-q', 'download', name], { cwd: draft });
  const [archive = ''] = await readdir(draft);
  await outputOf('dpkg-deb', ['-x', archive, '.'], { cwd: draft });
  await rm(join(draft, archive));
  await outputOf('depmod', ['-b', draft, name.replace('linux-image-', '')], administration);
  await rename(draft, unpacked);
}

/** What the guest runs first: its modules in order, the shared files, the program; then it is off. */
function initScript(program: string): string {
  return `#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs devtmpfs /dev
for module in /modules/*; do
  /bin/busybox insmod "$module" || /bin/busybox echo "$module"
done
/bin/busybox ifconfig lo 127.0.0.1 up
/bin/busybox mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=262144,cache=loose host ${sharedRoot}
/bin/busybox mount -t proc proc ${sharedRoot}/proc
/bin/busybox mount -t sysfs sysfs ${sharedRoot}/sys
/bin/busybox mount --bind /dev ${sharedRoot}/dev
/bin/busybox mount -t tmpfs tmpfs ${sharedRoot}/run
# Every virtual device keeps a thread of the pool waiting.
/bin/busybox env -i PATH=/usr/bin:/bin HOME=/run UV_THREADPOOL_SIZE=16 \\
  /bin/busybox chroot ${sharedRoot} '${process.execPath}' '${program}'
/bin/busybox poweroff -f
`;
}

/**
 * A gzip-compressed newc archive with a static busybox, the script, and the modules, numbered in the order in which they
 * are loaded.
 */
async function packInitramfs(folder: string, kernel: Kernel, init: string): Promise<string> {
  const tree = join(folder, 'initramfs');
  await rm(tree, { recursive: true, force: true });
  for (const part of ['bin', 'dev', 'modules', 'proc', 'sys', sharedRoot]) {
    await mkdir(join(tree, part), { recursive: true });
  }
  await cp('/bin/busybox', join(tree, 'bin', 'busybox'));
  for (const [index, file] of [...(await moduleFiles(kernel))].entries()) {
    await cp(file, join(tree, 'modules', `${String(index).padStart(2, '0')}-${basename(file)}`));
  }
  await writeFile(join(tree, 'init'), init);
  await chmod(join(tree, 'init'), 0o755);
  await outputOf('sh', ['-c', 'find . | cpio -o -H newc --quiet | gzip > ../initramfs.gz'], {
    cwd: tree,
  });
  return join(folder, 'initramfs.gz');
}

/** The modules' files, each after those it needs. */
async function moduleFiles({ unpacked, version }: Kernel): Promise<Set<string>> {
  const files = new Set<string>();
  for (const module of neededModules) {
    const args = ['-d', unpacked, '-S', version, '--show-depends', module];
    const order = await outputOf('modprobe', args, administration);
    for (const [, file = ''] of order.matchAll(/^insmod (\S+)/gm)) files.add(file);
  }
  return files;
}
