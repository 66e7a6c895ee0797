import { mkdirSync, readdirSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { linkTree, type Owner } from './link-tree.ts';
import { say } from './progress.ts';
import { outputOf, runCommand, runInForeground } from './run-command.ts';

const PROJECT = dirname(import.meta.dirname);
const ACCOUNT = 'mianzhengban';

/** A script of this folder that starts Electron. */
export interface ElectronScript {
  /** Name without extension. */
  script: string;
  args: readonly string[];
  /** Where the caller wants the results; the script receives a folder to write them to as `--out DIR`. */
  outputFolder: string;
}

/** Electron's sandbox does not work for root, and we do not go without it. */
export function mustChangeUser(machine: {
  platform: NodeJS.Platform;
  uid: number | undefined;
}): boolean {
  return machine.platform === 'linux' && machine.uid === 0;
}

/** The account's environment: root's own home, display, session bus and temporary folder are not for it. */
export function accountEnvironment(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const roots = /^(DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_.*|DBUS_.*|SUDO_.*|npm_.*|MAIL)$/i;
  const inherited = Object.entries(env).filter(([name]) => !roots.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    USER: ACCOUNT,
    LOGNAME: ACCOUNT,
  };
}

/** What of the checkout a run under the account does not need. */
export function isLeftOut(name: string): boolean {
  return ['.git', '.cache', 'demo-output'].includes(name);
}

/**
 * Runs a script that starts Electron under Node in a process of its own, and resolves to its exit code.
 * For root it runs under an unprivileged account, in a second tree of the checkout made of hard links: the checkout may
 * lie where that account cannot read, and its files are not to change owner or mode. The results are brought back.
 */
export async function runAsOrdinaryUser(task: ElectronScript): Promise<number> {
  const { platform } = process;
  if (mustChangeUser({ platform, uid: process.getuid?.() })) return runAsAccount(task);
  return runInForeground(process.execPath, scriptArguments(PROJECT, task, task.outputFolder));
}

async function runAsAccount(task: ElectronScript): Promise<number> {
  const account = await provideAccount();
  const folder = await mkdtemp(join('/var/tmp', `${ACCOUNT}-`));
  try {
    for (const name of ['home', 'tmp', 'output']) await mkdir(join(folder, name));
    const project = join(folder, 'project');
    const output = join(folder, 'output');
    mirrorProject(project, account);
    for (const owned of ['', 'home', 'tmp', 'output', 'project']) {
      await chown(join(folder, owned), account.uid, account.gid);
    }
    const code = await runInForeground(
      mirroredPath(process.execPath, project),
      scriptArguments(project, task, output),
      { ...account, cwd: project, env: accountEnvironment(process.env, folder) },
    );
    await mkdir(task.outputFolder, { recursive: true });
    // Not fs.cp, which would make the account own them here too.
    await outputOf('cp', ['-R', `${output}/.`, task.outputFolder]);
    return code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function scriptArguments(project: string, task: ElectronScript, output: string): string[] {
  const file = join(project, 'scripts', `${task.script}.ts`);
  return ['--disable-warning=ExperimentalWarning', file, ...task.args, '--out', output];
}

/** Node itself usually lies in the checkout's node_modules, where the account may not reach it. */
function mirroredPath(path: string, project: string): string {
  const inside = relative(PROJECT, path);
  return inside.startsWith('..') ? path : join(project, inside);
}

function mirrorProject(project: string, account: Owner): void {
  mkdirSync(project);
  for (const name of readdirSync(PROJECT)) {
    if (!isLeftOut(name)) linkTree(join(PROJECT, name), join(project, name), account);
  }
}

async function provideAccount(): Promise<Owner> {
  if ((await runCommand('id', [ACCOUNT])).code !== 0) {
    say(`创建普通账户 Creating the unprivileged account: ${ACCOUNT}`);
    const options = [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
    ];
    await outputOf('useradd', [...options, ACCOUNT]);
  }
  const uid = Number(await outputOf('id', ['-u', ACCOUNT]));
  const gid = Number(await outputOf('id', ['-g', ACCOUNT]));
  return { uid, gid };
}
