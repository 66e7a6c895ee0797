import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import type { ReaderFault } from './reader-fault.ts';
import type { SimulatorOrder, SimulatorReady } from './simulator-control.ts';
import { type SimulatorWay, simulatorWay } from './simulator-way.ts';

const defaultBaud = 115_200;
const startLimitMs = 10_000;
const { PATH: searchPath = '' } = process.env;

/** A simulated reader that runs in its own process. Every promise resolves when the thing has happened. */
export interface RunningSimulator {
  /** What to put into the settings as the reader's address; stays the same through `unplug` and `plugIn`. */
  readonly address: string;
  placeCard(card: ResidentCard): Promise<void>;
  liftCard(): Promise<void>;
  /** Sets what goes wrong from the next request on; undefined for nothing. */
  setFault(fault: ReaderFault | undefined): Promise<void>;
  /** Pulls the cable: the line hangs up and its address vanishes. */
  unplug(): Promise<void>;
  /** Plugs the reader in again, as new: no card, no fault. */
  plugIn(): Promise<void>;
  /** Ends it and removes everything it made. Safe to call again. */
  stop(): Promise<void>;
}

interface LaunchSettings {
  /** Speed of the simulated line in bits per second. */
  readonly baud?: number;
  /** How to attach it; the best this machine offers unless told. */
  readonly way?: SimulatorWay;
}

/**
 * Starts a simulated reader and resolves when it can be opened. Rejects if it cannot be started: a test bench without
 * its device has nothing to go on with.
 */
export async function launchSimulator(settings: LaunchSettings = {}): Promise<RunningSimulator> {
  const way = settings.way ?? simulatorWay(process.platform, isInstalled('socat'));
  const baud = settings.baud ?? defaultBaud;
  const directory = await mkdtemp(join(tmpdir(), 'card-reader-'));
  const ptyPath = join(directory, 'tty');
  let tcpPort = 0;
  let running: Attached | undefined;

  const plugIn = async (): Promise<void> => {
    running = await attach(way === 'pty' ? socatCommand(ptyPath, baud) : tcpCommand(tcpPort, baud));
    tcpPort = running.ready.tcp ?? 0;
  };
  const unplug = async (): Promise<void> => {
    await running?.end();
    running = undefined;
    // The link would lead to whoever gets the terminal's number next.
    await rm(ptyPath, { force: true });
  };
  const order = async (what: SimulatorOrder): Promise<void> => {
    if (running === undefined) throw new Error('The simulated reader is unplugged');
    await running.order(what);
  };

  await plugIn();
  return {
    address: way === 'pty' ? ptyPath : `tcp://127.0.0.1:${tcpPort}`,
    placeCard: (card) => order({ do: 'place-card', card }),
    liftCard: () => order({ do: 'lift-card' }),
    setFault: (fault) => order({ do: 'set-fault', fault: fault ?? null }),
    unplug,
    plugIn,
    async stop() {
      await unplug();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Invocation {
  readonly program: string;
  readonly args: readonly string[];
}

/** `socat` owns the terminal; with `-t` it hangs up soon after the simulator ends. */
function socatCommand(ptyPath: string, baud: number): Invocation {
  const simulator = `node simulator-process.ts --owned --baud ${baud}`;
  return {
    program: 'socat',
    args: ['-t', '0.01', `PTY,raw,echo=0,link=${ptyPath}`, `EXEC:${simulator}`],
  };
}

function tcpCommand(port: number, baud: number): Invocation {
  return {
    program: 'node',
    args: ['simulator-process.ts', '--owned', '--baud', String(baud), '--tcp', String(port)],
  };
}

interface Attached {
  readonly ready: SimulatorReady;
  order(what: SimulatorOrder): Promise<void>;
  /** Kills the line at once and waits until no process is left. */
  end(): Promise<void>;
}

async function attach({ program, args }: Invocation): Promise<Attached> {
  const child = spawn(program, args, {
    cwd: import.meta.dirname,
    // "node" must be the one we run on, wherever it lies: socat could not be told a path with a space in it.
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${searchPath}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const ready = await readyLine(child);
    const socket = await connectTo(ready.control);
    const lines = createInterface({ input: socket });
    return {
      ready,
      order: (what) => ask(socket, lines, what),
      async end() {
        child.kill('SIGKILL');
        socket.destroy();
        // "close" comes when the last holder of standard error, the simulator itself, has ended too.
        await exited;
      },
    };
  } catch (problem) {
    child.kill('SIGKILL');
    throw problem;
  }
}

function readyLine(child: ChildProcess): Promise<SimulatorReady> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const limit = setTimeout(() => give('did not become ready'), startLimitMs);
    const give = (what: string): void => {
      clearTimeout(limit);
      reject(new Error(`The simulated reader ${what}: ${said.join('\n')}`));
    };
    child.once('error', (problem) => give(`did not start (${problem.message})`));
    child.once('close', () => give('ended'));
    if (child.stderr === null) return give('has no standard error');
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (!line.startsWith('{')) return;
      clearTimeout(limit);
      resolve(JSON.parse(line) as SimulatorReady);
    });
  });
}

function connectTo(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // The connection breaks when the reader is unplugged; `ask` sees it as "close".
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

function ask(socket: Socket, lines: Interface, what: SimulatorOrder): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = (): void => reject(new Error('The simulated reader has ended'));
    socket.once('close', closed);
    lines.once('line', (line) => {
      socket.off('close', closed);
      const answer = JSON.parse(line) as { ok: boolean; problem?: string };
      if (answer.ok) resolve();
      else reject(new Error(`The simulated reader refused: ${answer.problem}`));
    });
    socket.write(`${JSON.stringify(what)}\n`);
  });
}

function isInstalled(program: string): boolean {
  return searchPath.split(delimiter).some((directory) => existsSync(join(directory, program)));
}
