import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { DatabaseError } from './database-error.ts';
import type { Driver, DriverParameters, DriverValue } from './driver.ts';
import { parameterNames } from './sql-text.ts';

/** What a column holds. Numbers are safe integers; there is no floating point in our tables. */
export type SqlValue = string | number | Uint8Array | null;

/** Values by parameter name, without the colon; exactly the names that the statement mentions. */
type SqlParameters = Readonly<Record<string, SqlValue>>;

/** A prepared statement. Calling the method that does not fit the statement is refused. */
export interface Statement<Row> {
  /** Runs a statement that returns no rows. @returns the number of changed rows */
  run(parameters?: SqlParameters): number;
  /** The first row of a statement that returns rows. */
  get(parameters?: SqlParameters): Row | undefined;
  /** All rows of a statement that returns rows. */
  all(parameters?: SqlParameters): readonly Row[];
}

/** SQLite as the stores see it: the same behaviour on every driver, held by one conformance suite. */
export interface Database {
  readonly inTransaction: boolean;
  /** Runs one or more statements without parameters. */
  exec(sql: string): void;
  /** Compiles one statement. `Row` is the caller's knowledge of the (STRICT) tables it reads. */
  prepare<Row extends object = Record<string, SqlValue>>(sql: string): Statement<Row>;
  /** Commits if `work` succeeds; rolls back if its outcome is a failure or it throws. Does not nest. */
  transaction<Value>(work: () => Outcome<Value>): Outcome<Value>;
  /**
   * Does a write that the disk confirms together with the next commit, in the order in which they were made: a power cut
   * in between undoes it. Not inside a transaction.
   */
  unconfirmed<Value>(write: () => Value): Value;
  /** Does something for which another program that holds the file is waited for no longer than so many milliseconds. */
  waitingAtMost<Value>(ms: number, work: () => Value): Value;
  /** Runs `PRAGMA <text>`. @returns the first column of the first row */
  pragma(text: string): SqlValue | undefined;
  close(): void;
}

/** Milliseconds that another program is waited for: a backup tool or virus scanner may hold the file for a moment. */
const usualWait = 5000;

/** Hears of every error of SQLite before the caller does. */
export type ErrorListener = (error: DatabaseError) => void;

/** Opens an existing file without changing a byte of it. */
export function openForReading(driver: Driver, file: string): Database {
  return connect(driver, file, { readOnly: true });
}

/** Makes an empty database that is gone when it is closed. */
export function openInMemory(driver: Driver): Database {
  return connect(driver, ':memory:', { readOnly: false });
}

/** Opens or creates a file for reading and writing, and makes sure that a commit survives a power cut. */
export function openDurable(
  driver: Driver,
  file: string,
  onError: ErrorListener = () => undefined,
): Outcome<Database> {
  const database = connect(driver, file, { readOnly: false, onError });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    // Builds with their own default for WAL apply it at the first access to the schema, so ask only after one.
    database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
    if (database.pragma('journal_mode') === 'wal' && database.pragma('synchronous') === 2) {
      return ok(database);
    }
    // A full disk keeps a new file from being set up without a word; only what is written says so.
    database.pragma(`user_version = ${Number(database.pragma('user_version'))}`);
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return fail('storage.not-durable');
}

function connect(
  driver: Driver,
  file: string,
  { readOnly, onError }: { readonly readOnly: boolean; readonly onError?: ErrorListener },
): Database {
  const guard = <Value>(action: () => Value): Value => {
    try {
      return action();
    } catch (error) {
      const resultCode = driver.resultCodeOf(error);
      if (resultCode === undefined) throw error;
      const named = new DatabaseError(resultCode, String(error), error);
      onError?.(named);
      throw named;
    }
  };
  const connection = guard(() => driver.connect(file, { readOnly }));
  const exec = (sql: string): void => guard(() => connection.exec(sql));

  const pragma = (text: string): SqlValue | undefined =>
    guard(() => {
      const statement = connection.prepare(`PRAGMA ${text}`);
      if (!statement.returnsRows) {
        statement.run({});
        return undefined;
      }
      const row = statement.get({});
      return row === undefined ? undefined : Object.values(readRow(row))[0];
    });

  const prepare = <Row>(sql: string): Statement<Row> => {
    const names = parameterNames(sql);
    const statement = guard(() => connection.prepare(sql));
    const expectRows = (expected: boolean): void => {
      if (statement.returnsRows === expected) return;
      throw new DatabaseError(
        'SQLITE_MISUSE',
        `The statement returns ${expected ? 'no ' : ''}rows.`,
      );
    };
    return {
      run(parameters = {}) {
        expectRows(false);
        const bound = bindAll(names, parameters);
        return guard(() => statement.run(bound));
      },
      get(parameters = {}) {
        expectRows(true);
        const bound = bindAll(names, parameters);
        const row = guard(() => statement.get(bound));
        return row === undefined ? undefined : (readRow(row) as Row);
      },
      all(parameters = {}) {
        expectRows(true);
        const bound = bindAll(names, parameters);
        return guard(() => statement.all(bound)).map((row) => readRow(row) as Row);
      },
    };
  };

  // Compiled once: every commit needs two of them.
  const begin = prepare('BEGIN IMMEDIATE');
  const commit = prepare('COMMIT');
  const rollback = prepare('ROLLBACK');

  const transaction = <Value>(work: () => Outcome<Value>): Outcome<Value> => {
    begin.run();
    try {
      const outcome = work();
      (outcome.ok ? commit : rollback).run();
      return outcome;
    } catch (error) {
      // After some errors, a full disk for one, SQLite has already rolled back.
      if (connection.inTransaction) rollback.run();
      throw error;
    }
  };

  const unconfirmed = <Value>(write: () => Value): Value => {
    pragma('synchronous = NORMAL');
    try {
      return write();
    } finally {
      pragma('synchronous = FULL');
    }
  };

  const waitingAtMost = <Value>(ms: number, work: () => Value): Value => {
    pragma(`busy_timeout = ${ms}`);
    try {
      return work();
    } finally {
      pragma(`busy_timeout = ${usualWait}`);
    }
  };

  const database: Database = {
    get inTransaction() {
      return connection.inTransaction;
    },
    exec,
    prepare,
    transaction,
    unconfirmed,
    waitingAtMost,
    pragma,
    close: () => guard(() => connection.close()),
  };
  try {
    pragma(`busy_timeout = ${usualWait}`);
    pragma('foreign_keys = ON');
    pragma('temp_store = MEMORY');
    pragma('secure_delete = ON');
    pragma('cell_size_check = ON');
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function bindAll(names: ReadonlySet<string>, parameters: SqlParameters): DriverParameters {
  const bound: DriverParameters = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (!names.has(name)) throw new DatabaseError('SQLITE_MISUSE', `Unknown parameter ${name}.`);
    bound[name] = bind(name, value);
  }
  for (const name of names) {
    if (!Object.hasOwn(bound, name)) {
      throw new DatabaseError('SQLITE_MISUSE', `Missing parameter ${name}.`);
    }
  }
  return bound;
}

function bind(name: string, value: unknown): DriverValue {
  if (value === null || value instanceof Uint8Array) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  // One driver cuts strings at NUL, and half a surrogate pair would come back as another character.
  if (typeof value === 'string' && !value.includes('\0') && !/\p{Surrogate}/u.test(value)) {
    return value;
  }
  throw new DatabaseError('SQLITE_MISUSE', `Parameter ${name} holds a value that is not stored.`);
}

function readRow(row: object): Record<string, SqlValue> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, readValue(column, value)]),
  );
}

function readValue(column: string, value: unknown): SqlValue {
  if (value === null || typeof value === 'string') return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  throw new DatabaseError('SQLITE_MISMATCH', `Column ${column} holds a value that is not read.`);
}
