const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';

/**
 * The check character of a citizen identity number (公民身份号码), ISO 7064 MOD 11-2 as used by GB 11643-1999.
 * @param first17 the first seventeen digits
 */
export function idNumberCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return checkCharacters.charAt(sum % 11);
}

/**
 * Whether `number` is a well-formed citizen identity number: 17 digits and the right check character, with a birth
 * date that exists. Area codes are not judged: abolished counties stay valid on old cards.
 */
export function isIdNumber(number: string): boolean {
  return (
    /^\d{17}[\dX]$/.test(number) &&
    idNumberCheckCharacter(number) === number.charAt(17) &&
    isCalendarDate(birthDateOf(number))
  );
}

/** The birth date (`YYYY-MM-DD`) inside a citizen identity number of 18 characters. */
export function birthDateOf(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

/** Whether `date` (`YYYY-MM-DD`) names a day that exists in the Gregorian calendar. */
export function isCalendarDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const year = Number(date.slice(0, 4));
  const day = Number(date.slice(8));
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const lastDay = days[Number(date.slice(5, 7)) - 1];
  return lastDay !== undefined && day >= 1 && day <= lastDay;
}
