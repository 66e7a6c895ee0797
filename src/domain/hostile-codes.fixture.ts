import { longestCode } from './scanned-code.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Codes made to harm whoever takes them for more than bytes. None holds a line end or a tab, which end a code on a line. */
export const hostileCodes: readonly (readonly [what: string, bytes: Uint8Array])[] = [
  ['a script', utf8('<script>alert(document.cookie)</script>')],
  ['a picture that runs', utf8('"><img src=x onerror=alert(1)>')],
  ['a statement for the database', utf8("'; DROP TABLE cases; --")],
  ['an address that runs', utf8('javascript:alert(1)//')],
  ['a place in a template', utf8('{{constructor.constructor("return 1")()}}')],
  ['a path out of the folder', utf8('../../../../etc/passwd\0.png')],
  ['a name of the language', utf8('__proto__')],
  ['orders for a terminal', utf8('\u001b[2J\u001b]0;title\u0007\u0008\u007f')],
  ['text turned around', utf8('\u202e0721\u2066abc\u2069\u200f\ufeff')],
  ['NULs', utf8('\0\0A\0')],
  ['an AIM identifier within', utf8('A]Q1B')],
  ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xb7, 0xff)],
  ['as many digits as fit', utf8('7'.repeat(longestCode))],
];

/** As many digits as a QR code holds: more than is taken. */
export const tooManyDigits: Uint8Array = utf8('7'.repeat(7089));
