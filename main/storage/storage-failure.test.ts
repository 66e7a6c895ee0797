import { expect, it } from 'vitest';
import { failureCatalogue } from '../../src/failures/catalogue.ts';
import { failure } from '../../src/failures/failure.ts';
import { DatabaseError } from './database-error.ts';
import { machineFault, storageFailure } from './storage-failure.ts';

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

it.each([
  [new DatabaseError('SQLITE_FULL', ''), 'storage.disk-full'],
  [systemError('ENOSPC'), 'storage.disk-full'],
  [new DatabaseError('SQLITE_NOTADB', ''), 'storage.damaged-database'],
  [new DatabaseError('SQLITE_CANTOPEN', ''), 'storage.not-writable'],
  [systemError('EROFS'), 'storage.not-writable'],
  [new DatabaseError('SQLITE_BUSY', ''), 'storage.held'],
  [new DatabaseError('SQLITE_IOERR', ''), 'storage.disk-error'],
] as const)('names the fault of the machine behind %s', (cause, code) => {
  expect(machineFault(cause)).toEqual(failure(code));
  expect(storageFailure(cause)).toEqual(failure(code));
  expect(failureCatalogue[code].retriable).toBe(true);
});

it.each([
  [new DatabaseError('SQLITE_CONSTRAINT', '')],
  [new Error('SQLITE_FULL')],
  [systemError('ERR_INVALID_ARG_TYPE')],
  ['ENOSPC'],
])('takes %s for a mistake of the program, after which nothing is stored either', (cause) => {
  expect(machineFault(cause)).toBeUndefined();
  expect(storageFailure(cause)).toEqual(failure('storage.not-written'));
});
