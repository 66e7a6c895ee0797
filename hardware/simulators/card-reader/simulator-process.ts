/**
 * A simulated ID-card reader as a process of its own, at the pace of a real line.
 *
 * node simulator-process.ts [--tcp PORT] [--baud N] [--owned]
 *
 * Speaks the reader's bytes on standard input and output, or to one TCP client at a time with `--tcp` (0 for any
 * port). Prints `SimulatorReady` on standard error, then takes `SimulatorOrder`s on its control port (loopback).
 * With `--owned` it ends when its first control connection does, so that it never outlives who started it.
 */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { wireTimeMs, writePaced } from '../paced-line.ts';
import { photoPattern, residentTextBlock } from './card-frames.ts';
import { SimulatedReader } from './simulated-reader.ts';
import type { SimulatorOrder, SimulatorReady } from './simulator-control.ts';

const loopback = '127.0.0.1';

const { values: options } = parseArgs({
  options: {
    tcp: { type: 'string' },
    baud: { type: 'string', default: '115200' },
    owned: { type: 'boolean', default: false },
  },
});
const baud = Number(options.baud);
const reader = new SimulatedReader();
let sending: Promise<void> = Promise.resolve();

/** Answers in the order of the requests, each beginning when its request would have come off a real line. */
function carry(request: Uint8Array, write: (bytes: Uint8Array) => void): void {
  const heardAt = performance.now() + wireTimeMs(request.length, baud);
  for (const { bytes, unplugs } of reader.receive(request)) {
    sending = sending.then(async () => {
      await writePaced(bytes, Math.max(heardAt, performance.now()), baud, write);
      if (unplugs) process.exit(0);
    });
  }
}

function obey(line: string): { ok: true } | { ok: false; problem: string } {
  const order = JSON.parse(line) as SimulatorOrder;
  switch (order.do) {
    case 'place-card': {
      const text = residentTextBlock(order.card);
      if (!text.ok) return { ok: false, problem: JSON.stringify(text.problem) };
      reader.placeCard({ text: text.value, photo: photoPattern() });
      return { ok: true };
    }
    case 'lift-card':
      reader.liftCard();
      return { ok: true };
    case 'set-fault':
      reader.setFault(order.fault ?? undefined);
      return { ok: true };
    default:
      return { ok: false, problem: 'unknown order' };
  }
}

function control(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  if (options.owned) socket.on('close', () => process.exit(0));
  createInterface({ input: socket }).on('line', (line) => {
    socket.write(`${JSON.stringify(obey(line))}\n`);
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}

async function ready(): Promise<SimulatorReady> {
  const controlPort = await listen(createServer(control), 0);
  if (options.tcp === undefined) {
    process.stdin.on('data', (bytes) => carry(bytes, (piece) => process.stdout.write(piece)));
    process.stdin.on('end', () => process.exit(0));
    process.stdout.on('error', () => process.exit(0));
    return { control: controlPort };
  }
  const line = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => carry(bytes, (piece) => socket.write(piece)));
  });
  return { control: controlPort, tcp: await listen(line, Number(options.tcp)) };
}

process.stderr.write(`${JSON.stringify(await ready())}\n`);
