import { idNumberCheckCharacter } from '../../src/domain/id-number.ts';
import { layouts } from '../id-card-reader/layouts/card-answer.ts';
import {
  type CardField,
  longTermOnCard,
  readField,
  textBlockBytes,
  typeField,
} from '../id-card-reader/layouts/text-block.ts';
import { disguisedUnit, otherThan, type RandomBelow, sharesPair } from './disguise.ts';

/** Divisions that do not exist, so that no number is somebody's. */
const nobodysRegions = ['99', '00'] as const;

/** One of them shares no two neighbours with any eight digits. */
const noDays = ['0', '9', '8', '7', '6'].map((digit) => digit.repeat(8));

/**
 * A text block of nobody in place of somebody's: characters of the same classes at the same places, of the same
 * layout. What can be decoded still can, and what cannot fails in the same way.
 * @param block the text block, or its beginning
 */
export function disguisedTextBlock(block: Uint8Array, random: RandomBelow): Uint8Array {
  const whole = new Uint8Array(textBlockBytes);
  whole.set(block);
  const letter = readField(whole, typeField);
  const { fields } =
    Object.values(layouts).find((layout) => layout.letter === letter) ?? layouts.resident;

  const text = disguisedText(whole, random);
  text.set(placeOf(whole, typeField), typeField.places[0]?.[0]);
  const birthDate = writeDate(text, whole, fields.birthDate, random);
  for (const field of [fields.validFrom, fields.validTo]) writeDate(text, whole, field, random);
  writeNumber(text, whole, fields.idNumber, birthDate, random);
  return text.subarray(0, block.length);
}

/** Text of the same classes in place of UTF-16LE. */
export function disguisedText(bytes: Uint8Array, random: RandomBelow): Uint8Array {
  const text = Buffer.from(bytes).toString('utf16le');
  const disguised = Buffer.from(
    Array.from({ length: text.length }, (_, index) =>
      disguisedUnit(text.charAt(index), random),
    ).join(''),
    'utf16le',
  );
  const odd = bytes.subarray(disguised.length).map(() => random(256));
  return Uint8Array.of(...disguised, ...odd);
}

/** @returns the day that stands there now, if one stood there before */
function writeDate(
  text: Uint8Array,
  original: Uint8Array,
  field: CardField,
  random: RandomBelow,
): string | undefined {
  const digits = Buffer.from(placeOf(original, field)).toString('utf16le');
  const isDate = readField(original, { ...field, form: 'date' }) !== '';
  const isLongTerm = field.form === 'end-date' && digits.trimEnd() === longTermOnCard;
  if (isDate || isLongTerm) {
    const day = disguisedDay(digits, random);
    write(text, field, day);
    return day;
  }
  // Other digits might make a day, and then a card that cannot be read could be.
  const noDay = noDays.find((each) => !sharesPair(each, digits));
  if (/\d{8}/.test(digits) && noDay !== undefined) write(text, field, noDay);
  return undefined;
}

function disguisedDay(digits: string, random: RandomBelow): string {
  for (;;) {
    const year = String(1900 + random(200));
    const monthAndDay = [1 + random(12), 1 + random(28)].map((n) => String(n).padStart(2, '0'));
    const day = `${year}${monthAndDay.join('')}`;
    if (!sharesPair(day, digits)) return day;
  }
}

/** A number of eighteen characters stays as right or wrong as it was. */
function writeNumber(
  text: Uint8Array,
  original: Uint8Array,
  field: CardField,
  birthDate: string | undefined,
  random: RandomBelow,
): void {
  const number = readField(original, field).toUpperCase();
  if (!/^\d{17}[\dX]$/.test(number)) return;
  const wasRight = idNumberCheckCharacter(number) === number[17];
  const digits = (from: number, to: number): string =>
    [...number.slice(from, to)].map((digit) => disguisedUnit(digit, random)).join('');
  const region = nobodysRegions.find((each) => each !== number.slice(0, 2)) ?? nobodysRegions[0];
  const birth = number.slice(6, 14);
  const fits = birthDate !== undefined && !sharesPair(birthDate, birth);
  const first17 = `${region}${digits(2, 6)}${fits ? birthDate : digits(6, 14)}${digits(14, 17)}`;
  const check = idNumberCheckCharacter(first17);
  write(text, field, first17 + (wasRight ? check : otherThan(check, '0123456789X', random)));
}

function placeOf(block: Uint8Array, { places: [place] }: CardField): Uint8Array {
  const [offset = 0, bytes = 0] = place ?? [];
  return block.subarray(offset, offset + bytes);
}

function write(block: Uint8Array, { places: [place] }: CardField, value: string): void {
  block.set(Buffer.from(value, 'utf16le'), place?.[0]);
}
