// The only file package.json's scripts call: `node scripts/launch.mjs NAME [arguments]`.
// Runs on any Node from 18, installs the dependencies, and goes on in scripts/NAME.ts under the Node 24 they carry.
// Standard output belongs to the script it starts; everything said here goes to standard error.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  carriedNode,
  installationIsCurrent,
  nodeMajor,
  npmCommand,
  REQUIRED_NODE_MAJOR,
} from './toolchain.mjs';

const NAMES = [
  'start',
  'test',
  'demo',
  'platform',
  'device',
  'bench',
  'chaos',
  'build',
  'package',
  'test-hid',
  'test-long',
  'verify',
];
const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(PROJECT, 'node_modules');
const FIRST_NODE = join(PROJECT, '.runtime', 'first-node');
const INSTALL_LOCK = join(PROJECT, '.runtime', 'install.lock');

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !NAMES.includes(name)) {
  stop(`用法 Usage: node scripts/launch.mjs ${NAMES.join('|')} [...]`);
}
await provideDependencies();
handOver(findNode(), name, args);

async function provideDependencies() {
  if (dependenciesAreCurrent()) return;
  mkdirSync(dirname(INSTALL_LOCK), { recursive: true });
  if (!takeInstallLock()) {
    say('等待另一条命令安装依赖 Waiting for another command that installs the dependencies');
    while (!takeInstallLock()) await sleep(500);
  }
  // Exiting is the only way out of an interrupted installation, and must free the lock too.
  const release = () => rmSync(INSTALL_LOCK, { force: true });
  process.once('exit', release);
  // Another command may have installed while this one waited.
  if (!dependenciesAreCurrent()) await install();
  process.removeListener('exit', release);
  release();
}

function dependenciesAreCurrent() {
  const record = join(MODULES, '.package-lock.json');
  return installationIsCurrent(
    readJson(join(PROJECT, 'package-lock.json')),
    existsSync(record) ? readJson(record) : undefined,
  );
}

/** Two npm commands started at once must not install into each other's half-written tree. */
function takeInstallLock() {
  try {
    writeFileSync(INSTALL_LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = existsSync(INSTALL_LOCK) ? readFileSync(INSTALL_LOCK, 'utf8') : '';
  if (holder !== '' && !isRunning(Number(holder))) rmSync(INSTALL_LOCK, { force: true });
  return false;
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function install() {
  const started = Date.now();
  say('正在安装依赖（首次需几分钟） Installing the dependencies (a few minutes the first time)');
  const ticking = setInterval(() => say(`… ${seconds(started)} s`), 15_000);
  const oldNode = nodeMajor(process.version) < REQUIRED_NODE_MAJOR;
  const code = await installInto(PROJECT, oldNode ? await fetchNode() : process.execPath);
  clearInterval(ticking);
  rmSync(FIRST_NODE, { recursive: true, force: true });
  if (code !== 0)
    stop('依赖安装失败，原因见上。 Installing the dependencies failed; see above.', code);
  say(`依赖已安装 Dependencies installed (${seconds(started)} s)`);
}

/**
 * npm silently leaves out optional packages whose `engines` exclude the Node it runs on, and the bundler's native part
 * is one. So an older Node first installs only the Node the dependencies carry, and npm then runs on that one.
 */
async function fetchNode() {
  const carried = carriedNode(process);
  if (carried === undefined) return process.execPath;
  const [packageName] = carried.split('/');
  const path = `node_modules/${packageName}`;
  const { optional: _, ...entry } = readJson(join(PROJECT, 'package-lock.json')).packages[path];
  const root = { dependencies: { [packageName]: entry.version } };
  const lock = { lockfileVersion: 3, requires: true, packages: { '': root, [path]: entry } };
  mkdirSync(FIRST_NODE, { recursive: true });
  writeFileSync(join(FIRST_NODE, 'package.json'), JSON.stringify(root));
  writeFileSync(join(FIRST_NODE, 'package-lock.json'), JSON.stringify(lock));
  const code = await installInto(FIRST_NODE, process.execPath);
  return code === 0 ? join(FIRST_NODE, 'node_modules', carried) : process.execPath;
}

async function installInto(folder, node) {
  const npm = npmCommand({
    platform: process.platform,
    node,
    nodeFolder: dirname(process.execPath),
    npmExecPath: process.env.npm_execpath,
    exists: existsSync,
  });
  // No package here needs its install script: every native one carries its prebuilt binaries.
  const options = ['--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'];
  const child = spawn(npm.file, [...npm.args, 'ci', ...options, '--no-audit', '--no-fund'], {
    cwd: folder,
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 2, 2],
    shell: npm.shell ?? false,
  });
  const stopForwarding = forwardSignals(child);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      say(error.message);
      resolve(1);
    });
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal]));
  });
  stopForwarding();
  // Ended by a signal means that the person wants no further step.
  return code > 128 ? stop('已中断 Interrupted', code) : code;
}

function findNode() {
  const carried = carriedNode(process);
  if (carried !== undefined) {
    const node = join(MODULES, carried);
    // Running it proves more than its presence: on a musl system the file is there and cannot start.
    const answer = spawnSync(node, ['--version'], { encoding: 'utf8' });
    if (answer.status === 0 && nodeMajor(answer.stdout) >= REQUIRED_NODE_MAJOR) return node;
  }
  if (nodeMajor(process.version) >= REQUIRED_NODE_MAJOR) return process.execPath;
  return stop(
    `需要 Node ${REQUIRED_NODE_MAJOR}：本机（${process.platform}-${process.arch}）没有可用的随附版本，当前为 ${process.version}。请安装 Node ${REQUIRED_NODE_MAJOR} 后重试。\n` +
      `Node ${REQUIRED_NODE_MAJOR} is needed: none carried by the dependencies runs here (${process.platform}-${process.arch}), and this is ${process.version}. Install Node ${REQUIRED_NODE_MAJOR} and try again.`,
  );
}

function handOver(node, script, scriptArgs) {
  const file = join(PROJECT, 'scripts', `${script}.ts`);
  // Early 24.x still announces type stripping as experimental on every start.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', file, ...scriptArgs], {
    stdio: 'inherit',
  });
  const stopForwarding = forwardSignals(child);
  child.once('error', (error) => stop(error.message));
  child.once('exit', (code, signal) => {
    stopForwarding();
    if (signal === null) process.exit(code);
    process.kill(process.pid, signal);
  });
}

/** The child decides when to end; this process only passes on what it is sent. */
function forwardSignals(child) {
  const forward = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.removeListener(signal, forward);
  };
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}

function say(message) {
  process.stderr.write(`${message}\n`);
}

function stop(message, code = 1) {
  say(message);
  process.exit(code);
}
