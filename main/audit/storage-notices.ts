import type { Audit } from '../../src/audit/audit-actions.ts';
import type { Failure } from '../../src/failures/failure.ts';
import type { Log } from '../diagnostics/log.ts';

/** What watching needs. */
interface StorageNoticesOptions {
  /** What people have to be told of storage, now. */
  readonly notices: () => readonly Failure[];
  readonly audit: Audit;
  readonly log: Log;
}

/** @returns what writes down, each time it is called, the notices that are new in this run; of a salvage how much is missing */
export function watchStorageNotices({ notices, audit, log }: StorageNoticesOptions): () => void {
  const told = new Set<string>();
  return () => {
    for (const { code, info = {} } of notices()) {
      if (told.has(code)) continue;
      told.add(code);
      log.warn('storage.notice', { code, ...info });
      audit('storage:noticed', { code });
      const { missingEvents: events = 0, missingEntries: auditEntries = 0 } = info;
      if (typeof events !== 'number' || typeof auditEntries !== 'number') continue;
      if (events + auditEntries > 0) audit('storage:numbers-missing', { events, auditEntries });
    }
  };
}
