import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { SimulatorAnswer, SimulatorReady } from './simulator-control.ts';

const loopback = '127.0.0.1';

/** Sends bytes to the product; they are lost when nobody listens. */
export type WriteToLine = (bytes: Uint8Array) => void;

/** A simulated device as a process runs it. */
interface DeviceInProcess<Order> {
  /** Bytes came off the line; `write` leads back to where they came from. */
  heard(bytes: Uint8Array, write: WriteToLine): void;
  /** Somebody at the control connection wants something; `write` leads to whoever has the line open. */
  obey(order: Order, write: WriteToLine): SimulatorAnswer;
}

/**
 * The line of a simulated device, as the process was told: `--baud N` is its speed in bits per second, `--tcp PORT`
 * puts it on TCP (0 for any port) instead of standard input and output, and with `--owned` the process ends when its
 * first control connection does, so that it never outlives who started it.
 */
export function lineOptions(): {
  readonly baud: number;
  readonly tcp?: string;
  readonly owned: boolean;
} {
  const { values } = parseArgs({
    options: {
      tcp: { type: 'string' },
      baud: { type: 'string', default: '115200' },
      owned: { type: 'boolean', default: false },
    },
  });
  const { baud, ...others } = values;
  return { ...others, baud: Number(baud) };
}

/**
 * Puts a device on its line and under its control connection (loopback), and says on standard error where they are
 * (`SimulatorReady`). The process ends with the line.
 */
export async function runDevice<Order>(
  device: DeviceInProcess<Order>,
  { tcp, owned }: ReturnType<typeof lineOptions>,
): Promise<void> {
  const attached = new Set<WriteToLine>();
  const writeToAll: WriteToLine = (bytes) => {
    for (const write of attached) write(bytes);
  };

  const control = (socket: Socket): void => {
    socket.on('error', () => socket.destroy());
    if (owned) socket.on('close', () => process.exit(0));
    createInterface({ input: socket }).on('line', (line) => {
      socket.write(`${JSON.stringify(device.obey(JSON.parse(line) as Order, writeToAll))}\n`);
    });
  };

  const attachTcp = (socket: Socket): void => {
    const write: WriteToLine = (bytes) => socket.write(bytes);
    attached.add(write);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => attached.delete(write));
    socket.on('data', (bytes) => device.heard(bytes, write));
  };

  const attachStandardStreams = (): void => {
    const write: WriteToLine = (bytes) => process.stdout.write(bytes);
    attached.add(write);
    process.stdin.on('data', (bytes) => device.heard(bytes, write));
    process.stdin.on('end', () => process.exit(0));
    process.stdout.on('error', () => process.exit(0));
  };

  const controlPort = await listen(createServer(control), 0);
  let ready: SimulatorReady = { control: controlPort };
  if (tcp === undefined) attachStandardStreams();
  else {
    const line = createServer({ noDelay: true }, attachTcp);
    ready = { control: controlPort, tcp: await listen(line, Number(tcp)) };
  }
  process.stderr.write(`${JSON.stringify(ready)}\n`);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}
