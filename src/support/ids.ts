/** Source of random bytes; a port, so that tests can repeat a run. */
export type RandomBytes = (length: number) => Uint8Array;

const hexOf = Array.from({ length: 256 }, (_none, byte) => byte.toString(16).padStart(2, '0'));
const groupStarts = new Set([4, 6, 8, 10]);

/**
 * A time-ordered UUID (version 7, RFC 9562 5.7): 48 bits of Unix milliseconds, then random bits.
 * @param unixMs milliseconds since 1970
 */
export function uuidV7(unixMs: number, randomBytes: RandomBytes): string {
  const bytes = randomBytes(16);
  for (let index = 0; index < 6; index += 1) {
    bytes[index] = Math.floor(unixMs / 2 ** (8 * (5 - index))) & 0xff;
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let text = '';
  for (const [index, byte] of bytes.entries()) {
    if (groupStarts.has(index)) text += '-';
    text += hexOf[byte];
  }
  return text;
}
