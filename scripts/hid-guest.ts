import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { providePackages } from './debian-packages.ts';
import { longStep } from './progress.ts';
import { outputOf } from './run-command.ts';

const limitMs = 300_000;
/** Where the guest sees the machine's files. */
const guestRoot = '/root-of-host';

/** What the guest's kernel needs beyond itself: QEMU's devices, the shared files, and virtual HID devices. */
const modules = ['virtio_pci', '9pnet_virtio', '9p', 'hid-generic', 'uhid'] as const;

/**
 * Boots Debian's own kernel under QEMU's software emulation, with the files of this machine shared read-only, and runs
 * a program there: the only place where a machine without `uhid` can have HID devices. Nothing is installed that boots.
 * @param program path of a module inside the repository
 * @param onLine hears what the guest prints
 */
export async function runInGuest(
  root: string,
  program: string,
  onLine: (line: string) => void,
): Promise<void> {
  await providePackages(['guest']);
  const folder = join(root, '.cache', 'hid-guest');
  const { kernel, modulesDir, version } = await provideKernel(folder);
  const initramfs = await packInitramfs(folder, modulesDir, version, initScript(root, program));
  const qemu = spawn(
    'qemu-system-x86_64',
    [
      ['-accel', 'tcg', '-smp', '1', '-m', '1024', '-nographic', '-no-reboot', '-nic', 'none'],
      ['-kernel', kernel, '-initrd', initramfs],
      ['-append', 'console=ttyS0 quiet panic=-1'],
      ['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
    ].flat(),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const limit = setTimeout(() => qemu.kill('SIGKILL'), limitMs);
  createInterface(qemu.stdout).on('line', (line) => onLine(line.trimEnd()));
  await once(qemu, 'close');
  clearTimeout(limit);
}

/** Debian's kernel, unpacked and not installed. */
async function provideKernel(folder: string) {
  const kernels = async () =>
    (await readdir(join(folder, 'boot')).catch(() => [])).filter((name) =>
      name.startsWith('vmlinuz-'),
    );
  if ((await kernels()).length === 0) {
    await longStep('正在取来系统内核 Fetching a kernel', async () => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const depends = await outputOf('apt-cache', ['depends', 'linux-image-amd64']);
      const name = /linux-image-\d\S+/.exec(depends)?.[0];
      if (name === undefined) throw new Error('apt knows no kernel: linux-image-amd64');
      await outputOf('apt-get', ['-q', 'download', name], { cwd: folder });
      const packed = (await readdir(folder)).find((file) => file.endsWith('.deb'));
      if (packed === undefined) throw new Error(`apt did not bring ${name}`);
      await outputOf('dpkg-deb', ['-x', join(folder, packed), folder]);
      await rm(join(folder, packed));
    });
  }
  const [kernel = ''] = await kernels();
  const version = kernel.replace('vmlinuz-', '');
  if (!existsSync(join(folder, 'lib', 'modules', version, 'modules.dep'))) {
    await outputOf('/usr/sbin/depmod', ['-b', folder, version]);
  }
  return { kernel: join(folder, 'boot', kernel), modulesDir: folder, version };
}

/** What the guest runs first: its modules in order, the shared files, the program, and then it is off. */
function initScript(root: string, program: string): string {
  const node = join(root, 'node_modules', '.bin', 'node');
  return `#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs devtmpfs /dev
for module in /modules/*; do
  /bin/busybox insmod "$module" || /bin/busybox echo "HID FAIL module $module"
done
/bin/busybox mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=262144 host ${guestRoot}
/bin/busybox mount -t proc proc ${guestRoot}/proc
/bin/busybox mount -t sysfs sysfs ${guestRoot}/sys
/bin/busybox mount --bind /dev ${guestRoot}/dev
/bin/busybox mount -t tmpfs tmpfs ${guestRoot}/run
/bin/busybox env -i PATH=/usr/bin:/bin HOME=/run UV_THREADPOOL_SIZE=32 \\
  /bin/busybox chroot ${guestRoot} ${node} ${join(root, program)}
/bin/busybox poweroff -f
`;
}

/** A gzip-compressed newc archive of a busybox, the modules numbered in the order they load, and the script. */
async function packInitramfs(
  folder: string,
  modulesDir: string,
  version: string,
  init: string,
): Promise<string> {
  const tree = join(folder, 'initramfs');
  await rm(tree, { recursive: true, force: true });
  for (const part of ['bin', 'dev', 'modules', 'proc', 'sys', guestRoot]) {
    await mkdir(join(tree, part), { recursive: true });
  }
  await cp('/bin/busybox', join(tree, 'bin', 'busybox'));
  const files: string[] = [];
  for (const module of modules) {
    const order = await outputOf('/usr/sbin/modprobe', [
      ...['-d', modulesDir, '-S', version, '--show-depends', module],
    ]);
    for (const [, file = ''] of order.matchAll(/^insmod (\S+)/gm)) {
      if (!files.includes(file)) files.push(file);
    }
  }
  for (const [index, file] of files.entries()) {
    await cp(file, join(tree, 'modules', `${String(index).padStart(2, '0')}-${basename(file)}`));
  }
  await writeFile(join(tree, 'init'), init);
  await chmod(join(tree, 'init'), 0o755);
  const archive = join(folder, 'initramfs.gz');
  await outputOf('sh', ['-c', `find . | cpio -o -H newc --quiet | gzip > ${archive}`], {
    cwd: tree,
  });
  return archive;
}
