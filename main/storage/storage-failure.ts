import type { FailureCode } from '../../src/failures/catalogue.ts';
import { type Failure, failure } from '../../src/failures/failure.ts';
import { DatabaseError } from './database-error.ts';

/** What SQLite's and the system's codes mean for whoever is at the counter. */
const codes: Readonly<Record<string, FailureCode>> = {
  SQLITE_FULL: 'storage.disk-full',
  ENOSPC: 'storage.disk-full',
  EDQUOT: 'storage.disk-full',
  SQLITE_CORRUPT: 'storage.damaged-database',
  SQLITE_NOTADB: 'storage.damaged-database',
  SQLITE_READONLY: 'storage.not-writable',
  SQLITE_CANTOPEN: 'storage.not-writable',
  SQLITE_PERM: 'storage.not-writable',
  EACCES: 'storage.not-writable',
  EPERM: 'storage.not-writable',
  EROFS: 'storage.not-writable',
  SQLITE_BUSY: 'storage.held',
  SQLITE_LOCKED: 'storage.held',
  EBUSY: 'storage.held',
  SQLITE_IOERR: 'storage.disk-error',
  EIO: 'storage.disk-error',
};

/** What has been thrown, as a fault of the machine; `undefined` for a mistake of the program. */
export function machineFault(cause: unknown): Failure | undefined {
  const code = codes[nameOf(cause)];
  return code && failure(code);
}

/** The failure of a step that storage has thrown at: the step has not happened, whatever the reason. */
export function storageFailure(cause: unknown): Failure {
  return machineFault(cause) ?? failure('storage.not-written');
}

function nameOf(cause: unknown): string {
  if (cause instanceof DatabaseError) return cause.resultCode;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
