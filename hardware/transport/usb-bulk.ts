import { createRequire } from 'node:module';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { fail } from '../../src/failures/failure.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { createLineEnd } from './line-end.ts';
import type { Transport } from './transport.ts';

// Not with the program, whose start it would hold up.
const require = createRequire(import.meta.url);

/** Preamble and length: what the four-pipe kind sends and takes by itself. */
const frameHeadBytes = 7;
const preambleEnd = [0x96, 0x69] as const;
/**
 * The library ends a read that has waited so long, and it is begun again. Short, because a device cannot be closed while a
 * read is under way, and a read cannot be called back.
 */
const readLimitMs = 250;
const writeLimitMs = 1000;

/** A pipe, by its number without the direction. */
interface UsbPipe {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: string;
  /** Bytes of its largest packet. */
  readonly packetSize: number;
}

/** What of a USB device is used, as the WebUSB interface has it. */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  /** The system's own name of the bus and the port. */
  readonly bus: string;
  readonly ports: readonly number[];
  readonly configuration:
    | {
        readonly interfaces: readonly {
          readonly interfaceNumber: number;
          readonly alternate: { readonly endpoints: readonly UsbPipe[] };
        }[];
      }
    | null
    | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  releaseInterface(number: number): Promise<void>;
  transferIn(
    pipe: number,
    length: number,
    limitMs: number,
  ): Promise<{ readonly data?: DataView | undefined; readonly status?: string | undefined }>;
  transferOut(
    pipe: number,
    bytes: Uint8Array<ArrayBuffer>,
    limitMs: number,
  ): Promise<{ readonly status?: string | undefined }>;
}

/** Lists the USB devices of this machine; rejects where there is no USB. */
export type ListUsbDevices = () => Promise<readonly UsbDevice[]>;

/** The devices of this machine. */
export const listUsbDevices: ListUsbDevices = async () => {
  const { usb } = require('usb') as typeof import('usb');
  return (await usb.getDevices()) as unknown as readonly UsbDevice[];
};

/** Which USB device is meant. */
interface UsbTarget {
  /** The address as in the settings. */
  readonly address: string;
  /** Four hexadecimal digits. */
  readonly vendorId: string;
  readonly productId: string;
  /** The bus's own name of the port, as `usbPort` writes it, where several are alike. */
  readonly port?: string | undefined;
}

/** The bus's own name of the port a device is plugged into, e.g. `1-2.4`. */
export function usbPort({ bus, ports }: Pick<UsbDevice, 'bus' | 'ports'>): string {
  return `${bus}-${ports.join('.')}`;
}

/** The pipes of a reader, as its endpoint descriptors tell them. */
type Pipes =
  /**
   * Preamble and length travel apart from the rest: out on pipe 2 and 6, in on pipe 1 and 5 (SAM_V host protocol, USB).
   */
  | { readonly kind: 'four'; readonly packets: { readonly head: number; readonly body: number } }
  /** Whole frames on one pipe each way. */
  | { readonly kind: 'two'; readonly input: UsbPipe; readonly output: UsbPipe };

const fourPipes = { headOut: 2, bodyOut: 6, headIn: 1, bodyIn: 5 } as const;

/**
 * A vendor-class USB reader, e.g. `0400:c35a`: whole frames over two bulk or interrupt pipes, or over four. Which of
 * them is read off its endpoint descriptors, because both are sold under the same numbers.
 */
export function usbTransport(target: UsbTarget, list: ListUsbDevices = listUsbDevices): Transport {
  const { address } = target;
  return {
    address,
    async open(listener) {
      const device = await deviceOf(target, list);
      if (device === undefined) return fail('port.not-found', { address });
      const claimed = await claim(device);
      if (!claimed.ok) {
        await giveBack(device);
        return fail(claimed.problem, { address });
      }
      const { interfaceNumber, pipes } = claimed.value;
      let isOpen = true;
      let sending: Promise<void> = Promise.resolve();
      const end = createLineEnd(
        {
          write(bytes, done) {
            sending = send(device, pipes, bytes.slice()).then(() => done(), done);
          },
          close(done) {
            isOpen = false;
            void Promise.all([receiving, sending])
              .then(() => giveBack(device, interfaceNumber))
              .then(done);
          },
        },
        listener,
      );
      const receiving = receive(
        device,
        pipes,
        (bytes) => end.received(bytes),
        () => isOpen,
      ).catch(() => end.lost());
      return ok(end);
    },
  };
}

async function deviceOf(
  { vendorId, productId, port }: UsbTarget,
  list: ListUsbDevices,
): Promise<UsbDevice | undefined> {
  // A machine without USB has no such device either.
  const devices = await list().catch(() => []);
  return devices.find(
    (device) =>
      device.vendorId === Number.parseInt(vendorId, 16) &&
      device.productId === Number.parseInt(productId, 16) &&
      (port === undefined || usbPort(device) === port),
  );
}

/** An interface that is this program's, and its pipes. */
interface Claim {
  readonly interfaceNumber: number;
  readonly pipes: Pipes;
}

/** Opens the device and takes the first of its interfaces that has pipes. */
async function claim(device: UsbDevice): Promise<Result<Claim, FailureCode>> {
  try {
    await device.open();
    if (device.configuration === null || device.configuration === undefined) {
      await device.selectConfiguration(1);
    }
    for (const { interfaceNumber, alternate } of device.configuration?.interfaces ?? []) {
      const pipes = pipesOf(alternate.endpoints);
      if (pipes === undefined) continue;
      await device.claimInterface(interfaceNumber);
      return ok({ interfaceNumber, pipes });
    }
    return err('port.open-failed');
  } catch (problem) {
    return err(usbFailureCode(problem instanceof Error ? problem.message : ''));
  }
}

/** Lets others have the device; to close it alone would keep its interface. A device that is gone refuses both. */
async function giveBack(device: UsbDevice, interfaceNumber?: number): Promise<void> {
  if (interfaceNumber !== undefined) {
    await device.releaseInterface(interfaceNumber).catch(() => undefined);
  }
  await device.close().catch(() => undefined);
}

function pipesOf(endpoints: readonly UsbPipe[]): Pipes | undefined {
  const pipe = (direction: 'in' | 'out', number?: number) =>
    endpoints.find(
      (one) =>
        one.direction === direction &&
        (one.type === 'bulk' || one.type === 'interrupt') &&
        (number === undefined || one.endpointNumber === number),
    );
  const head = pipe('in', fourPipes.headIn);
  const body = pipe('in', fourPipes.bodyIn);
  if (head && body && pipe('out', fourPipes.headOut) && pipe('out', fourPipes.bodyOut)) {
    return { kind: 'four', packets: { head: head.packetSize, body: body.packetSize } };
  }
  const input = pipe('in');
  const output = pipe('out');
  return input && output && { kind: 'two', input, output };
}

/**
 * Which failure the library's message means; it passes the operating system's reason on in words only.
 */
export function usbFailureCode(message: string): FailureCode {
  // On Windows the maker's driver holds the device, and only WinUSB lets a program near it.
  if (/incompatible driver|WinUSB|determine driver/i.test(message)) return 'port.no-driver';
  if (/permission denied|access denied|errno 13\b/i.test(message)) return 'port.no-permission';
  if (/busy|already claimed|in use/i.test(message)) return 'port.held-by-another-program';
  if (/disconnected|not found|errno 19\b/i.test(message)) return 'port.not-found';
  return 'port.open-failed';
}

async function send(
  device: UsbDevice,
  pipes: Pipes,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const out = async (pipe: number, part: Uint8Array<ArrayBuffer>): Promise<void> => {
    const { status } = await device.transferOut(pipe, part, writeLimitMs);
    if (status !== 'ok') throw new Error('The device did not take the bytes.');
  };
  if (pipes.kind === 'two') return out(pipes.output.endpointNumber, bytes);
  await out(fourPipes.headOut, bytes.slice(0, frameHeadBytes));
  await out(fourPipes.bodyOut, bytes.slice(frameHeadBytes));
}

/** Reads until the device is closed. Rejects when it is lost. */
async function receive(
  device: UsbDevice,
  pipes: Pipes,
  received: (bytes: Uint8Array) => void,
  isOpen: () => boolean,
): Promise<void> {
  const next = async (pipe: number, packetSize: number): Promise<Uint8Array> => {
    while (isOpen()) {
      const read = await device.transferIn(pipe, packetSize, readLimitMs).catch(ignoreTimeOut);
      if (read === undefined) continue;
      if (read.status !== 'ok' || read.data === undefined) throw new Error('The pipe is stalled.');
      const { buffer, byteOffset, byteLength } = read.data;
      return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength).slice();
    }
    return new Uint8Array();
  };
  while (isOpen()) {
    if (pipes.kind === 'two') {
      received(await next(pipes.input.endpointNumber, pipes.input.packetSize));
      continue;
    }
    const head = await next(fourPipes.headIn, pipes.packets.head);
    received(head);
    for (let left = bytesAfter(head); left > 0 && isOpen(); ) {
      const part = await next(fourPipes.bodyIn, pipes.packets.body);
      received(part);
      left -= part.length;
      // A packet that is not full is the last one.
      if (part.length < pipes.packets.body) break;
    }
  }
}

/** The library tells a read that has waited to its limit as cancelled; the device is still there. */
function ignoreTimeOut(problem: unknown): undefined {
  if (problem instanceof Error && /cancelled/i.test(problem.message)) return undefined;
  throw problem;
}

/** How many bytes a frame's head announces; none if it is not one. */
function bytesAfter(head: Uint8Array): number {
  const isHead =
    head.length === frameHeadBytes && head[3] === preambleEnd[0] && head[4] === preambleEnd[1];
  return isHead ? ((head[5] ?? 0) << 8) | (head[6] ?? 0) : 0;
}
