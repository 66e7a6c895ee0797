import { sql } from 'kysely';
import {
  type ProvisionalBlock,
  type ProvisionalBlocksRequest,
  provisionalTerms,
} from '../../src/contracts/provisional-api.ts';
import { addDays } from '../../src/domain/calendar-day.ts';
import { isNumberedWindow, lastSerial } from '../../src/domain/provisional-number.ts';
import { type Clock, hallDay } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import type { Session } from '../sessions/session-store.ts';

type Held = ProvisionalBlocksRequest['held'][number];

/** Sets serials aside; none is ever given to two workstations, nor to two databases of one. */
export class ProvisionalNumberStore {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(db: Database, clock: Pick<Clock, 'now'>) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The blocks that a workstation lacks, oldest day first. One whose answer was lost is answered once more. */
  async blocks(
    session: Session,
    { epoch, held }: ProvisionalBlocksRequest,
  ): Promise<readonly ProvisionalBlock[]> {
    if (!isNumberedWindow(session.windowId)) return [];
    const today = hallDay(this.#clock.now());
    const days = Array.from({ length: provisionalTerms.days }, (_, index) => addDays(today, index));
    return this.#db.transaction().execute(async (db) => {
      const blocks: ProvisionalBlock[] = [];
      for (const day of days) {
        const known = held.find((one) => one.day === day) ?? { day, through: 0, left: 0 };
        const block = await this.#blockOf(db, session, epoch, known);
        if (block !== undefined) blocks.push(block);
      }
      return blocks;
    });
  }

  async #blockOf(
    db: Database,
    { windowId, workstationId }: Session,
    epoch: string,
    { day, through, left }: Held,
  ): Promise<ProvisionalBlock | undefined> {
    const newest = await db
      .selectFrom('provisional_blocks')
      .select(['day', 'first', 'last'])
      .where('window_id', '=', windowId)
      .where('day', '=', day)
      .where('workstation_id', '=', workstationId)
      .where('epoch', '=', epoch)
      .orderBy('last', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (newest !== undefined && newest.last > through) return newest;
    if (left >= provisionalTerms.enough) return undefined;
    // A platform that was restored has forgotten what it gave: nothing begins below what somebody has.
    const { last: end } = await db
      .insertInto('provisional_counters')
      .values({ window_id: windowId, day, last: through + provisionalTerms.blockSize })
      .onConflict((conflict) =>
        conflict.columns(['window_id', 'day']).doUpdateSet({
          last: sql<number>`CASE WHEN provisional_counters.last < ${through} THEN ${through}
            ELSE provisional_counters.last END + ${provisionalTerms.blockSize}`,
        }),
      )
      .returning('last')
      .executeTakeFirstOrThrow();
    const first = end - provisionalTerms.blockSize + 1;
    const last = Math.min(end, lastSerial);
    if (first > last) return undefined;
    const block = { day, first, last };
    await db
      .insertInto('provisional_blocks')
      .values({ ...block, window_id: windowId, workstation_id: workstationId, epoch })
      .execute();
    return block;
  }
}
