import type {
  ProvisionalBlock,
  ProvisionalBlocksRequest,
} from '../../src/contracts/provisional-api.ts';
import { provisionalNumber } from '../../src/domain/provisional-number.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';

/** What a workstation has of one day's serials. */
type HeldSerials = ProvisionalBlocksRequest['held'][number];

/** The provisional numbers that this workstation may give out by itself. None is given out twice. */
export interface ProvisionalNumbers {
  /**
   * The next number of a window for a day of the hall (`YYYY-MM-DD`): only inside the transaction that stores the case
   * which is known by it. `offline.no-numbers` where none was set aside for that day, or all are used up.
   */
  take(of: { readonly windowId: string; readonly day: string }): Outcome<string>;
  /** What is there for a window, by day. */
  held(windowId: string): readonly HeldSerials[];
  /** Adds blocks of a window; one that is there already stays as it is. */
  add(windowId: string, blocks: readonly ProvisionalBlock[]): void;
  /** Forgets the blocks of days before one. */
  dropBefore(day: string): void;
}

/** The provisional numbers of a database. */
export function createProvisionalNumbers(database: Database): ProvisionalNumbers {
  const takeNext = database.prepare<{ readonly serial: number }>(
    `UPDATE provisional_blocks SET next = next + 1
     WHERE window_id = :windowId AND day = :day AND first = (
       SELECT min(first) FROM provisional_blocks
       WHERE window_id = :windowId AND day = :day AND next <= last
     )
     RETURNING next - 1 AS serial`,
  );
  const selectHeld = database.prepare<HeldSerials>(
    `SELECT day, max(last) AS through, sum(last - next + 1) AS left FROM provisional_blocks
     WHERE window_id = :windowId GROUP BY day ORDER BY day`,
  );
  const insert = database.prepare(
    `INSERT INTO provisional_blocks (window_id, day, first, last, next)
     VALUES (:windowId, :day, :first, :last, :first) ON CONFLICT DO NOTHING`,
  );
  const remove = database.prepare('DELETE FROM provisional_blocks WHERE day < :day');
  return {
    take({ windowId, day }) {
      if (!database.inTransaction) {
        throw new DatabaseError('SQLITE_MISUSE', 'A number is taken with the case that it is for.');
      }
      const taken = takeNext.get({ windowId, day });
      return taken === undefined
        ? fail('offline.no-numbers')
        : ok(provisionalNumber({ windowId, day, serial: taken.serial }));
    },
    held: (windowId) => selectHeld.all({ windowId }),
    add(windowId, blocks) {
      for (const { day, first, last } of blocks) insert.run({ windowId, day, first, last });
    },
    dropBefore(day) {
      remove.run({ day });
    },
  };
}
