import { DatabaseError } from './database-error.ts';

const quotedOrComment =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * The names of a statement's parameters. No driver tells them, and each treats missing and unknown ones differently.
 * Refuses what the drivers do not agree on: several statements in one text, none at all, and parameters other than
 * `:name`.
 */
export function parameterNames(sql: string): ReadonlySet<string> {
  const bare = sql.replace(quotedOrComment, ' ');
  if (/;\s*\S/.test(bare) || /^[\s;]*$/.test(bare)) {
    throw new DatabaseError('SQLITE_MISUSE', 'A prepared text holds exactly one statement.');
  }
  const names = new Set<string>();
  for (const [parameter, sigil, name] of bare.matchAll(/([:@$?])(\w*)/g)) {
    if (sigil !== ':' || !name) {
      throw new DatabaseError('SQLITE_MISUSE', `Parameter ${parameter} is not of the form :name.`);
    }
    names.add(name);
  }
  return names;
}
