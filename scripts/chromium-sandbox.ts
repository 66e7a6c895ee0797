import { constants } from 'node:fs';
import { chmod, chown, copyFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

const NOBODY = 65_534;

/** What has to happen before Chromium can build its sandbox. */
export type SandboxPlan = 'nothing' | 'set-up' | 'explain';

/** Chromium needs user namespaces, or else a helper with root's rights; only root can give it those. */
export function planSandbox(machine: {
  platform: NodeJS.Platform;
  isRoot: boolean;
  userNamespacesWork: boolean;
  helperIsSetUp: boolean;
}): SandboxPlan {
  const { platform, isRoot, userNamespacesWork, helperIsSetUp } = machine;
  if (platform !== 'linux' || userNamespacesWork || helperIsSetUp) return 'nothing';
  return isRoot ? 'set-up' : 'explain';
}

/** Makes Chromium's sandbox work for the Electron in the given folder, or rejects with what an administrator has to run. */
export async function provideSandbox(electronFolder: string): Promise<void> {
  const helper = join(electronFolder, 'chrome-sandbox');
  const isRoot = process.getuid?.() === 0;
  const { platform } = process;
  const plan = planSandbox({
    platform,
    isRoot,
    userNamespacesWork: platform !== 'linux' || (await userNamespacesWork(isRoot)),
    helperIsSetUp: platform === 'linux' && (await isSetUp(helper)),
  });
  if (plan === 'set-up') await setUp(helper);
  if (plan === 'explain') {
    throw new Error(
      `内核不允许普通用户建立命名空间，请由管理员执行 The kernel keeps user namespaces from ordinary users; an administrator has to run:\n  chown root:root '${helper}' && chmod 4755 '${helper}'`,
    );
  }
}

/** Asked as an ordinary user, since root may always; mapping and network are what restricted kernels refuse. */
async function userNamespacesWork(isRoot: boolean): Promise<boolean> {
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const args = ['--user', '--map-root-user', '--net', 'true'];
  return (await runCommand('unshare', args, { ...user, cwd: '/' })).code === 0;
}

async function isSetUp(helper: string): Promise<boolean> {
  const { uid, mode } = await stat(helper);
  return uid === 0 && (mode & 0o4000) !== 0 && (mode & constants.S_IXOTH) !== 0;
}

async function setUp(helper: string): Promise<void> {
  // The file may be a hard link to the one in node_modules, which is to keep its mode.
  const copy = `${helper}.copy`;
  await copyFile(helper, copy);
  await chown(copy, 0, 0);
  await chmod(copy, 0o4755);
  await rename(copy, helper);
}
