import type { Driver, DriverParameters } from '../driver.ts';
import { tellingCodes } from './telling-codes.ts';

interface StatementSync {
  setReadBigInts(enabled: boolean): void;
  columns(): readonly unknown[];
  run(parameters: DriverParameters): { readonly changes: number | bigint };
  get(parameters: DriverParameters): object | undefined;
  all(parameters: DriverParameters): readonly object[];
}

interface DatabaseSync {
  readonly isTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): StatementSync;
  close(): void;
}

/** What `node:sqlite` and its compatible packages have in common. */
type DatabaseSyncClass = new (
  file: string,
  options: { readonly readOnly: boolean; readonly enableDoubleQuotedStringLiterals: boolean },
) => DatabaseSync;

/** SQLite's primary result codes in the order of their numbers. */
const resultCodes =
  'OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB'.split(
    ' ',
  );

/** The driver over a `DatabaseSync`: the built-in `node:sqlite` or `@photostructure/sqlite`. */
export function nodeSqliteDriver(Connection: DatabaseSyncClass): Driver {
  return {
    connect(file, { readOnly }) {
      const connection = new Connection(file, {
        readOnly,
        enableDoubleQuotedStringLiterals: false,
      });
      return {
        get inTransaction() {
          return connection.isTransaction;
        },
        exec(sql) {
          connection.exec(sql);
        },
        prepare(sql) {
          const statement = connection.prepare(sql);
          statement.setReadBigInts(true);
          return {
            returnsRows: statement.columns().length > 0,
            run: (parameters) => Number(statement.run(parameters).changes),
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
      if (!(error instanceof Error) || !('errcode' in error)) return undefined;
      const telling = tellingCodes.find(({ number }) => number === error.errcode);
      if (telling !== undefined) return telling.countsAs;
      // The low byte is the primary code, the rest makes it an extended one.
      return typeof error.errcode === 'number'
        ? `SQLITE_${resultCodes[error.errcode & 0xff] ?? 'ERROR'}`
        : undefined;
    },
  };
}
