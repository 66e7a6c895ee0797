import { existsSync, watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** A HID device that exists in software only. */
interface VirtualHid {
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  /** Its report descriptor (USB HID 1.11, 6.2.2). */
  readonly descriptor: Uint8Array;
  /** Somebody has written a report, its number first. */
  onOutput?(report: Uint8Array): void;
}

/** A virtual device on the system's bus. */
interface AttachedHid {
  /** The system's path of it. */
  readonly path: string;
  /** Sends a report, its number first where its reports have one. Lost unless somebody has opened the device. */
  input(report: Uint8Array): Promise<void>;
  /** Pulls the device out. */
  detach(): Promise<void>;
}

const eventType = { destroy: 1, stop: 3, output: 6, create2: 11, input2: 12 } as const;
const usbBus = 3;
/** Bytes of a report, and of a descriptor, that an event has room for. */
const mostData = 4096;
/** Type · the longest of its bodies, which is that of a creation. */
const longestEvent = 4 + 128 + 64 + 64 + 2 + 2 + 4 * 4 + mostData;
const deviceFolder = '/dev';

/**
 * The event that makes a device: type 11 · name (128) · physical path (64) · unique id (64) · size of the descriptor (2)
 * · bus (2) · vendor, product, version, country (4 each) · descriptor (4096); packed, little-endian (Linux,
 * Documentation/hid/uhid.rst).
 */
export function createEvent({ name, vendorId, productId, descriptor }: VirtualHid): Uint8Array {
  const event = Buffer.alloc(longestEvent);
  event.writeUInt32LE(eventType.create2, 0);
  event.write(name, 4, 127, 'utf8');
  event.writeUInt16LE(descriptor.length, 260);
  event.writeUInt16LE(usbBus, 262);
  event.writeUInt32LE(vendorId, 264);
  event.writeUInt32LE(productId, 268);
  event.set(descriptor, 280);
  return event;
}

/** The event by which a device sends a report: type 12 · size (2) · report. */
export function inputEvent(report: Uint8Array): Uint8Array {
  const event = Buffer.alloc(6 + report.length);
  event.writeUInt32LE(eventType.input2, 0);
  event.writeUInt16LE(report.length, 4);
  event.set(report, 6);
  return event;
}

/** What the system tells a device: a report that was written (type 6 · report (4096) · its size (2)), or its end. */
export function eventIn(
  bytes: Uint8Array,
):
  | { readonly kind: 'output'; readonly report: Uint8Array }
  | { readonly kind: 'stop' }
  | undefined {
  const event = Buffer.from(bytes);
  if (event.length < 4) return undefined;
  const type = event.readUInt32LE(0);
  if (type === eventType.stop) return { kind: 'stop' };
  if (type !== eventType.output || event.length < 4 + mostData + 2) return undefined;
  const size = Math.min(event.readUInt16LE(4 + mostData), mostData);
  return { kind: 'output', report: Uint8Array.from(event.subarray(4, 4 + size)) };
}

/**
 * Puts a virtual device on the system's bus, one at a time, and resolves when it can be opened. Linux with the module
 * `uhid` only, and only for root; rejects elsewhere. Each attached device keeps one thread of libuv's pool waiting.
 */
export async function attachHid(device: VirtualHid): Promise<AttachedHid> {
  const uhid = await open('/dev/uhid', 'r+');
  const appeared = nextHidNode();
  await uhid.write(createEvent(device));
  const served = serve(uhid, device);
  return {
    path: await appeared,
    async input(report) {
      await uhid.write(inputEvent(report));
    },
    async detach() {
      await uhid.write(destroyEvent);
      // The file cannot be closed while somebody waits for its next event.
      await served;
      await uhid.close();
    },
  };
}

const destroyEvent = Uint8Array.of(eventType.destroy, 0, 0, 0);

/** The path of the next HID device that the system makes. */
function nextHidNode(): Promise<string> {
  return new Promise((resolve) => {
    const watcher = watch(deviceFolder, (_event, name) => {
      if (name === null || !name.startsWith('hidraw')) return;
      const path = join(deviceFolder, name);
      if (!existsSync(path)) return;
      watcher.close();
      resolve(path);
    });
  });
}

/** Hears what the system tells the device, until its end. */
async function serve(uhid: FileHandle, device: VirtualHid): Promise<void> {
  const buffer = new Uint8Array(longestEvent);
  for (;;) {
    const { bytesRead } = await uhid.read(buffer, 0, longestEvent);
    const event = eventIn(buffer.subarray(0, bytesRead));
    if (event?.kind === 'stop') return;
    if (event?.kind === 'output') device.onOutput?.(event.report);
  }
}
