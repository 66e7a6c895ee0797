import type { Database as SqliteFile, Statement } from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Most statements kept; lists of every length make statements of their own. */
const mostKept = 500;

/**
 * A SQLite file as Kysely drives it, whose statements stay prepared. A statement that is given rows (arrays of values)
 * in the place of values is run once for each row.
 */
export function withKeptStatements(file: SqliteFile): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(sql) {
      const statement = kept.get(sql) ?? asKyselyRuns(file.prepare<unknown[]>(sql));
      // The one used last is the last to be given up.
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
    close() {
      kept.clear();
      file.close();
    },
  };
}

function asKyselyRuns(statement: Statement<unknown[]>): SqliteStatement {
  return {
    reader: statement.reader,
    all: (values) => statement.all(values),
    iterate: (values) => statement.iterate(values),
    run(parameters) {
      if (!parameters.every(Array.isArray) || parameters.length === 0)
        return statement.run(parameters);
      let changes = 0;
      let lastInsertRowid: number | bigint = 0;
      for (const row of parameters) {
        const done = statement.run(row);
        changes += done.changes;
        ({ lastInsertRowid } = done);
      }
      return { changes, lastInsertRowid };
    },
  };
}
