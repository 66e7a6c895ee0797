import { addDays } from '../../src/domain/calendar-day.ts';
import { type Clock, hallDay, type Instant } from '../../src/support/clock.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Storage } from './storage.ts';
import { storageFailure } from './storage-failure.ts';

/** Sees to it that what has been removed here does not stay in the backup. */
export interface BackupRenewal {
  /** Something has been removed that the backup may still hold. */
  noteRemoved(): void;
  /** A minute or so has passed. */
  passTime(): void;
  /** Makes a backup now: the program ends. */
  end(): void;
}

/** What renewing needs. */
export interface BackupRenewalOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly storage: Pick<Storage, 'backUp' | 'backedUpOn' | 'dropBackup'>;
  /** Days that a received case is kept: an older backup holds what has been removed. */
  readonly caseDays: () => number;
  /** A moment that has come for certain; undefined where nobody has said. */
  readonly reached: () => Instant | undefined;
  /** Nobody is at the counter who would wait for it. */
  readonly isFree: () => boolean;
  readonly log: Log;
}

/**
 * Renews the backup after removals, once a day of the hall at most and while nobody is at the counter. What is removed later on
 * that day, or where no backup could be made, is left to the next day or to the end of the program. One that holds what ought to
 * be gone by now is renewed whoever is at the counter, and removed where that is not possible.
 */
export function createBackupRenewal(options: BackupRenewalOptions): BackupRenewal {
  const { clock, storage, caseDays, reached, isFree, log } = options;
  let isDue = false;
  let triedOn = '';

  function backUp(): void {
    const made = storage.backUp();
    isDue = !made.ok;
    if (made.ok) log.info('storage.backed-up', {});
    else {
      log.warn('storage.not-backed-up', { code: made.problem.code });
      dropOld();
    }
  }

  /** The first day of which a backup still counts, where the one that there is is of before it. */
  function outlivedBefore(): string | undefined {
    const now = reached();
    const madeOn = storage.backedUpOn();
    if (now === undefined || madeOn === undefined) return undefined;
    const firstKept = addDays(hallDay(now), -caseDays());
    return madeOn < firstKept ? firstKept : undefined;
  }

  function dropOld(): void {
    const before = outlivedBefore();
    if (before === undefined) return;
    try {
      storage.dropBackup(before);
      log.info('storage.backup-dropped', {});
    } catch (cause) {
      // It is tried again with the next backup that cannot be made.
      log.warn('storage.backup-not-dropped', { code: storageFailure(cause).code });
    }
  }

  return {
    noteRemoved: () => {
      isDue = true;
    },
    passTime: () => {
      const today = hallDay(clock.now());
      if (triedOn === today) return;
      if (!(isDue && isFree()) && outlivedBefore() === undefined) return;
      triedOn = today;
      backUp();
    },
    end: backUp,
  };
}
