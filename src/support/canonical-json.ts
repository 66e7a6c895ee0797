/** What JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/**
 * The one text of a JSON value that everybody computes alike (RFC 8785, JCS): no white space, members sorted by UTF-16
 * code units, numbers and strings as ECMAScript writes them. Absent (`undefined`) members are left out.
 * @throws where RFC 8785 has no text: numbers that are not finite, strings with a lone surrogate
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('JSON has no infinite numbers');
  }
  if (typeof value === 'string') return canonicalString(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join()}]`;
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, member]) =>
      member === undefined ? [] : [`${canonicalString(key)}:${canonicalJson(member)}`],
    );
  return `{${members.join()}}`;
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function canonicalString(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError('a lone surrogate is no character');
  return JSON.stringify(text);
}
