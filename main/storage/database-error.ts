/**
 * What every driver throws, whatever its own errors look like. Storage throws it for mistakes of the program and for
 * faults of the machine (disk full, I/O error); problems that are expected are outcomes.
 */
export class DatabaseError extends Error {
  /** Name of SQLite's primary result code, e.g. `SQLITE_CORRUPT`. */
  readonly resultCode: string;

  constructor(resultCode: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseError';
    this.resultCode = resultCode;
  }

  /** Whether the file itself is damaged. */
  get isDamage(): boolean {
    return this.resultCode === 'SQLITE_CORRUPT' || this.resultCode === 'SQLITE_NOTADB';
  }
}
