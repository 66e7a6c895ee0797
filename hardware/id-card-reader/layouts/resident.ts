import { idNumberCheckCharacter, isCalendarDate } from '../../../src/domain/id-number.ts';
import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { textField } from './text-block.ts';

/** Offset and width in bytes of each field, by the element list of GA/T 490. */
export const residentFields = {
  name: [0, 30],
  sex: [30, 2],
  ethnicity: [32, 4],
  birthDate: [36, 16],
  address: [52, 70],
  idNumber: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
} as const satisfies Readonly<
  Record<Exclude<keyof ResidentCard, 'kind'>, readonly [offset: number, bytes: number]>
>;

/** What a card without an end of validity has in the place of that date. */
export const longTermOnCard = '长期';

/**
 * Decodes the text block of a resident identity card (居民身份证).
 * @param block 256 bytes whose type letter is blank
 * @returns the card, or `card.malformed-data` (`info.field` names what cannot be), or `card.wrong-check-digit`
 */
export function decodeResident(block: Uint8Array): Outcome<ResidentCard> {
  const text = (field: keyof typeof residentFields): string => {
    const [offset, bytes] = residentFields[field];
    return textField(block, offset, bytes);
  };
  const malformed = (field: keyof typeof residentFields) => fail('card.malformed-data', { field });

  const idNumber = text('idNumber').replace(/x$/, 'X');
  if (!/^\d{17}[\dX]$/.test(idNumber)) return malformed('idNumber');
  if (idNumberCheckCharacter(idNumber) !== idNumber[17]) return fail('card.wrong-check-digit');

  const birthDate = dateOnCard(text('birthDate'));
  if (birthDate === undefined) return malformed('birthDate');
  const validFrom = dateOnCard(text('validFrom'));
  if (validFrom === undefined) return malformed('validFrom');
  const validTo = text('validTo') === longTermOnCard ? 'long-term' : dateOnCard(text('validTo'));
  if (validTo === undefined) return malformed('validTo');

  const name = text('name');
  if (name === '') return malformed('name');

  return ok({
    kind: 'resident',
    name,
    sex: text('sex'),
    ethnicity: text('ethnicity'),
    birthDate,
    address: text('address'),
    idNumber,
    authority: text('authority'),
    validFrom,
    validTo,
  });
}

/** `YYYYMMDD` as `YYYY-MM-DD`, or undefined if there is no such day. */
function dateOnCard(digits: string): string | undefined {
  if (!/^\d{8}$/.test(digits)) return undefined;
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return isCalendarDate(date) ? date : undefined;
}
