/**
 * Licence values in the library's notation: an object in JSON, except that strings stand in single quotes. So a
 * double quote in a value is bare, a single quote is `\'`, and every other escape is JSON's. A value `5" O'Neil` of
 * the field `ZZ` becomes `{'ZZ':'5" O\'Neil'}`.
 */
export function toDataFields(fields: Readonly<Record<string, string>>): string {
  const members = Object.entries(fields).map(([key, value]) => `${quote(key)}:${quote(value)}`);
  return `{${members.join(',')}}`;
}

function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
