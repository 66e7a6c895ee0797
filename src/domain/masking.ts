import { isUnifiedCode } from './unified-code.ts';

/**
 * A person's name as anybody opposite may see it: the first and last character stay (张*三, 李*).
 * Counts characters, not UTF-16 units, so that rare characters are never cut in half.
 */
export function maskName(name: string): string {
  const characters = [...name];
  const first = characters[0] ?? '';
  if (characters.length <= 2) return `${first}*`;
  const last = characters[characters.length - 1] ?? '';
  return `${first}${'*'.repeat(characters.length - 2)}${last}`;
}

/** An identity number as anybody opposite may see it: `4406…0017`. */
export function maskNumber(number: string): string {
  return `${number.slice(0, 4)}…${number.slice(-4)}`;
}

/** Somebody, or a legal person, as anybody opposite may see them. */
export interface ShownParty {
  readonly nameMasked: string;
  readonly numberMasked: string;
}

/** Name and number as anybody opposite may see them. Those of a legal person are public: its number is a USCC. */
export function shownParty({
  name,
  number,
}: {
  readonly name: string;
  readonly number: string;
}): ShownParty {
  return isUnifiedCode(number)
    ? { nameMasked: name, numberMasked: number }
    : { nameMasked: maskName(name), numberMasked: maskNumber(number) };
}
