import { addDays } from '../../src/domain/calendar-day.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { type Clock, hallDay } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Storage } from '../storage/storage.ts';
import { storageFailure } from '../storage/storage-failure.ts';

/**
 * Days for which an acknowledged event is kept, sealed: so long a platform that has lost it, restored from a backup for
 * one, gets it again.
 */
export const daysKept = 14;

/** What the purge needs. */
interface OutboxRetentionOptions {
  readonly storage: Pick<Storage, 'outbox' | 'transaction'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Removes the events whose days are over. Costs a look-up where there are none. @returns how many it were */
export function purgeOutbox({ storage, clock, log }: OutboxRetentionOptions): Outcome<number> {
  const firstKept = addDays(hallDay(clock.now()), -daysKept);
  try {
    const purged = storage.transaction(() => ok(storage.outbox.purgeAcknowledgedBefore(firstKept)));
    if (purged.ok && purged.value > 0) log.info('outbox.purged', { events: purged.value });
    return purged;
  } catch (cause) {
    const problem = storageFailure(cause);
    log.warn('outbox.not-purged', { code: problem.code });
    return err(problem);
  }
}
