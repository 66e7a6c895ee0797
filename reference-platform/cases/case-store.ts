import { randomUUID } from 'node:crypto';
import type {
  BatchAnswer,
  BatchRequest,
  CaseReceivedPayload,
  PlatformEvent,
} from '../../src/contracts/platform-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { type Database, readPlatformId } from '../database/open-database.ts';
import { EvaluationStore } from '../evaluations/evaluation-store.ts';
import type { Journal, Teller } from '../journal/journal.ts';
import { ServiceItemStore } from '../service-items/service-item-store.ts';
import { nextCaseNumber } from './case-number.ts';
import { judgeCase, type RejectionCode } from './judge-case.ts';

/** Cases and the sync protocol by which workstations hand them over. */
export class CaseStore {
  readonly #journal: Journal;
  readonly #clock: Clock;

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /**
   * Processes a batch up to the first gap in its sequence, all of it in one transaction. Events that were processed
   * before have no effect and are answered as they were the first time, whatever happened to that answer.
   */
  receive(batch: BatchRequest): Promise<BatchAnswer> {
    return this.#journal.commit(async (transaction, tell) => {
      const { workstationId, epoch } = batch;
      const answer: BatchAnswer = {
        platformId: await readPlatformId(transaction),
        ackedThrough: await readCursor(transaction, workstationId, epoch),
        rejected: [],
        received: [],
      };
      for (const event of batch.events) {
        if (event.seq > answer.ackedThrough + 1) break;
        const isNext = event.seq === answer.ackedThrough + 1;
        const rejection = await this.#process(transaction, tell, workstationId, event, isNext);
        if (rejection !== null) {
          answer.rejected.push({ seq: event.seq, code: rejection });
        } else if (event.kind === 'case:received') {
          answer.received.push(await readReception(transaction, event.payload.caseId));
        }
        if (isNext) answer.ackedThrough = event.seq;
      }
      await transaction
        .insertInto('sync_cursors')
        .values({ workstation_id: workstationId, epoch, acked_through: answer.ackedThrough })
        .onConflict((conflict) =>
          conflict
            .columns(['workstation_id', 'epoch'])
            .doUpdateSet({ acked_through: answer.ackedThrough }),
        )
        .execute();
      return answer;
    });
  }

  /** Applies one event unless it was applied before; gives its rejection, or null if it was accepted. */
  async #process(
    db: Database,
    tell: Teller,
    workstationId: string,
    event: PlatformEvent,
    isNext: boolean,
  ): Promise<RejectionCode | null> {
    const known = await db
      .selectFrom('processed_events')
      .select(['workstation_id', 'rejection'])
      .where('event_id', '=', event.id)
      .executeTakeFirst();
    if (known !== undefined) {
      return known.workstation_id === workstationId
        ? known.rejection
        : 'event-of-another-workstation';
    }
    // A new event under an old number would be acknowledged without effect: the workstation has to hear of it.
    if (!isNext) return 'sequence-reused';
    const rejection =
      event.kind === 'case:received'
        ? await this.#receiveCase(db, tell, workstationId, event.payload)
        : await new EvaluationStore(db).rate(workstationId, event.payload);
    await db
      .insertInto('processed_events')
      .values({ event_id: event.id, workstation_id: workstationId, rejection })
      .execute();
    return rejection;
  }

  async #receiveCase(
    db: Database,
    tell: Teller,
    workstationId: string,
    payload: CaseReceivedPayload,
  ): Promise<RejectionCode | null> {
    const existing = await db
      .selectFrom('cases')
      .select('workstation_id')
      .where('case_id', '=', payload.caseId)
      .executeTakeFirst();
    if (existing !== undefined) {
      return existing.workstation_id === workstationId ? null : 'case-of-another-workstation';
    }
    const rejection = judgeCase(payload, await new ServiceItemStore(db).find(payload.itemCode));
    if (rejection !== undefined) return rejection;
    const { caseId } = payload;
    const now = this.#clock.now();
    const caseNumber = await nextCaseNumber(db, now);
    const evaluationTicket = randomUUID();
    await db
      .insertInto('cases')
      .values({
        case_id: caseId,
        case_number: caseNumber,
        workstation_id: workstationId,
        item_code: payload.itemCode,
        payload: JSON.stringify(payload),
        received_at: now,
        evaluation_ticket: evaluationTicket,
      })
      .execute();
    await tell.workstation(workstationId, {
      kind: 'case:received',
      caseId,
      caseNumber,
      evaluationTicket,
    });
    return null;
  }
}

async function readCursor(db: Database, workstationId: string, epoch: string): Promise<number> {
  const cursor = await db
    .selectFrom('sync_cursors')
    .select('acked_through')
    .where('workstation_id', '=', workstationId)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return cursor?.acked_through ?? 0;
}

async function readReception(db: Database, caseId: string) {
  return db
    .selectFrom('cases')
    .select([
      'case_id as caseId',
      'case_number as caseNumber',
      'evaluation_ticket as evaluationTicket',
    ])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
}
