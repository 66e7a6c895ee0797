import { appendedAddressBytes } from '../protocol/commands.ts';
import { readField, text } from './text-block.ts';

/**
 * Decodes the data of an answer to 30 03: one to four addresses of 70 bytes each, UTF-16LE, padded with spaces.
 * @param data null where the card has none
 * @returns those that are not blank, in the order of the chip
 */
export function decodeAppendedAddresses(data: Uint8Array | null): string[] {
  if (data === null) return [];
  return Array.from({ length: Math.floor(data.length / appendedAddressBytes) }, (_, index) =>
    readField(data, text([index * appendedAddressBytes, appendedAddressBytes])),
  ).filter((address) => address !== '');
}
