import { isCalendarDate, isIdNumber } from './id-number.ts';
import { oldNumberCheckDigit } from './permanent-resident-number.ts';
import type { FieldFormat } from './service-item.ts';
import { listDivider } from './sourced-value.ts';
import { isUnifiedCode } from './unified-code.ts';

/**
 * What is wrong with a value, with the bound it has left. Each has a sentence in the locale files (`fault.<kind>`).
 */
export type FormatFault =
  | {
      readonly kind:
        | 'not-a-phone'
        | 'not-a-date'
        | 'date-to-come'
        | 'not-a-number'
        | 'not-an-integer'
        | 'not-a-unified-code'
        | 'not-an-id-number';
    }
  | {
      readonly kind: 'too-many-decimals' | 'too-small' | 'too-large' | 'too-short' | 'too-long';
      readonly limit: number;
    };

/** Mobile (工信部: eleven digits), fixed line with its area code and perhaps an extension, international (ITU-T E.164). */
const phones = [/^1[3-9]\d{9}$/, /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/, /^\+[1-9]\d{6,14}$/];

/**
 * What is wrong with a value that is there. Nothing is wrong with an empty one: whether it has to be filled is another
 * question.
 * @param today `YYYY-MM-DD` where the hall is
 */
export function formatFault(
  format: FieldFormat | undefined,
  value: string,
  today: string,
): FormatFault | undefined {
  if (format === undefined || value.trim() === '') return undefined;
  switch (format.kind) {
    case 'phone':
      return phones.some((form) => form.test(value)) ? undefined : { kind: 'not-a-phone' };
    case 'date':
      if (!isCalendarDate(value)) return { kind: 'not-a-date' };
      return format.isPast && value > today ? { kind: 'date-to-come' } : undefined;
    case 'number':
      return numberFault(format, value);
    case 'unified-code':
      return isUnifiedCode(value) ? undefined : { kind: 'not-a-unified-code' };
    case 'id-number':
      return (format.isList ? value.split(listDivider) : [value]).every(isPersonNumber)
        ? undefined
        : { kind: 'not-an-id-number' };
    case 'text':
      return lengthFault(format, value);
  }
}

/**
 * A value as its format writes it, where that is beyond doubt: half-width, without blanks, a day as `YYYY-MM-DD`. What
 * cannot be read, and free text beside its outer blanks, stays as it is.
 */
export function tidyValue(format: FieldFormat | undefined, value: string): string {
  if (format === undefined || format.kind === 'text') return value.trim();
  const narrow = halfWidth(value).replace(/\s/g, '');
  switch (format.kind) {
    case 'date':
      return dayWritten(halfWidth(value).trim()) ?? value.trim();
    case 'number':
      return narrow.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
    case 'phone':
      return narrow;
    case 'unified-code':
    case 'id-number':
      return narrow.toUpperCase();
  }
}

/** Full-width letters, digits and signs (U+FF01 to U+FF5E, U+3000) as their half-width ones; nothing else changes. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (wide) =>
    wide === '\u3000' ? ' ' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
}

/** `2026年1月2日`, `2026/1/2`, `2026.1.2`, `20260102`, with or without a time behind it. */
function dayWritten(text: string): string | undefined {
  const found =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text);
  if (found === null) return undefined;
  const [, year = '', month = '', day = ''] = found;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(written) ? written : undefined;
}

function numberFault(
  { least, most, decimals = 0 }: Extract<FieldFormat, { kind: 'number' }>,
  value: string,
): FormatFault | undefined {
  const found = /^-?\d{1,15}(?:\.(\d{1,6}))?$/.exec(value);
  if (found === null) return { kind: 'not-a-number' };
  if ((found[1]?.length ?? 0) > decimals) {
    return decimals === 0
      ? { kind: 'not-an-integer' }
      : { kind: 'too-many-decimals', limit: decimals };
  }
  const number = Number(value);
  if (least !== undefined && number < least) return { kind: 'too-small', limit: least };
  if (most !== undefined && number > most) return { kind: 'too-large', limit: most };
  return undefined;
}

/** Characters as a person counts them: one beyond the BMP is one. */
function lengthFault(
  { least, most }: Extract<FieldFormat, { kind: 'text' }>,
  value: string,
): FormatFault | undefined {
  const { length } = [...value.trim()];
  if (least !== undefined && length < least) return { kind: 'too-short', limit: least };
  if (most !== undefined && length > most) return { kind: 'too-long', limit: most };
  return undefined;
}

function isPersonNumber(number: string): boolean {
  const isOld = /^[A-Z]{3}\d{12}$/.test(number);
  return isIdNumber(number) || (isOld && oldNumberCheckDigit(number.slice(0, 14)) === number[14]);
}
