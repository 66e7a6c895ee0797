import { spawnSync } from 'node:child_process';
import { rmdirSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

/** Names the folder of the small disk to the tests; not set where there is none. */
const SMALL_DISK_VARIABLE = 'MZB_SMALL_DISK';

/**
 * Makes a disk of 16 MB, which a test can fill, and which goes when this process ends. Only root on Linux may make one;
 * the tests that need it are skipped elsewhere.
 */
export async function provideSmallDisk(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  const folder = await mkdtemp(join(tmpdir(), 'mianzhengban-disk-'));
  const options = ['-t', 'tmpfs', '-o', 'size=16m,mode=1777', 'tmpfs', folder];
  if ((await runCommand('mount', options)).code !== 0) {
    await rmdir(folder);
    return;
  }
  process.env[SMALL_DISK_VARIABLE] = folder;
  process.once('exit', () => {
    spawnSync('umount', ['--lazy', folder]);
    rmdirSync(folder);
  });
}
