import type { Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import { hallTime } from '../hall-time.ts';

/** A division code that does not exist, so that no number here is anybody's. */
const division = '440699';

/**
 * The next 申办流水号 of a day, e.g. `440699202611240000001`: division, day in the hall, seven-digit serial.
 * @param db the transaction in which the case is stored: a number given to no case is given again
 */
export async function nextCaseNumber(db: Database, at: Instant): Promise<string> {
  const day = hallTime(at).slice(0, 8);
  const { last } = await db
    .insertInto('case_number_counters')
    .values({ day, last: 1 })
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((row) => ({
        last: row('case_number_counters.last', '+', 1),
      })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return division + day + String(last).padStart(7, '0');
}
