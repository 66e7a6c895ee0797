import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * What a text stands for, told by its first byte: a person's or an enterprise's code, a face session, a window, the offer
 * of a delegation.
 */
const firstBytes = { holder: 1, 'face-session': 2, window: 3, 'delegation-offer': 4 } as const;
export type CodeTextKind = keyof typeof firstBytes;

const bodyLength = 15;
const headLength = 1 + bodyLength;

/**
 * A new text for a QR code: the kind, 120 random bits and an HMAC-SHA-256 of both, in base64url. These are 48 bytes and
 * so 64 characters without a bit to spare: no other text decodes to the same bytes.
 */
export function newCodeText(key: Buffer, kind: CodeTextKind): string {
  return signed(key, kind, randomBytes(bodyLength));
}

/** Like a new text, but always the same for the same thing. The thing cannot be read from it. */
export function lastingCodeText(key: Buffer, kind: CodeTextKind, thing: string): string {
  // Longer than a head and with another first byte, so that it never is the signature of one.
  const body = signature(key, `${kind} ${thing}`).subarray(0, bodyLength);
  return signed(key, kind, body);
}

/** What a text stands for if it was made with this key, exactly as it is. */
export function kindOfCodeText(key: Buffer, text: string): CodeTextKind | undefined {
  // The decoder takes more than the encoder gives, e.g. `+` for `-`.
  if (!/^[\w-]{64}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const head = bytes.subarray(0, headLength);
  if (!timingSafeEqual(bytes.subarray(headLength), signature(key, head))) return undefined;
  return kinds.find((kind) => firstBytes[kind] === head[0]);
}

const kinds = Object.keys(firstBytes) as CodeTextKind[];

function signed(key: Buffer, kind: CodeTextKind, body: Buffer): string {
  const head = Buffer.concat([Buffer.of(firstBytes[kind]), body]);
  return Buffer.concat([head, signature(key, head)]).toString('base64url');
}

function signature(key: Buffer, message: Buffer | string): Buffer {
  return createHmac('sha256', key).update(message).digest();
}
