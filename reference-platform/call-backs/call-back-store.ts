import type { Selectable } from 'kysely';
import {
  type CallBackEndedPayload,
  type CallBacksAnswer,
  callBackPage,
} from '../../src/contracts/call-back-api.ts';
import type { CallBackStep } from '../../src/contracts/case-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { Session } from '../sessions/session-store.ts';
import type { CallBackTables } from './tables.ts';

/** Why a call-back was not taken. */
export type CallBackRejection = 'item-unknown' | 'case-of-another-workstation';

/** How call-backs of windows have ended (回访): each is kept once, whatever becomes of its case. */
export class CallBackStore {
  readonly #db: Database;

  /** @param db also the transaction of a batch */
  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Keeps how a call-back has ended.
   * @param endedAt when, by the workstation
   * @returns why not; null: kept, now or before
   */
  async end(
    workstationId: string,
    payload: CallBackEndedPayload,
    endedAt: Instant,
  ): Promise<CallBackRejection | null> {
    const { caseId, itemCode, windowId, provisionalNumber, since, reasons, outcome } = payload;
    if ((await new ServiceItemStore(this.#db).find(itemCode)) === undefined) return 'item-unknown';
    const received = await this.#db
      .selectFrom('cases')
      .select('workstation_id')
      .where('case_id', '=', caseId)
      .executeTakeFirst();
    if (received !== undefined && received.workstation_id !== workstationId) {
      return 'case-of-another-workstation';
    }
    await this.#db
      .insertInto('call_backs')
      .values({
        case_id: caseId,
        workstation_id: workstationId,
        item_code: itemCode,
        window_id: windowId,
        provisional_number: provisionalNumber,
        since,
        reasons: JSON.stringify(reasons),
        outcome,
        ended_at: endedAt,
      })
      .onConflict((conflict) => conflict.columns(['case_id', 'since']).doNothing())
      .execute();
    return null;
  }

  /** Newest first, in pages: those of the workstation that a clerk sits at, or all. */
  async list(
    { role, workstationId }: Pick<Session, 'role' | 'workstationId'>,
    before: number = Number.MAX_SAFE_INTEGER,
  ): Promise<CallBacksAnswer> {
    const all = this.#db.selectFrom('call_backs').where('id', '<', before);
    const visible = role === 'clerk' ? all.where('workstation_id', '=', workstationId) : all;
    const rows = await visible
      .selectAll()
      .orderBy('id', 'desc')
      .limit(callBackPage + 1)
      .execute();
    return {
      callBacks: rows.slice(0, callBackPage).map((row) => ({
        id: row.id,
        caseId: row.case_id,
        itemCode: row.item_code,
        windowId: row.window_id,
        provisionalNumber: row.provisional_number,
        endedAt: row.ended_at,
        ...endingOf(row),
      })),
      hasMore: rows.length > callBackPage,
    };
  }

  /** The call-backs of one case, in their order, as steps of its history. */
  async stepsOf(caseId: string): Promise<readonly CallBackStep[]> {
    const rows = await this.#db
      .selectFrom('call_backs')
      .selectAll()
      .where('case_id', '=', caseId)
      .orderBy('since')
      .execute();
    return rows.map((row) => ({
      at: row.ended_at,
      did: { kind: 'call-back', ...endingOf(row) },
    }));
  }
}

function endingOf({ since, reasons, outcome }: Selectable<CallBackTables['call_backs']>) {
  return { since, reasons: JSON.parse(reasons) as CallBackEndedPayload['reasons'], outcome };
}
