import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';

/**
 * The one SubjectPublicKeyInfo (DER) of a kind of key: bytes that are always the same, then the key itself.
 * @param prefixHex what stands before the key
 * @param keyLength bytes of the key
 */
export function publicKeyForm(prefixHex: string, keyLength: number) {
  const prefix = hexToBytes(prefixHex);
  return {
    write: (key: Uint8Array): Uint8Array => concatBytes(prefix, key),
    /** The key inside; undefined where these bytes have another form. */
    read: (spki: Uint8Array): Uint8Array | undefined =>
      spki.length === prefix.length + keyLength &&
      prefix.every((byte, position) => spki[position] === byte)
        ? spki.subarray(prefix.length)
        : undefined,
  };
}
