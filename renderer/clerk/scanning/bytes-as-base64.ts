/** Bytes as base64, as a code travels to main. */
export function bytesAsBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
