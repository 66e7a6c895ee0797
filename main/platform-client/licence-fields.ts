/**
 * Reads `data_fields`: by the contract a string of JSON, in practice JSON with single quotes. Both forms are accepted;
 * anything that is not an object of texts and numbers is not.
 * @returns field key → value as text, or undefined when the string cannot be read
 */
export function readDataFields(text: string): Readonly<Record<string, string>> | undefined {
  const parsed = parse(text) ?? parse(withDoubleQuotes(text));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [],
    ),
  );
}

/** A calendar day (`YYYY-MM-DD`) from the library's dates, which come with or without a time. */
export function readLibraryDay(text: string): string | undefined {
  return /^(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}:\d{2})?$/.exec(text)?.[1];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Rewrites single-quoted strings as JSON strings; an apostrophe inside one is escaped by a backslash. */
function withDoubleQuotes(text: string): string {
  let output = '';
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\' && inString) {
      const escaped = text.charAt(index + 1);
      output += escaped === "'" ? "'" : character + escaped;
      index += 1;
    } else if (character === "'") {
      inString = !inString;
      output += '"';
    } else {
      output += character === '"' && inString ? '\\"' : character;
    }
  }
  return output;
}
