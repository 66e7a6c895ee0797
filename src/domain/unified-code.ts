const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * The check character of a unified social credit code (统一社会信用代码, USCC), GB 32100: modulo 31 over an alphabet
 * without I, O, S, V and Z, with weights 3^(i−1) mod 31.
 * @param first17 its first seventeen characters
 * @returns `undefined` when one of them is not of the alphabet
 */
export function unifiedCodeCheckCharacter(first17: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = characters.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return characters.charAt((31 - (sum % 31)) % 31);
}

/**
 * Whether `code` is a well-formed USCC: 18 characters of its alphabet and the right check character. What the parts
 * inside stand for is not judged.
 */
export function isUnifiedCode(code: string): boolean {
  return code.length === 18 && unifiedCodeCheckCharacter(code.slice(0, 17)) === code.charAt(17);
}
