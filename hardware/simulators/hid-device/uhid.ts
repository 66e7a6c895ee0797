import { type FileHandle, open } from 'node:fs/promises';

/** A HID device that exists in software only. */
export interface VirtualHid {
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  /** Its report descriptor (USB HID 1.11, 6.2.2). */
  readonly descriptor: Uint8Array;
  /** Somebody has opened it. */
  onOpen?(): void;
  /** Somebody has written a report, its number first. */
  onOutput?(report: Uint8Array): void;
}

/** A virtual device that the system knows. */
export interface AttachedHid {
  /** Sends a report, its number first where reports have one; lost when the device has been taken off. */
  input(report: Uint8Array): Promise<void>;
  /** Takes the device off the bus. */
  detach(): Promise<void>;
}

const eventType = { destroy: 1, open: 4, output: 6, create2: 11, input2: 12 } as const;
const usbBus = 3;
/** Bytes of a report, and of a descriptor, that an event has room for. */
const mostData = 4096;
/** Type · the longest of its bodies, which is that of a creation. */
const longestEvent = 4 + 128 + 64 + 64 + 2 + 2 + 4 * 4 + mostData;

/**
 * The event that makes a device: type 11 · name (128) · physical path (64) · unique id (64) · size of the descriptor (2)
 * · bus (2) · vendor, product, version, country (4 each) · descriptor (4096); little-endian, packed (Linux
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

/** The event that takes a device off the bus: its type alone. */
function destroyEvent(): Uint8Array {
  return Uint8Array.of(eventType.destroy, 0, 0, 0);
}

/** The event by which a device sends a report: type 12 · size (2) · report. */
export function inputEvent(report: Uint8Array): Uint8Array {
  const event = Buffer.alloc(6 + report.length);
  event.writeUInt32LE(eventType.input2, 0);
  event.writeUInt16LE(report.length, 4);
  event.set(report, 6);
  return event;
}

/** What the system tells a device: that it was opened, or a report (4096) with its size (2) after it. */
export function eventIn(
  bytes: Uint8Array,
):
  | { readonly kind: 'open' }
  | { readonly kind: 'output'; readonly report: Uint8Array }
  | undefined {
  const event = Buffer.from(bytes);
  if (event.length < 4) return undefined;
  const type = event.readUInt32LE(0);
  if (type === eventType.open) return { kind: 'open' };
  if (type !== eventType.output || event.length < 4 + mostData + 2) return undefined;
  const size = Math.min(event.readUInt16LE(4 + mostData), mostData);
  return { kind: 'output', report: Uint8Array.from(event.subarray(4, 4 + size)) };
}

/**
 * Puts a virtual device on the system's bus. Linux with the module `uhid` only, and only for root.
 * @throws when there is no `/dev/uhid`, or it may not be opened
 */
export async function attachHid(device: VirtualHid): Promise<AttachedHid> {
  const uhid = await open('/dev/uhid', 'r+');
  await uhid.write(createEvent(device));
  let isAttached = true;
  const serving = serve(uhid, device, () => isAttached);
  return {
    input: async (report) => {
      if (isAttached) await uhid.write(inputEvent(report));
    },
    async detach() {
      isAttached = false;
      // The system answers with an event, and so the reading that waits for one ends.
      await uhid.write(destroyEvent());
      await serving;
      await uhid.close();
    },
  };
}

/** Hears what the system tells the device until it is detached. */
async function serve(
  uhid: FileHandle,
  device: VirtualHid,
  isAttached: () => boolean,
): Promise<void> {
  while (isAttached()) {
    const { bytesRead, buffer } = await uhid.read(Buffer.alloc(longestEvent), 0, longestEvent);
    const event = eventIn(buffer.subarray(0, bytesRead));
    if (event?.kind === 'open') device.onOpen?.();
    if (event?.kind === 'output') device.onOutput?.(event.report);
  }
}
