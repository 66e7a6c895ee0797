/** Bytes of the text block in every known layout. */
export const textBlockBytes = 256;

const typeLetterOffset = 248;

/**
 * One field of a card's text block: UTF-16LE, padded with spaces. Only trailing U+0020 and U+0000 are taken off, so
 * that rare characters come through as they are.
 * @param offset bytes from the start of the block
 * @param bytes width of the field in bytes
 */
export function textField(block: Uint8Array, offset: number, bytes: number): string {
  // Unlike a TextDecoder, a Buffer neither swallows U+FEFF nor replaces halves of surrogate pairs.
  const text = Buffer.from(block.subarray(offset, offset + bytes)).toString('utf16le');
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\0')) end -= 1;
  return text.slice(0, end);
}

/** The letter that names the layout: empty for a resident card, `J`, `I` or `Y` for the others. */
export function typeLetter(block: Uint8Array): string {
  return textField(block, typeLetterOffset, 2);
}
