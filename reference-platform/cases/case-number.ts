import type { Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import { hallTime } from '../hall-time.ts';

/** A division code that does not exist, so that no number here is anybody's. */
const division = '440699';

/**
 * The next 申办流水号 of a day, so many of them, e.g. `440699202611240000001`: division, day in the hall, seven-digit
 * serial.
 * @param db the transaction in which the cases are stored: a number given to no case is given again
 */
export async function takeCaseNumbers(
  db: Database,
  at: Instant,
  count: number,
): Promise<readonly string[]> {
  const day = hallTime(at).slice(0, 8);
  const { last } = await db
    .insertInto('case_number_counters')
    .values({ day, last: count })
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((row) => ({
        last: row('case_number_counters.last', '+', count),
      })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return Array.from(
    { length: count },
    (_, index) => division + day + String(last - count + 1 + index).padStart(7, '0'),
  );
}
