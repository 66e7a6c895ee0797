import { setTimeout } from 'node:timers/promises';
import {
  type ProvisionalBlock,
  type ProvisionalBlocksRequest,
  provisionalTerms,
} from '../../src/contracts/provisional-api.ts';
import { addDays } from '../../src/domain/calendar-day.ts';
import { isNumberedWindow } from '../../src/domain/provisional-number.ts';
import { type Clock, hallDay } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import type { Session } from '../sessions/session-store.ts';

/** Who asks, and where. */
type Asking = Pick<Session, 'windowId' | 'workstationId'>;
type Held = ProvisionalBlocksRequest['held'][number];

/** Milliseconds of a moment, in which a window is given one block of each day. */
const moment = 500;

/** What there is for a workstation. */
interface Allotment {
  readonly blocks: readonly ProvisionalBlock[];
  /** Something is lacking that only the next moment can give. */
  readonly isTooSoon: boolean;
}

/** What the store needs besides its tables. */
export interface ProvisionalNumberOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Lets so many milliseconds pass. */
  readonly pause?: (ms: number) => Promise<void>;
}

/**
 * Sets serials aside; none is ever given to two workstations, nor to two databases of one, whatever this database has
 * forgotten: each moment has serials of its own, from the first in which a day's may be given to the day's last. Moments do
 * not come back, so a platform that was restored from a backup cannot give again what it gave after it. It gives nothing in
 * the moment in which it began, for then the one before it may still have given something. That the clock is not set back
 * by more than the restoring takes is left to whoever keeps it.
 */
export class ProvisionalNumberStore {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #pause: (ms: number) => Promise<void>;
  /** The moment in which this platform began, and in which each window was given something since: not known to a backup. */
  readonly #began: number;
  readonly #given = new Map<string, number>();

  constructor(db: Database, { clock, pause = setTimeout }: ProvisionalNumberOptions) {
    this.#db = db;
    this.#clock = clock;
    this.#pause = pause;
    this.#began = this.#now();
  }

  /**
   * The blocks that a workstation lacks, oldest day first. One whose answer was lost is answered once more. Two workstations
   * of one window that ask at the same time wait for each other; whoever gets nothing asks again.
   */
  async blocks(
    session: Asking,
    request: ProvisionalBlocksRequest,
  ): Promise<readonly ProvisionalBlock[]> {
    if (!isNumberedWindow(session.windowId)) return [];
    const first = await this.#allot(session, request);
    if (!first.isTooSoon) return first.blocks;
    await this.#pause(moment);
    return (await this.#allot(session, request)).blocks;
  }

  async #allot(session: Asking, { epoch, held }: ProvisionalBlocksRequest): Promise<Allotment> {
    const { windowId } = session;
    const today = hallDay(this.#clock.now());
    const days = Array.from({ length: provisionalTerms.days }, (_, index) => addDays(today, index));
    return this.#db.transaction().execute(async (db) => {
      const known: ProvisionalBlock[] = [];
      const lacking: Held[] = [];
      for (const day of days) {
        const of = held.find((one) => one.day === day) ?? { day, through: 0, left: 0 };
        const newest = await newestBlock(db, session, epoch, day);
        if (newest !== undefined && newest.last > of.through) known.push(newest);
        else if (of.left < provisionalTerms.enough) lacking.push(of);
      }
      if (lacking.length === 0) return { blocks: known, isTooSoon: false };
      const now = this.#now();
      if (now <= (this.#given.get(windowId) ?? this.#began)) {
        return { blocks: known, isTooSoon: true };
      }
      this.#given.set(windowId, now);
      const given: ProvisionalBlock[] = [];
      for (const of of lacking) {
        const block = await giveBlock(db, session, epoch, of, now);
        if (block !== undefined) given.push(block);
      }
      const blocks = [...known, ...given].sort((one, other) => (one.day < other.day ? -1 : 1));
      return { blocks, isTooSoon: given.length < lacking.length };
    });
  }

  /** The number of the moment that it is, from 1970 on. */
  #now(): number {
    return Math.floor(Date.parse(this.#clock.now()) / moment);
  }
}

function newestBlock(
  db: Database,
  { windowId, workstationId }: Asking,
  epoch: string,
  day: string,
): Promise<ProvisionalBlock | undefined> {
  return db
    .selectFrom('provisional_blocks')
    .select(['day', 'first', 'last'])
    .where('window_id', '=', windowId)
    .where('day', '=', day)
    .where('workstation_id', '=', workstationId)
    .where('epoch', '=', epoch)
    .orderBy('last', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The block that a moment has of a day; none where it is known to be given, or to lie before one that is. */
async function giveBlock(
  db: Database,
  { windowId, workstationId }: Asking,
  epoch: string,
  { day, through }: Held,
  now: number,
): Promise<ProvisionalBlock | undefined> {
  const opens = Date.parse(`${addDays(day, 1 - provisionalTerms.days)}T00:00:00+08:00`);
  const first = (now - opens / moment) * provisionalTerms.blockSize + 1;
  const last = first + provisionalTerms.blockSize - 1;
  if (first <= through) return undefined;
  const counted = await db
    .insertInto('provisional_counters')
    .values({ window_id: windowId, day, last })
    .onConflict((conflict) =>
      conflict
        .columns(['window_id', 'day'])
        .doUpdateSet({ last })
        .where('provisional_counters.last', '<', first),
    )
    .returning('last')
    .executeTakeFirst();
  if (counted === undefined) return undefined;
  const block = { day, first, last };
  await db
    .insertInto('provisional_blocks')
    .values({ ...block, window_id: windowId, workstation_id: workstationId, epoch })
    .execute();
  return block;
}
