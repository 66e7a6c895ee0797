/**
 * A request of the SAM_A host protocol (GA/T 467):
 * preamble `AA AA AA 96 69` · length (2, big-endian, counts everything after itself) · command · parameter · data ·
 * checksum (XOR from the length to the last byte before it).
 */
export function encodeRequest(
  command: number,
  parameter: number,
  data: readonly number[] = [],
): Uint8Array {
  const length = 3 + data.length;
  const counted = [length >> 8, length & 0xff, command, parameter, ...data];
  const checksum = counted.reduce((xor, byte) => xor ^ byte, 0);
  return Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, ...counted, checksum);
}
