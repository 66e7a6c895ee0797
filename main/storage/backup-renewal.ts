import { type Clock, hallDay } from '../../src/support/clock.ts';

/** Sees to it that what has been removed here does not stay in the backup until the program ends. */
export interface BackupRenewal {
  /** Something has been removed that the backup may still hold. */
  noteRemoved(): void;
  /** A minute or so has passed. */
  passTime(): void;
}

/** What renewing needs. */
export interface BackupRenewalOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Puts a new backup in the place of the one before. @returns whether it is there */
  readonly backUp: () => boolean;
}

/**
 * Renews the backup after removals, once a day of the hall at most: it is copied while somebody waits. What is removed later on
 * that day, or where no backup could be made, is left to the next day or to the end of the program.
 */
export function createBackupRenewal({ clock, backUp }: BackupRenewalOptions): BackupRenewal {
  let isDue = false;
  let triedOn = '';

  return {
    noteRemoved: () => {
      isDue = true;
    },
    passTime: () => {
      const today = hallDay(clock.now());
      if (!isDue || triedOn === today) return;
      triedOn = today;
      isDue = !backUp();
    },
  };
}
