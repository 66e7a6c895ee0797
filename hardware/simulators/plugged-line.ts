import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bestWay, type SimulatorWay } from './simulator-way.ts';

/** The far end of a line that stands open, for a simulated device inside this process. */
export interface PluggedLine {
  /** What to put into the settings as the device's address; stays the same through `unplug` and `plugIn`. */
  readonly address: string;
  /** Sends bytes to whoever has the line open; they are lost when nobody has, or the cable is out. */
  write(bytes: Uint8Array): void;
  /** Pulls the cable: the line hangs up and its address vanishes. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  /** Unplugs it and removes everything it made. */
  close(): Promise<void>;
}

/** One cable, from its plugging in to its pulling out. */
interface Cable {
  readonly address: string;
  write(bytes: Uint8Array): void;
  pull(): Promise<void>;
}

/**
 * Opens a line for a simulated device.
 * @param heard receives what the product sends
 * @param way the best this machine offers unless told
 */
export async function plugLine(
  heard: (bytes: Uint8Array) => void,
  way: SimulatorWay = bestWay(),
): Promise<PluggedLine> {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  const plug = async (port: number): Promise<Cable> =>
    way === 'pty' ? plugPty(join(folder, 'tty'), heard) : plugTcp(port, heard);
  let cable: Cable | undefined = await plug(0);
  const { address } = cable;
  const port = Number(address.split(':').at(-1));

  const unplug = async (): Promise<void> => {
    const pulled = cable;
    cable = undefined;
    await pulled?.pull();
  };
  return {
    address,
    write: (bytes) => cable?.write(bytes),
    unplug,
    async plugIn() {
      cable ??= await plug(port);
    },
    async close() {
      await unplug();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function plugPty(path: string, heard: (bytes: Uint8Array) => void): Promise<Cable> {
  const socat = spawn('socat', ['-d', '-d', `PTY,raw,echo=0,link=${path}`, 'STDIO'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(socat, 'close');
  socat.stdin.on('error', () => socat.kill('SIGKILL'));
  socat.stdout.on('data', heard);
  // It says which terminal it has made before it makes the link, and this after both.
  for await (const line of createInterface({ input: socat.stderr })) {
    if (line.includes('starting data transfer loop')) break;
  }
  socat.stderr.resume();
  return {
    address: path,
    write: (bytes) => socat.stdin.write(bytes),
    async pull() {
      socat.kill('SIGKILL');
      await exited;
      // The link would lead to whoever gets the terminal's number next.
      await rm(path, { force: true });
    },
  };
}

async function plugTcp(port: number, heard: (bytes: Uint8Array) => void): Promise<Cable> {
  const attached = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    attached.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => attached.delete(socket));
    socket.on('data', heard);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    write(bytes) {
      for (const socket of attached) socket.write(bytes);
    },
    async pull() {
      for (const socket of attached) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
