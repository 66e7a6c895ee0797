import { type Case, hasEnded, isUntouched } from '../../../src/domain/case.ts';
import { type Failure, failure } from '../../../src/failures/failure.ts';
import { type Clock, hallDay } from '../../../src/support/clock.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Storage } from '../../storage/storage.ts';
import { removeCase } from './remove-case.ts';

/** Drafts of earlier days: what was not finished on its day is not kept beyond it, and is told to whoever's it was. */
export interface OldDrafts {
  /**
   * Removes them, with their leases; their files are the caller's to remove.
   * @param inHand a case that somebody is working on
   * @returns what was removed, as it was
   */
  drop(inHand: string | undefined): readonly Case[];
  /** What a clerk has to be told. */
  notices(clerk: string): readonly Failure[];
  /** The clerk has been told. */
  forget(clerk: string): void;
}

/** What dropping needs. */
export interface OldDraftsOptions {
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'cases' | 'leases' | 'transaction'>;
  readonly log: Log;
}

/** Nothing has been dropped yet. */
export function createOldDrafts({ clock, storage, log }: OldDraftsOptions): OldDrafts {
  const unfinished = new Map<string, number>();
  /** The day for which everything was dropped. */
  let doneFor = '';

  return {
    drop: (inHand) => {
      const today = hallDay(clock.now());
      if (doneFor === today) return [];
      const old = storage.cases.listDrafts(today).cases;
      const dropped = old.filter(
        (draft) => draft.id !== inHand && removeCase({ storage, log }, draft),
      );
      if (dropped.length === old.length) doneFor = today;
      for (const draft of dropped) {
        if (hasEnded(draft.stage) || isUntouched(draft)) continue;
        unfinished.set(draft.clerk, (unfinished.get(draft.clerk) ?? 0) + 1);
      }
      if (dropped.length > 0) log.info('drafts.dropped', { count: dropped.length });
      return dropped;
    },
    notices: (clerk) => {
      const count = unfinished.get(clerk);
      return count === undefined ? [] : [failure('case.drafts-dropped', { count })];
    },
    forget: (clerk) => {
      unfinished.delete(clerk);
    },
  };
}
