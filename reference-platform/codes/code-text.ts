import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** First byte of every text, so that codes of other kinds can be told from these. */
const holdersCode = 1;
const randomLength = 15;
const headLength = 1 + randomLength;

/**
 * A new text for a QR code: the kind, 120 random bits and an HMAC-SHA-256 of both, in base64url. These are 48 bytes and
 * so 64 characters without a bit to spare: no other text decodes to the same bytes.
 */
export function newCodeText(key: Buffer): string {
  const head = Buffer.concat([Buffer.of(holdersCode), randomBytes(randomLength)]);
  return Buffer.concat([head, signature(key, head)]).toString('base64url');
}

/** Whether a text was made with this key, exactly as it is. */
export function isGenuineCodeText(key: Buffer, text: string): boolean {
  // The decoder takes more than the encoder gives, e.g. `+` for `-`.
  if (!/^[\w-]{64}$/.test(text)) return false;
  const bytes = Buffer.from(text, 'base64url');
  const head = bytes.subarray(0, headLength);
  return (
    head[0] === holdersCode && timingSafeEqual(bytes.subarray(headLength), signature(key, head))
  );
}

function signature(key: Buffer, head: Buffer): Buffer {
  return createHmac('sha256', key).update(head).digest();
}
