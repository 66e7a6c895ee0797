import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { longTermOnCard, residentFields } from '../../id-card-reader/layouts/resident.ts';
import { textBlockBytes } from '../../id-card-reader/layouts/text-block.ts';

const photoBytes = 1024;

/**
 * The text block of a resident card: UTF-16LE fields padded with spaces.
 * @returns 256 bytes, or `card.malformed-data` if a field is too long for its place
 */
export function residentTextBlock(card: ResidentCard): Outcome<Uint8Array> {
  const block = Buffer.from(' '.repeat(textBlockBytes / 2), 'utf16le');
  for (const [field, [offset, bytes]] of Object.entries(residentFields)) {
    const text = Buffer.from(onCard(card[field as keyof typeof residentFields]), 'utf16le');
    if (text.length > bytes) return fail('card.malformed-data', { field });
    text.copy(block, offset);
  }
  return ok(Uint8Array.from(block));
}

/** A photo that is none: `photo[i] = (i * 7 + 3) & 0xFF`, to check lengths and bytes. */
export function photoPattern(): Uint8Array {
  return Uint8Array.from({ length: photoBytes }, (_, index) => index * 7 + 3);
}

/** Dates lose their hyphens; an open end of validity becomes 长期. */
function onCard(value: string): string {
  if (value === 'long-term') return longTermOnCard;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value.replaceAll('-', '') : value;
}
