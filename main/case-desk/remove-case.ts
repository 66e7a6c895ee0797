import type { Case } from '../../src/domain/case.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Storage } from '../storage/storage.ts';
import { attempt } from './attempt.ts';

/** Forgets a case for good, with its lease; its files are the caller's to remove. @returns whether that has happened */
export function removeCase(
  {
    storage,
    log,
  }: { readonly storage: Pick<Storage, 'cases' | 'leases' | 'transaction'>; readonly log: Log },
  { id, leaseId }: Pick<Case, 'id' | 'leaseId'>,
): boolean {
  return attempt(log, () => {
    // The lease goes first: a crash in between must leave nothing that could still be opened.
    if (leaseId !== undefined) storage.leases.shred(leaseId);
    return storage.transaction(() => {
      storage.cases.remove(id);
      return ok(null);
    });
  }).ok;
}
