import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputOf, runCommand } from './run-command.ts';

/** Size of one display in pixels. */
export interface DisplaySize {
  width: number;
  height: number;
}

/** The second display's cable, which only the headless session can pull. */
export interface SecondDisplay {
  plug(): Promise<void>;
  unplug(): Promise<void>;
}

/** A graphical session in which Electron can be started. */
export interface DesktopSession {
  /** The environment for whatever is to appear in this session. */
  env: NodeJS.ProcessEnv;
  /** Undefined in the user's own session. */
  secondDisplay: SecondDisplay | undefined;
}

/** How the session is to look. */
export interface DesktopSettings {
  /** Clerk's and evaluator's display, side by side. */
  displays: readonly [DisplaySize, DisplaySize];
  /** Whether to stay off the user's own desktop even where there is one. */
  headless: boolean;
}

const SECOND_DISPLAY_VARIABLE = 'MZB_SECOND_DISPLAY';
const READY_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 3_000;

/** Whether a session of our own is needed: on Linux without a display, or when asked for. */
export function needsHeadlessSession(machine: {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  headless: boolean;
}): boolean {
  if (machine.platform !== 'linux') return false;
  return machine.headless || !(machine.env['DISPLAY'] || machine.env['WAYLAND_DISPLAY']);
}

/** Configuration of an X server with two outputs of the dummy driver, DUMMY0 and DUMMY1. */
export function dummyXorgConfig(displays: readonly [DisplaySize, DisplaySize]): string {
  const modelines = new Set(displays.map(modeline));
  const [first, second] = displays;
  return `Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 262144
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 1-1000
  VertRefresh 1-1000
${[...modelines].map((line) => `  ${line}`).join('\n')}
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "${modeName(first)}"
    Virtual ${first.width + second.width} ${Math.max(first.height, second.height)}
  EndSubSection
EndSection
`;
}

/** The second display's cable as seen from a process inside the headless session. */
export function secondDisplay(env: NodeJS.ProcessEnv = process.env): SecondDisplay | undefined {
  const mode = env[SECOND_DISPLAY_VARIABLE];
  if (mode === undefined) return undefined;
  const xrandr = (...args: string[]) => outputOf('xrandr', args, { env });
  return {
    async plug() {
      await xrandr('--output', 'DUMMY1', '--mode', mode, '--right-of', 'DUMMY0');
      // The driver calls an output connected once it has a mode, but only when asked; Electron itself never asks.
      await xrandr('--query');
    },
    async unplug() {
      await xrandr('--output', 'DUMMY1', '--off');
      await xrandr('--query');
    },
  };
}

/**
 * Runs something in a graphical session with two displays and a secret store: the user's own where there is one,
 * else one made for the purpose, of which nothing remains afterwards, however this process ends.
 */
export async function withDesktopSession<T>(
  { displays, headless }: DesktopSettings,
  run: (session: DesktopSession) => Promise<T>,
): Promise<T> {
  const { platform, env } = process;
  if (!needsHeadlessSession({ platform, env, headless })) {
    return run({ env, secondDisplay: undefined });
  }
  const folder = await mkdtemp(join(tmpdir(), 'mianzhengban-session-'));
  const services: ChildProcess[] = [];
  const abandon = () => {
    for (const service of services) service.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  let running: Promise<unknown> = Promise.resolve();
  const interrupt = (signal: NodeJS.Signals) => {
    // Whoever runs in the session gets the signal too, and a moment to end in good order.
    void Promise.race([running.catch(() => undefined), sleep(STOP_TIMEOUT_MS)]).then(() =>
      process.exit(128 + constants.signals[signal]),
    );
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, interrupt);
  try {
    const session = await startSession(folder, displays, services);
    const result = run(session);
    running = result;
    return await result;
  } finally {
    for (const signal of signals) process.removeListener(signal, interrupt);
    for (const service of services.reverse()) await stop(service);
    process.removeListener('exit', abandon);
    await rm(folder, { recursive: true, force: true });
  }
}

async function startSession(
  folder: string,
  displays: readonly [DisplaySize, DisplaySize],
  services: ChildProcess[],
): Promise<DesktopSession> {
  const env = await sessionEnvironment(folder);

  const config = join(folder, 'xorg.conf');
  await writeFile(config, dummyXorgConfig(displays));
  const noSnippets = join(folder, 'xorg.conf.d');
  await mkdir(noSnippets);
  const files = ['-config', config, '-configdir', noSnippets, '-logfile', join(folder, 'xorg.log')];
  // With -displayfd and no number the server finds a free one itself and writes it when it is ready.
  const xorg = ['-displayfd', '3', '-noreset', '-nolisten', 'tcp', ...files];
  env['DISPLAY'] = `:${await startService('Xorg', xorg, env, services)}`;
  env[SECOND_DISPLAY_VARIABLE] = modeName(displays[1]);
  await outputOf('xrandr', ['--addmode', 'DUMMY1', modeName(displays[1])], { env });
  const second = secondDisplay(env);
  await second?.plug();

  await startSecretStore(env, services);
  return { env, secondDisplay: second };
}

/**
 * Runs something in this session with another, empty secret store than the session's own, of which nothing remains
 * afterwards.
 */
export async function withAnotherSecretStore<T>(
  run: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mianzhengban-keyring-'));
  const services: ChildProcess[] = [];
  try {
    const env = await sessionEnvironment(folder);
    await startSecretStore(env, services);
    return await run(env);
  } finally {
    for (const service of services.reverse()) await stop(service);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A message bus, by which the secret store is found, and the keyring. */
async function startSecretStore(env: NodeJS.ProcessEnv, services: ChildProcess[]): Promise<void> {
  const bus = ['--session', '--nofork', '--nopidfile', '--nosyslog', '--print-address=3'];
  const address = [`--address=unix:dir=${env['XDG_RUNTIME_DIR']}`];
  env['DBUS_SESSION_BUS_ADDRESS'] = await startService(
    'dbus-daemon',
    [...bus, ...address],
    env,
    services,
  );
  await startKeyring(env, services);
}

/** Nothing of the user's own desktop, secrets or settings is to be seen or touched from the session. */
async function sessionEnvironment(folder: string): Promise<NodeJS.ProcessEnv> {
  const home = join(folder, 'home');
  const runtime = join(folder, 'run');
  await mkdir(home);
  await mkdir(runtime);
  await chmod(runtime, 0o700);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(XDG_.*|WAYLAND_DISPLAY|XAUTHORITY|ELECTRON_RUN_AS_NODE)$/.test(name),
  );
  return { ...Object.fromEntries(inherited), HOME: home, XDG_RUNTIME_DIR: runtime };
}

/** Starts a daemon and resolves to the line by which it tells on descriptor 3 that it is ready. */
async function startService(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  services: ChildProcess[],
): Promise<string> {
  const service = spawnService(file, args, env, services);
  const log = collectLog(service);
  const announcements = service.stdio[3] as Readable;
  const timeout = AbortSignal.timeout(READY_TIMEOUT_MS);
  const ready = once(announcements, 'data', { signal: timeout }).then(([text]) => String(text));
  const ended = once(service, 'exit').then(() => undefined);
  const line = await Promise.race([ready.catch(() => undefined), ended]);
  if (line === undefined) throw new Error(`${file} did not start:\n${log()}`);
  return line.trim();
}

/** An empty password unlocks the keyring of a home that exists for this session only. */
async function startKeyring(env: NodeJS.ProcessEnv, services: ChildProcess[]): Promise<void> {
  const args = ['--unlock', '--foreground', '--components=secrets'];
  const keyring = spawnService('gnome-keyring-daemon', args, env, services);
  const log = collectLog(keyring);
  keyring.stdin?.end('\n');
  const question = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/'];
  const method = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (keyring.exitCode === null && Date.now() < deadline) {
    const { stdout } = await runCommand('dbus-send', [...question, ...method], { env });
    if (stdout.includes('true')) return;
    await sleep(20);
  }
  throw new Error(`gnome-keyring-daemon did not start:\n${log()}`);
}

function spawnService(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  services: ChildProcess[],
): ChildProcess {
  // The kernel ends the daemon when this process dies, even by SIGKILL; its own process group keeps a Ctrl-C meant
  // for us from taking the display away before whoever uses it has ended.
  const command = ['--pdeathsig', 'TERM', file, ...args];
  const stdio = ['pipe', 'pipe', 'pipe', 'pipe'] as const;
  const service = spawn('setpriv', command, { env, stdio: [...stdio], detached: true });
  services.push(service);
  return service;
}

function collectLog(service: ChildProcess): () => string {
  let log = '';
  for (const stream of [service.stdout, service.stderr]) {
    stream?.on('data', (text: Buffer) => {
      log = `${log}${text.toString()}`.slice(-4_000);
    });
  }
  service.on('error', (error) => {
    log += error.message;
  });
  return () => log.trim();
}

async function stop(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.signalCode !== null || service.pid === undefined) return;
  const gone = once(service, 'exit');
  service.kill();
  const timeout = sleep(STOP_TIMEOUT_MS, 'late', { ref: false });
  if ((await Promise.race([gone, timeout])) === 'late') {
    service.kill('SIGKILL');
    await gone;
  }
}

function modeName({ width, height }: DisplaySize): string {
  return `${width}x${height}`;
}

/** The dummy driver takes any timing; this one is minimal blanking at 60 Hz. */
function modeline(size: DisplaySize): string {
  const { width: w, height: h } = size;
  const megahertz = ((w + 34) * (h + 12) * 60) / 1_000_000;
  const across = `${w} ${w + 1} ${w + 2} ${w + 34}`;
  const down = `${h} ${h + 1} ${h + 2} ${h + 12}`;
  return `Modeline "${modeName(size)}" ${megahertz.toFixed(2)} ${across} ${down}`;
}
