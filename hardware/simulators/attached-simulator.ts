import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { SimulatorAnswer, SimulatorReady } from './simulator-control.ts';
import { bestWay, type SimulatorWay } from './simulator-way.ts';

const startLimitMs = 10_000;
const { PATH: searchPath = '' } = process.env;

/** A simulated device in its own process, whatever it is. Every promise resolves when the thing has happened. */
export interface AttachedSimulator {
  /** What to put into the settings as the device's address; stays the same through `unplug` and `plugIn`. */
  readonly address: string;
  /** Pulls the cable: the line hangs up and its address vanishes. */
  unplug(): Promise<void>;
  /** Plugs the device in again, as new: whatever it had been told is forgotten. */
  plugIn(): Promise<void>;
  /** Ends it and removes everything it made. Safe to call again. */
  stop(): Promise<void>;
}

/** How to attach a simulated device. */
export interface AttachSettings {
  /** Speed of the simulated line in bits per second. */
  readonly baud?: number;
  /** The best this machine offers unless told. */
  readonly way?: SimulatorWay;
}

/** Which device to attach. */
interface SimulatorProgram {
  /** What it is, in the folder's name and in messages. */
  readonly name: string;
  /** The folder of its `simulator-process.ts`. */
  readonly folder: string;
  readonly defaultBaud: number;
}

/**
 * Starts a simulated device and resolves when it can be opened. Rejects if it cannot be started: a test bench without
 * its device has nothing to go on with.
 */
export async function attachSimulator<Order>(
  program: SimulatorProgram,
  settings: AttachSettings,
): Promise<AttachedSimulator & { order(what: Order): Promise<void> }> {
  const way = settings.way ?? bestWay();
  const baud = settings.baud ?? program.defaultBaud;
  const directory = await mkdtemp(join(tmpdir(), `${program.name}-`));
  const ptyPath = join(directory, 'tty');
  let tcpPort = 0;
  let running: RunningProcess<Order> | undefined;

  const plugIn = async (): Promise<void> => {
    const command = way === 'pty' ? socatCommand(ptyPath, baud) : tcpCommand(tcpPort, baud);
    running = await start(program, command);
    tcpPort = running.ready.tcp ?? 0;
  };
  const unplug = async (): Promise<void> => {
    await running?.end();
    running = undefined;
    // The link would lead to whoever gets the terminal's number next.
    await rm(ptyPath, { force: true });
  };

  await plugIn();
  return {
    address: way === 'pty' ? ptyPath : `tcp://127.0.0.1:${tcpPort}`,
    async order(what) {
      if (running === undefined) throw new Error(`The simulated ${program.name} is unplugged`);
      await running.order(what);
    },
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

interface RunningProcess<Order> {
  readonly ready: SimulatorReady;
  order(what: Order): Promise<void>;
  /** Kills the line at once and waits until no process is left. */
  end(): Promise<void>;
}

async function start<Order>(
  { name, folder }: SimulatorProgram,
  { program, args }: Invocation,
): Promise<RunningProcess<Order>> {
  const child = spawn(program, args, {
    cwd: folder,
    // "node" must be the one we run on, wherever it lies: socat could not be told a path with a space in it.
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${searchPath}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const ready = await readyLine(child, name);
    const socket = await connectTo(ready.control);
    const lines = createInterface({ input: socket });
    return {
      ready,
      order: (what) => ask(socket, lines, JSON.stringify(what), name),
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

function readyLine(child: ChildProcess, name: string): Promise<SimulatorReady> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const limit = setTimeout(() => give('did not become ready'), startLimitMs);
    const give = (what: string): void => {
      clearTimeout(limit);
      reject(new Error(`The simulated ${name} ${what}: ${said.join('\n')}`));
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
      // The connection breaks when the device is unplugged; `ask` sees it as "close".
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

function ask(socket: Socket, lines: Interface, order: string, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = (): void => reject(new Error(`The simulated ${name} has ended`));
    socket.once('close', closed);
    lines.once('line', (line) => {
      socket.off('close', closed);
      const answer = JSON.parse(line) as SimulatorAnswer;
      if (answer.ok) resolve();
      else reject(new Error(`The simulated ${name} refused: ${answer.problem}`));
    });
    socket.write(`${order}\n`);
  });
}
