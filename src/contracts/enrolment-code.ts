/**
 * Codes with which workstations are enrolled, in Douglas Crockford's base 32: fifteen random symbols (75 bits) and one that
 * checks them, e.g. `7QK4-09XT-MB2E-W3HD`. They are read out and typed, so case, hyphens and spaces make no difference,
 * and letters that look like a digit count as that digit.
 */

/** The symbols by value; a code is made of these. */
export const enrolmentCodeSymbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Fifteen symbols and the one that checks them: their value modulo 37. It finds any one wrong symbol and any two swapped.
 * @returns `undefined` where the check would be one of Crockford's five symbols beyond the alphabet: nobody is to search
 * a keyboard for those, so such codes are not made
 */
export function enrolmentCodeOf(first15: string): string | undefined {
  let remainder = 0;
  for (const symbol of first15) {
    remainder = (remainder * 32 + enrolmentCodeSymbols.indexOf(symbol)) % 37;
  }
  const check = enrolmentCodeSymbols[remainder];
  return check === undefined ? undefined : first15 + check;
}

/** A code as it is shown, in groups of four. */
export function showEnrolmentCode(code: string): string {
  return code.replace(/(.{4})(?!$)/g, '$1-');
}

/** The sixteen symbols of what somebody typed; `undefined` when it is no code, or a mistyped one. */
export function readEnrolmentCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const isCode =
    /^[0-9A-HJKMNP-TV-Z]{16}$/.test(code) && enrolmentCodeOf(code.slice(0, 15)) === code;
  return isCode ? code : undefined;
}
