import { encodeRequest } from '../framing/request.ts';
import { status } from './status.ts';

/** One command of the SAM_A host protocol (GA/T 467), and what its answer must look like. */
export interface Command {
  readonly request: Uint8Array;
  /** SW3 of success. */
  readonly success: number;
  /** Whether a successful answer may carry these data; one that may not belongs to an earlier request. */
  readonly fits: (data: Uint8Array) => boolean;
  /** How long the whole answer may take, in milliseconds from the request's first byte. */
  readonly limitMs: number;
}

const ordinaryLimitMs = 1000;
const readLimitMs = 3000;
/** The answer takes 2.4 s on the slowest line. */
const fingerprintLimitMs = 5000;
/** Bytes of one appended address. */
export const appendedAddressBytes = 70;
const maxAppendedAddresses = 4;

// Published captures show 0, 4 and 8 zero bytes here; a vendor's firmware may say more without meaning harm.
const isShort = (data: Uint8Array): boolean => data.length <= 64;
/** Longer than any answer but a card's. */
const isCard = (data: Uint8Array): boolean =>
  data.length > maxAppendedAddresses * appendedAddressBytes;
/** Whether the big-endian lengths in front of a card's parts add up to the rest. */
const hasParts =
  (count: number) =>
  (data: Uint8Array): boolean => {
    const { buffer, byteOffset, length } = data;
    if (length < 2 * count) return false;
    const view = new DataView(buffer, byteOffset, length);
    let total = 2 * count;
    for (let part = 0; part < count; part += 1) total += view.getUint16(2 * part);
    return total === length;
  };
const [hasTwoParts, hasThreeParts] = [hasParts(2), hasParts(3)];

function command(
  request: Uint8Array,
  fits: Command['fits'],
  limitMs = ordinaryLimitMs,
  success: number = status.success,
): Command {
  return { request, success, fits, limitMs };
}

/** The commands this product sends. */
export const commands = {
  /** Restarts the security module. */
  reset: command(encodeRequest(0x10, 0xff), isShort),
  /** Asks whether the security module works. */
  status: command(encodeRequest(0x11, 0xff), isShort),
  /** Asks for the module's serial; 16 bytes. */
  samId: command(encodeRequest(0x12, 0xff), (data) => data.length === 16),
  /** Looks for a card that has not been read since it was put down. */
  find: command(encodeRequest(0x20, 0x01), isShort, ordinaryLimitMs, status.found),
  /** Authenticates the card found. */
  select: command(encodeRequest(0x20, 0x02), isShort),
  /** Reads text and photo: length of the text (2, big-endian) · length of the photo (2) · text · photo. */
  read: command(
    encodeRequest(0x30, 0x01),
    (data) => isCard(data) && !hasThreeParts(data),
    readLimitMs,
  ),
  /** The same with the fingerprint: its length (2) stands third, 0 on a card without, and it comes last. */
  readWithFingerprint: command(
    encodeRequest(0x30, 0x10),
    (data) => isCard(data) && !hasTwoParts(data),
    fingerprintLimitMs,
  ),
  /** Reads the addresses that were added to the chip later: 1 to 4 of 70 bytes. */
  appendedAddresses: command(
    encodeRequest(0x30, 0x03),
    (data) => data.length > 0 && data.length % appendedAddressBytes === 0 && !isCard(data),
    readLimitMs,
  ),
  /** Reads IIN, SN and DN of the card's body: 28 bytes. Some modules cannot read the card any more after it. */
  bodyNumber: command(encodeRequest(0x30, 0x05), (data) => data.length === 28, readLimitMs),
} as const satisfies Readonly<Record<string, Command>>;

/** Speeds of a module's serial line in bits per second, in the order of the parameter that sets them. */
export const bauds = [115_200, 57_600, 38_400, 19_200, 9600] as const;

/** A speed that a module can be set to. */
export type Baud = (typeof bauds)[number];

/** Sets the speed of the module's serial line. It answers at the old one and keeps the new one through a restart. */
export function setBaud(baud: Baud): Command {
  return command(encodeRequest(0x60, bauds.indexOf(baud)), isShort);
}

/**
 * Limits what goes over the air at once, for readers whose antenna wants it.
 * @param bytes 1 to 255; 80 and 88 are in use
 */
export function setMaxRfBytes(bytes: number): Command {
  return command(encodeRequest(0x61, 0xff, [bytes]), isShort);
}
