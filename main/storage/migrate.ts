import { ok } from '../../src/support/result.ts';
import type { Database } from './database.ts';

/** One step of the schema. Its number is what `PRAGMA user_version` holds once it has run. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Reads migrations from files named `NNNN-what-it-does.sql`, by path.
 * @throws if a name is not of that form or the numbers do not rise
 */
export function readMigrations(sqlByPath: Readonly<Record<string, string>>): readonly Migration[] {
  let last = 0;
  return Object.entries(sqlByPath).map(([path, sql]) => {
    const [, digits, name] = /(?:^|\/)(\d{4})-([a-z0-9-]+)\.sql$/.exec(path) ?? [];
    const number = Number(digits);
    if (name === undefined || !(number > last)) throw new Error(`Migration out of order: ${path}`);
    last = number;
    return { number, name, sql };
  });
}

/** Brings the schema to the last migration, all or nothing. */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const version = versionOf(database);
  const pending = migrations.filter(({ number }) => number > version);
  if (pending.length === 0) return;
  database.transaction(() => {
    for (const { number, sql } of pending) {
      database.exec(sql);
      database.pragma(`user_version = ${number}`);
    }
    return ok(undefined);
  });
}

/** The number of the last migration that a database has been through. */
export function versionOf(database: Database): number {
  return Number(database.pragma('user_version'));
}
