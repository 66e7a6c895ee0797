/** What the port hands to a driver. Integers travel as `bigint`, so that no driver stores them as floating point. */
export type DriverValue = string | bigint | Uint8Array | null;

export type DriverParameters = Record<string, DriverValue>;

/** A prepared statement as a driver offers it: values of rows are not yet checked. */
export interface DriverStatement {
  readonly returnsRows: boolean;
  run(parameters: DriverParameters): number;
  get(parameters: DriverParameters): object | undefined;
  all(parameters: DriverParameters): readonly object[];
}

/** One open connection. Drivers only translate; rules that all of them share stand in `database.ts`. */
export interface DriverConnection {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): DriverStatement;
  close(): void;
}

/** A loaded driver. */
export interface Driver {
  connect(file: string, options: { readonly readOnly: boolean }): DriverConnection;
  /** Name of the result code that an error of this driver counts as; `undefined` if it is not SQLite's. */
  resultCodeOf(error: unknown): string | undefined;
}
