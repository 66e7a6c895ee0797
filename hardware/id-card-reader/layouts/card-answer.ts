import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { decodeResident } from './resident.ts';
import { textBlockBytes, typeLetter } from './text-block.ts';

const lengthsBytes = 4;

/**
 * Decodes the data of a card read (30 01): length of the text (2, big-endian) · length of the photo (2) · text ·
 * photo.
 * @returns the card and its photo (WLT, undecoded); `card.malformed-data`, `card.unsupported-kind` (a layout that is
 * known but not offered yet, `info.type` is its letter) or `card.wrong-check-digit`
 */
export function decodeCardAnswer(
  data: Uint8Array,
): Outcome<{ readonly card: ResidentCard; readonly photo: Uint8Array }> {
  if (data.length < lengthsBytes) return fail('card.malformed-data', { field: 'lengths' });
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const textEnd = lengthsBytes + view.getUint16(0);
  const photoEnd = textEnd + view.getUint16(2);
  const text = data.subarray(lengthsBytes, textEnd);
  if (text.length !== textBlockBytes || data.length !== photoEnd) {
    return fail('card.malformed-data', { field: 'lengths' });
  }
  const type = typeLetter(text);
  if (/^[JIY]$/.test(type)) return fail('card.unsupported-kind', { type });
  if (type !== '') return fail('card.malformed-data', { field: 'type' });
  const card = decodeResident(text);
  return card.ok ? ok({ card: card.value, photo: data.slice(textEnd, photoEnd) }) : card;
}
