/**
 * The serial of a security module as printed on the reader, e.g. `05.03-20140101-0001234567-1234567890`.
 * @param bytes 16 bytes, little-endian unsigned: 2 · 2 · 4 · 4 · 4
 */
export function formatSamId(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const digits = (value: number, width: number): string => String(value).padStart(width, '0');
  const place = `${digits(view.getUint16(0, true), 2)}.${digits(view.getUint16(2, true), 2)}`;
  const date = digits(view.getUint32(4, true), 8);
  const serial = digits(view.getUint32(8, true), 10);
  const suffix = digits(view.getUint32(12, true), 10);
  return `${place}-${date}-${serial}-${suffix}`;
}
