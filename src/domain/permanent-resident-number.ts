import type { PermanentResident2023 } from './identity-card.ts';

const weights = [7, 3, 1] as const;

/**
 * The check digit of a foreigner's permanent residence number (永久居留证号码) of the 2017 version: weights 7-3-1 over
 * the first fourteen characters, letters counted from A = 10, modulo 10. The rule is not published by the issuer.
 * @param first14 three letters of nationality · four digits of place · `YYMMDD` · one digit of sequence
 */
export function oldNumberCheckDigit(first14: string): string {
  const sum = Array.from(first14).reduce(
    (total, character, index) =>
      total + (weights[index % weights.length] as number) * Number.parseInt(character, 36),
    0,
  );
  return String(sum % 10);
}

/**
 * The number that the holder of a card of the 2023 version had on one of the 2017 version: nationality · province
 * digits of the new number · city digits of the link · birth date without its century · sequence digit of the link ·
 * check digit.
 * @returns 15 characters, or undefined for a card without a link, or with one that leads nowhere
 */
export function oldNumberOf(card: PermanentResident2023): string | undefined {
  const { idNumber, nationality, oldNumberLink: link } = card;
  const first14 = `${nationality}${idNumber.slice(1, 3)}${link.slice(0, 2)}${idNumber.slice(8, 14)}${link.slice(2)}`;
  return /^[A-Z]{3}\d{11}$/.test(first14) ? first14 + oldNumberCheckDigit(first14) : undefined;
}
