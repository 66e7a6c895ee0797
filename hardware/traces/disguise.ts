import { randomInt } from 'node:crypto';

/** A whole number from 0 up to, not including, `below`. */
export type RandomBelow = (below: number) => number;

/** Cannot be foretold, so that nothing can be worked out from what it has put in place of something. */
export const secretRandom: RandomBelow = (below) => randomInt(below);

/** Characters that name nobody. */
const ideographs = '测试样例虚构演示';

const characterClasses = ['0123456789', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'];

/**
 * Another character of the same class in place of one UTF-16 unit: a digit, a Latin letter, or something else. Spaces,
 * control characters and the marks of ASCII stay; they say how a text is built and not what it says.
 */
export function disguisedUnit(unit: string, random: RandomBelow): string {
  const known = characterClasses.find((characters) => characters.includes(unit));
  if (known === undefined && unit < '\u0080') return unit;
  if (known !== undefined) return otherThan(unit, known, random);
  // Not even the low byte is left: beside a digit that stayed by chance it would make a run of four.
  const low = unit.charCodeAt(0) & 0xff;
  const others = [...ideographs].filter((each) => (each.charCodeAt(0) & 0xff) !== low).join('');
  return otherThan(unit, others, random);
}

/** Another byte, which begins no frame. */
export function disguisedByte(byte: number, random: RandomBelow): number {
  for (;;) {
    const other = random(256);
    if (other !== byte && other !== 0xaa && other !== 0x96 && other !== 0x69) return other;
  }
}

/** One of `choices` that is not `unit`. */
export function otherThan(unit: string, choices: string, random: RandomBelow): string {
  const others = choices.replace(unit, '');
  return others.charAt(random(others.length));
}

/** Whether two neighbouring characters stand in both at the same place. */
export function sharesPair(one: string, other: string): boolean {
  return [...one].some(
    (_, index) =>
      index > 0 && one.slice(index - 1, index + 1) === other.slice(index - 1, index + 1),
  );
}
