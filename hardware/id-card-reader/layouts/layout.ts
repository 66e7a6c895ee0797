import { birthDateOf, idNumberCheckCharacter } from '../../../src/domain/id-number.ts';
import type { CardWarning, IdentityCard } from '../../../src/domain/identity-card.ts';
import { oldNumberCheckDigit } from '../../../src/domain/permanent-resident-number.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { type CardField, readField } from './text-block.ts';

/** A field that every kind of card has. */
type CommonField = 'sex' | 'birthDate' | 'idNumber' | 'validFrom' | 'validTo';

/** How a kind of card is written into its text block. */
interface Layout {
  readonly kind: IdentityCard['kind'];
  /** What stands at `typeField`; empty for a blank. */
  readonly letter: string;
  readonly fields: Readonly<Record<string, CardField>>;
  /** Its holder is known by these; one of them at least is not blank. */
  readonly names: readonly string[];
  /** Dates that a card of this kind always has and that a case is founded on. */
  readonly neededDates: readonly CommonField[];
  readonly number: NumberRule;
}

/** A layout whose table has exactly the fields of its kind. */
export interface CardLayout<Card extends IdentityCard> extends Layout {
  readonly kind: Card['kind'];
  readonly fields: Readonly<Record<FieldOf<Card>, CardField>>;
  readonly names: readonly FieldOf<Card>[];
}

type FieldOf<Card extends IdentityCard> = Exclude<keyof Card & string, 'kind'>;

/** What a number must look like and what it says about the rest of the card. */
interface NumberRule {
  readonly pattern: RegExp;
  /** What is odd about a number of the right form; `fatal` if the card cannot be trusted with it. */
  readonly check: (number: string) => 'sound' | 'fatal' | CardWarning;
  /** The birth date in the number, `YYYY-MM-DD`. */
  readonly birthDate?: (number: string) => string;
  /** The sex that the number stands for, as a code. */
  readonly sex?: (number: string) => string;
}

const checkedByMod11 = {
  pattern: /^\d{17}[\dX]$/,
  check: (number) => (idNumberCheckCharacter(number) === number[17] ? 'sound' : 'fatal'),
  birthDate: birthDateOf,
} as const satisfies NumberRule;

/** A citizen's number (公民身份号码, GB 11643) or one made by its rule: 18 characters, odd sequences for men. */
export const citizenNumber: NumberRule = {
  ...checkedByMod11,
  sex: (number) => (Number(number[16]) % 2 === 1 ? '1' : '2'),
};

/** A permanent residence number of the 2023 version: 18 characters with the same check and the birth date there. */
export const permanentResidentNumber: NumberRule = checkedByMod11;

/** A permanent residence number of the 2017 version: three letters and twelve digits. */
export const oldPermanentResidentNumber: NumberRule = {
  pattern: /^[A-Z]{3}\d{12}$/,
  check: (number) =>
    oldNumberCheckDigit(number.slice(0, 14)) === number[14]
      ? 'sound'
      : 'old-foreign-number-check-digit',
};

const warningOfUnreadable = [
  ['birthDate', 'birth-date-unreadable'],
  ['validFrom', 'valid-from-unreadable'],
] as const;

/**
 * Decodes a text block. A card fails only for what nobody could go on without: who it names, by which number, and
 * until when.
 * @param block 256 bytes with the letter of this layout
 * @returns the card and what is odd about it; `card.malformed-data` (`info.field` names what cannot be), or
 * `card.wrong-check-digit`
 */
export function decodeTextBlock(
  layout: Layout,
  block: Uint8Array,
): Outcome<{ readonly card: IdentityCard; readonly warnings: readonly CardWarning[] }> {
  const { fields, names, neededDates, number } = layout;
  const read = Object.fromEntries(
    Object.entries(fields).map(([field, place]) => [field, readField(block, place)]),
  ) as Record<CommonField, string>;
  // Written small on some cards, and always printed large.
  const values: Record<string, string> & typeof read = {
    ...read,
    idNumber: read.idNumber.replace(/x$/, 'X'),
  };

  if (!number.pattern.test(values.idNumber)) return malformed('idNumber');
  const check = number.check(values.idNumber);
  if (check === 'fatal') return fail('card.wrong-check-digit');
  const lacking = neededDates.find((field) => values[field] === '');
  if (lacking !== undefined) return malformed(lacking);
  if (names.every((field) => values[field] === '')) return malformed(names.join(', '));

  const unreadable = warningOfUnreadable.flatMap(([field, warning]) =>
    values[field] === '' ? [warning] : [],
  );
  const warnings = [
    ...(check === 'sound' ? [] : [check]),
    ...unreadable,
    ...differences(number, values),
  ];
  // `CardLayout` has made sure that the table has the fields of its kind.
  return ok({ card: { kind: layout.kind, ...values } as unknown as IdentityCard, warnings });
}

function differences(
  number: NumberRule,
  { idNumber, sex, birthDate }: Readonly<Record<CommonField, string>>,
): CardWarning[] {
  const numberSaysSex = number.sex?.(idNumber);
  const numberSaysBirth = number.birthDate?.(idNumber);
  // Codes 0 and 9 leave the sex open.
  const isSexOther = numberSaysSex !== undefined && /^[12]$/.test(sex) && sex !== numberSaysSex;
  const isBirthOther =
    numberSaysBirth !== undefined && birthDate !== '' && birthDate !== numberSaysBirth;
  return [
    ...(isSexOther ? (['sex-differs-from-number'] as const) : []),
    ...(isBirthOther ? (['birth-date-differs-from-number'] as const) : []),
  ];
}

function malformed(field: string) {
  return fail('card.malformed-data', { field });
}
