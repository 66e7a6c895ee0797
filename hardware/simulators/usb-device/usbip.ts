import { configurationDescriptor, deviceDescriptor, type UsbNature } from './descriptors.ts';

/** A USB device that exists in software only. */
export interface VirtualUsb extends UsbNature {
  /** Bytes have come to it on an endpoint. */
  onOut(endpoint: number, bytes: Uint8Array): void;
}

/** The device's end of a USB/IP connection. */
interface UsbipDevice {
  /** Resolves when the system has chosen the device's configuration, and with it can use the device. */
  readonly configured: Promise<void>;
  /** Takes what the connection has brought next, cut anywhere. */
  heard(bytes: Uint8Array): void;
  /** Sends bytes on an endpoint, as one transfer, when the system asks for them. */
  send(endpoint: number, bytes: Uint8Array): void;
}

/** Bytes of every message before its data; its numbers are big-endian. */
const headBytes = 48;
const kind = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const;
/** Errors of Linux by which a transfer ends: the endpoint stalls (EPIPE); it was taken back (ECONNRESET). */
const stalled = -32;
const takenBack = -104;
const inbound = 0x80;
const request = { getDescriptor: 0x06, setConfiguration: 0x09, clearFeature: 0x01 } as const;
const descriptorKind = { device: 1, configuration: 2 } as const;

/** A transfer that the system has submitted and waits for. */
interface Waiting {
  readonly sequence: number;
  readonly length: number;
}

/**
 * Plays a device to a system that has attached it over USB/IP (Linux, Documentation/usb/usbip_protocol.rst, version
 * 1.1.1, from the import on). Message: kind (4) · sequence (4) · device (4) · direction (4, 1 is in) · endpoint (4) · then
 * for a submitted transfer flags (4) · length (4) · start frame (4) · packets (4) · interval (4) · set-up (8) · data if
 * it is out; for one that came back status (4) · length (4) · 20 bytes · data if it is in; to take a transfer back, its
 * sequence (4) or the status (4) · 24 bytes.
 * @param tell writes to the connection
 */
export function playUsbDevice(device: VirtualUsb, tell: (bytes: Uint8Array) => void): UsbipDevice {
  let pending = Buffer.alloc(0);
  const waiting = new Map<number, Waiting[]>();
  const outbox = new Map<number, Uint8Array[]>();
  let tellConfigured: () => void = () => undefined;
  const configured = new Promise<void>((resolve) => {
    tellConfigured = resolve;
  });

  const complete = (sequence: number, status: number, length: number, data?: Uint8Array): void => {
    const head = messageHead(kind.submitted, sequence, status);
    head.writeUInt32BE(length, 24);
    tell(data === undefined ? head : Buffer.concat([head, data]));
  };

  /** Gives what is to be sent to who waits for it. */
  const deliver = (endpoint: number): void => {
    const asked = waiting.get(endpoint) ?? [];
    const transfers = outbox.get(endpoint) ?? [];
    for (;;) {
      const [transfer] = transfers;
      const next = transfer === undefined ? undefined : asked.shift();
      if (transfer === undefined || next === undefined) return;
      const part = transfer.subarray(0, next.length);
      if (part.length < transfer.length) transfers[0] = transfer.subarray(part.length);
      else transfers.shift();
      complete(next.sequence, 0, part.length, part);
    }
  };

  const control = (sequence: number, length: number, setUp: Buffer): void => {
    const [, code, , which] = setUp;
    const descriptor = which === undefined ? undefined : descriptorOf(device, which);
    if (code === request.getDescriptor && descriptor !== undefined) {
      const part = descriptor.subarray(0, length);
      complete(sequence, 0, part.length, part);
      return;
    }
    const isObeyed = code === request.setConfiguration || code === request.clearFeature;
    complete(sequence, isObeyed ? 0 : stalled, 0);
    if (code === request.setConfiguration) tellConfigured();
  };

  const takeBack = (sequence: number, unwanted: number): void => {
    let status = 0;
    for (const asked of waiting.values()) {
      const at = asked.findIndex((one) => one.sequence === unwanted);
      if (at < 0) continue;
      asked.splice(at, 1);
      status = takenBack;
    }
    tell(messageHead(kind.unlinked, sequence, status));
  };

  const obey = (message: Buffer): void => {
    const sequence = message.readUInt32BE(4);
    if (message.readUInt32BE(0) === kind.unlink) {
      takeBack(sequence, message.readUInt32BE(20));
      return;
    }
    const isIn = message.readUInt32BE(12) === 1;
    const number = message.readUInt32BE(16);
    const length = message.readUInt32BE(24);
    if (number === 0) {
      control(sequence, length, message.subarray(40, headBytes));
    } else if (isIn) {
      const endpoint = number | inbound;
      waiting.set(endpoint, [...(waiting.get(endpoint) ?? []), { sequence, length }]);
      deliver(endpoint);
    } else {
      complete(sequence, 0, length);
      device.onOut(number, Uint8Array.from(message.subarray(headBytes)));
    }
  };

  const heard = (bytes: Uint8Array): void => {
    pending = Buffer.concat([pending, bytes]);
    for (let size = messageBytes(pending); size <= pending.length; size = messageBytes(pending)) {
      const message = pending.subarray(0, size);
      pending = pending.subarray(size);
      obey(message);
    }
  };

  return {
    configured,
    heard,
    send(endpoint, bytes) {
      outbox.set(endpoint, [...(outbox.get(endpoint) ?? []), bytes]);
      deliver(endpoint);
    },
  };
}

/** How long the message is that begins here; more than there is while its head is not whole. */
function messageBytes(bytes: Buffer): number {
  if (bytes.length < headBytes) return headBytes;
  const hasData = bytes.readUInt32BE(0) === kind.submit && bytes.readUInt32BE(12) === 0;
  return hasData ? headBytes + bytes.readUInt32BE(24) : headBytes;
}

function messageHead(what: number, sequence: number, status: number): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(what, 0);
  head.writeUInt32BE(sequence, 4);
  head.writeInt32BE(status, 20);
  return head;
}

function descriptorOf(device: UsbNature, which: number): Uint8Array | undefined {
  if (which === descriptorKind.device) return deviceDescriptor(device);
  if (which === descriptorKind.configuration) return configurationDescriptor(device);
  return undefined;
}
