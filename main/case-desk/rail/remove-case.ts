import { type Case, hasEnded } from '../../../src/domain/case.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import { attempt } from '../../storage/attempt.ts';
import type { Storage } from '../../storage/storage.ts';

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

/** A file goes when it has left its case, or its case has ended: the platform has what was handed in. */
export function removeFiles(
  { storage, log }: { readonly storage: Pick<Storage, 'attachments'>; readonly log: Log },
  before: Case,
  next: Case,
): void {
  const kept = hasEnded(next.stage) ? [] : (next.attachments ?? []);
  const gone = (before.attachments ?? []).filter(({ id }) => !kept.some((own) => own.id === id));
  // What cannot be removed now is removed at the next start.
  for (const { id } of gone) {
    attempt(log, () => {
      storage.attachments.remove(id);
      return ok(null);
    });
  }
}
