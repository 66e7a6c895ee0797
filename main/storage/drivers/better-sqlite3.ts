import type BetterSqlite3 from 'better-sqlite3';
import type { Driver } from '../driver.ts';
import { tellingCodes } from './telling-codes.ts';

/** The driver over `better-sqlite3`. Double-quoted strings are off by its build. */
export function betterSqlite3Driver(Connection: typeof BetterSqlite3): Driver {
  return {
    connect(file, { readOnly }) {
      const connection = new Connection(file, { readonly: readOnly });
      connection.defaultSafeIntegers(true);
      return {
        get inTransaction() {
          return connection.inTransaction;
        },
        exec(sql) {
          connection.exec(sql);
        },
        prepare(sql) {
          const statement = connection.prepare<unknown[], object>(sql);
          return {
            returnsRows: statement.reader,
            run: (parameters) => statement.run(parameters).changes,
            get: (parameters) => statement.get(parameters),
            all: (parameters) => statement.all(parameters),
          };
        },
        close() {
          connection.close();
        },
      };
    },
    resultCodeOf(error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const telling = tellingCodes.find(({ name }) => name === code);
      if (telling !== undefined) return telling.countsAs;
      // Extended codes append a word: SQLITE_CONSTRAINT_UNIQUE.
      return /^SQLITE_[A-Z]+/.exec(typeof code === 'string' ? code : '')?.[0];
    },
  };
}
