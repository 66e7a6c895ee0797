import { isCalendarDate } from '../../../src/domain/id-number.ts';

/** Bytes of the text block in every known layout. */
export const textBlockBytes = 256;

/** What a card without an end of validity has in the place of that date. */
export const longTermOnCard = '长期';

/** Where a field lies in a text block, in bytes. */
type Place = readonly [offset: number, bytes: number];

/** One field of a layout: the places that hold it, in their order, and how it is written there. */
export interface CardField {
  readonly places: readonly Place[];
  /** `date` is `YYYYMMDD`, and `end-date` that or 长期. */
  readonly form: 'text' | 'date' | 'end-date';
}

/** A field of text; what has no room at one place goes on at the next. */
export function text(...places: readonly Place[]): CardField {
  return { places, form: 'text' };
}

/** A field of eight digits. */
export function date(offset: number): CardField {
  return { places: [[offset, 16]], form: 'date' };
}

/** A field of eight digits, or of 长期. */
export function endDate(offset: number): CardField {
  return { places: [[offset, 16]], form: 'end-date' };
}

/** The letter that names the layout, at the same place in all of them. */
export const typeField = text([248, 2]);

/**
 * Reads one field of a text block: UTF-16LE, padded with spaces. Only trailing U+0020 and U+0000 are taken off, so
 * that rare characters come through as they are.
 * @returns text as on the card; a date as `YYYY-MM-DD` or `long-term`, or empty if there is no such day
 */
export function readField(block: Uint8Array, { places, form }: CardField): string {
  // Unlike a TextDecoder, a Buffer neither swallows U+FEFF nor replaces halves of surrogate pairs.
  const raw = places
    .map(([offset, bytes]) => Buffer.from(block.subarray(offset, offset + bytes)))
    .map((bytes) => bytes.toString('utf16le'))
    .join('');
  const value = withoutPadding(raw);
  if (form === 'text') return value;
  return form === 'end-date' && value === longTermOnCard ? 'long-term' : dateOnCard(value);
}

function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\0')) end -= 1;
  return text.slice(0, end);
}

function dateOnCard(digits: string): string {
  const written = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return isCalendarDate(written) ? written : '';
}
