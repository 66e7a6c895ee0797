import { encodeRequest } from '../framing/request.ts';

/** One command of the SAM_A host protocol (GA/T 467), and what its answer must look like. */
export interface Command {
  readonly request: Uint8Array;
  /** SW3 of success. */
  readonly success: number;
  /** Whether a successful answer may carry this many data bytes; one that may not belongs to an earlier request. */
  readonly fits: (data: Uint8Array) => boolean;
  /** How long the whole answer may take, in milliseconds from the request's first byte. */
  readonly limitMs: number;
}

const ordinaryLimitMs = 1000;
const readLimitMs = 3000;
const appendedAddressBytes = 70;
const maxAppendedAddresses = 4;

// Published captures show 0, 4 and 8 zero bytes here; a vendor's firmware may say more without meaning harm.
const isShort = (data: Uint8Array): boolean => data.length <= 64;

/** The commands this product sends. */
export const commands = {
  /** Restarts the security module. */
  reset: {
    request: encodeRequest(0x10, 0xff),
    success: 0x90,
    fits: isShort,
    limitMs: ordinaryLimitMs,
  },
  /** Asks whether the security module works. */
  status: {
    request: encodeRequest(0x11, 0xff),
    success: 0x90,
    fits: isShort,
    limitMs: ordinaryLimitMs,
  },
  /** Asks for the module's serial; 16 bytes. */
  samId: {
    request: encodeRequest(0x12, 0xff),
    success: 0x90,
    fits: (data) => data.length === 16,
    limitMs: ordinaryLimitMs,
  },
  /** Looks for a card that has not been read since it was put down. */
  find: {
    request: encodeRequest(0x20, 0x01),
    success: 0x9f,
    fits: isShort,
    limitMs: ordinaryLimitMs,
  },
  /** Authenticates the card found. */
  select: {
    request: encodeRequest(0x20, 0x02),
    success: 0x90,
    fits: isShort,
    limitMs: ordinaryLimitMs,
  },
  /** Reads text and photo: length of the text (2, big-endian) · length of the photo (2) · text · photo. */
  read: {
    request: encodeRequest(0x30, 0x01),
    success: 0x90,
    fits: (data) => data.length > 64,
    limitMs: readLimitMs,
  },
  /** Reads appended addresses (1 to 4 of 70 bytes); here only to learn whether the card still lies there. */
  appendedAddresses: {
    request: encodeRequest(0x30, 0x03),
    success: 0x90,
    fits: (data) =>
      data.length > 0 &&
      data.length % appendedAddressBytes === 0 &&
      data.length <= maxAppendedAddresses * appendedAddressBytes,
    limitMs: readLimitMs,
  },
} as const satisfies Readonly<Record<string, Command>>;
