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
