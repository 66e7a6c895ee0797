import type { EvaluationsAnswer, ServiceRatedPayload } from '../../src/contracts/platform-api.ts';
import type { RatingLevel } from '../../src/contracts/rating.ts';
import type { Database } from '../database/open-database.ts';

/** Why a rating was not taken. */
export type RatingRejection = 'ticket-unknown' | 'already-rated';

/** Citizens' ratings of the service (好差评). */
export class EvaluationStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Keeps the first rating that comes with a ticket which this workstation was given for this item. */
  async rate(
    workstationId: string,
    { ticket, itemCode, windowId, level, at }: ServiceRatedPayload,
  ): Promise<RatingRejection | null> {
    const known = await this.#db
      .selectFrom('cases')
      .select('evaluation_ticket')
      .where('evaluation_ticket', '=', ticket)
      .where('workstation_id', '=', workstationId)
      .where('item_code', '=', itemCode)
      .executeTakeFirst();
    if (known === undefined) return 'ticket-unknown';
    const kept = await this.#db
      .insertInto('evaluations')
      .values({ ticket, item_code: itemCode, window_id: windowId, level, rated_at: at })
      .onConflict((conflict) => conflict.column('ticket').doNothing())
      .returning('ticket')
      .executeTakeFirst();
    return kept === undefined ? 'already-rated' : null;
  }

  /** How often each item was given each level; no more than that leaves the platform. */
  async count(): Promise<EvaluationsAnswer> {
    const rows = await this.#db
      .selectFrom('evaluations')
      .select(({ fn }) => ['item_code', 'level', fn.countAll<number>().as('count')])
      .groupBy(['item_code', 'level'])
      .orderBy('item_code')
      .execute();
    const items = new Map<string, Record<RatingLevel, number>>();
    for (const { item_code, level, count } of rows) {
      items.set(item_code, { ...(items.get(item_code) ?? none), [level]: count });
    }
    return { items: [...items].map(([itemCode, counts]) => ({ itemCode, counts })) };
  }
}

const none: Readonly<Record<RatingLevel, number>> = {
  'very-satisfied': 0,
  satisfied: 0,
  'fairly-satisfied': 0,
  dissatisfied: 0,
  'very-dissatisfied': 0,
};
