import { workstationItself } from '../../src/audit/audit-row.ts';
import { addDays, addMonths } from '../../src/domain/calendar-day.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { hallDay, hallDayStart, type Instant } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Storage } from './storage.ts';
import { storageFailure } from './storage-failure.ts';

/** How long things are kept, as the settings have it. */
export interface RetentionNumbers {
  /** Days that a case is kept here once the platform has received it, and the proofs of its consents likewise. */
  readonly caseDays: number;
  /**
   * Days that an acknowledged event is kept: so long a platform that has lost it, restored from a backup for one, gets it
   * again. A damaged database holds nothing else that is worth keeping longer.
   */
  readonly eventDays: number;
  /** Months that the audit log is kept, as far as the platform has countersigned it. */
  readonly auditMonths: number;
}

/** How many, by a code; where things are of one kind, it is `all`. */
type CountsByKind = Readonly<Record<string, number>>;

type Kept = Pick<Storage, 'cases' | 'evidence' | 'outbox' | 'audit' | 'damaged'>;

/** One thing that is kept for its time and no longer. Days are of the hall, `YYYY-MM-DD`. */
interface RetentionRule {
  readonly what:
    | 'received-cases'
    | 'evidence'
    | 'acknowledged-events'
    | 'audit-rows'
    | 'damaged-databases';
  /** The first day of which anything is still kept. */
  readonly firstKept: (today: string, numbers: RetentionNumbers) => string;
  /** Removes what is older, inside a transaction. @returns how many of each kind there is of it */
  readonly remove: (kept: Kept, firstKept: string) => CountsByKind;
}

/** What leaves, after which time, and who removes it. Evidence comes after the cases that it is of. */
const rules: readonly RetentionRule[] = [
  {
    what: 'received-cases',
    firstKept: (today, { caseDays }) => addDays(today, -caseDays),
    remove: ({ cases }, day) => ({ all: cases.removeReceivedBefore(day) }),
  },
  {
    what: 'evidence',
    firstKept: (today, { caseDays }) => addDays(today, -caseDays),
    remove: ({ evidence }, day) => ({ all: evidence.removeCountersignedBefore(day) }),
  },
  {
    what: 'acknowledged-events',
    firstKept: (today, { eventDays }) => addDays(today, -eventDays),
    remove: ({ outbox }, day) => outbox.purgeAcknowledgedBefore(day),
  },
  {
    what: 'audit-rows',
    firstKept: (today, { auditMonths }) => addMonths(today, -auditMonths),
    remove: ({ audit }, day) => ({ all: audit.cutBefore(hallDayStart(day)) }),
  },
  {
    what: 'damaged-databases',
    firstKept: (today, { eventDays }) => addDays(today, -eventDays),
    remove: ({ damaged }, day) => ({ all: damaged.removeBefore(day) }),
  },
];

/** Removes what has been kept for its time, once a day. */
export interface Retention {
  /** A minute or so has passed. */
  passTime(): void;
}

/** What retention needs. */
export interface RetentionOptions {
  readonly storage: Kept & Pick<Storage, 'transaction'>;
  readonly numbers: () => RetentionNumbers;
  /**
   * A moment that has come for certain, by what the platform has said; undefined where it has said nothing: a clock here that is
   * ahead by mistake ends nothing, and what stays a day longer stays sealed.
   */
  readonly platformNow: () => Instant | undefined;
  /** Something has been removed that a copy may still hold. */
  readonly onRemoved: () => void;
  readonly log: Log;
}

/** Keeps to the rules. What cannot be removed, on a disk that fails, is tried again a minute later. */
export function createRetention(options: RetentionOptions): Retention {
  const { storage, numbers, platformNow, onRemoved, log } = options;
  let doneOn = '';

  function follow({ what, firstKept, remove }: RetentionRule, today: string): Outcome<number> {
    const before = firstKept(today, numbers());
    return storage.transaction(() => {
      const removed = Object.entries(remove(storage, before)).filter(([, count]) => count > 0);
      for (const [kind, count] of removed) {
        storage.audit.note('retention:removed', { what, kind, count, before }, workstationItself);
      }
      return ok(removed.reduce((sum, [, count]) => sum + count, 0));
    });
  }

  /** @returns how many have left; undefined where that is not possible now */
  function tryToFollow(rule: RetentionRule, today: string): number | undefined {
    try {
      const followed = follow(rule, today);
      const count = followed.ok ? followed.value : 0;
      if (count > 0) log.info('retention.removed', { what: rule.what, count });
      return count;
    } catch (cause) {
      log.warn('retention.failed', { what: rule.what, code: storageFailure(cause).code });
      return undefined;
    }
  }

  return {
    passTime: () => {
      const now = platformNow();
      const today = now === undefined ? doneOn : hallDay(now);
      if (today === doneOn) return;
      const removed = rules.map((rule) => tryToFollow(rule, today));
      if (removed.every((count) => count !== undefined)) doneOn = today;
      if (removed.some((count) => count !== undefined && count > 0)) onRemoved();
    },
  };
}
