import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { BatchAnswer, CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import { areAttachmentsComplete } from '../attachments/complete-attachments.ts';
import { ClaimedConsents } from '../consents/claimed-consents.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { Database } from '../database/open-database.ts';
import { valuesIn } from '../database/values-in.ts';
import type { Teller } from '../journal/journal.ts';
import { ServiceItemStore } from '../service-items/service-item-store.ts';
import { takeCaseNumbers } from './case-number.ts';
import { caseJudge, type RejectionCode } from './judge-case.ts';
import type { ReadBatch } from './read-batch.ts';
import type { CaseTables } from './tables.ts';

interface ReceptionOptions {
  /** The transaction of the batch. */
  readonly db: Database;
  readonly tell: Teller;
  readonly workstationId: string;
  readonly now: Instant;
  /** Whether a consent that was given on an evaluator counts before its record is here. */
  readonly takesWord: boolean;
}

/**
 * Receives the cases of one batch. What a batch of two hundred cases needs to know is read at once, and the cases are
 * written at once: one by one, most of the time would go into statements.
 */
export class CaseReception {
  readonly #db: Database;
  readonly #tell: Teller;
  readonly #workstationId: string;
  readonly #now: Instant;
  readonly #claimed: ClaimedConsents;
  readonly #judges = new Map<string, ReturnType<typeof caseJudge>>();
  /** Whose the cases are that are there already, or will be once they are written. */
  readonly #owners = new Map<string, string>();
  readonly #receptions = new Map<string, Reception>();
  #unwritten: CaseReceivedPayload[] = [];

  constructor({ db, tell, workstationId, now, takesWord }: ReceptionOptions) {
    this.#db = db;
    this.#claimed = new ClaimedConsents(db, takesWord);
    this.#tell = tell;
    this.#workstationId = workstationId;
    this.#now = now;
  }

  /** Reads what the cases among some events will be judged by. */
  async lookUp(events: ReadBatch['events']): Promise<void> {
    const payloads = events.flatMap((event) =>
      event.kind === 'case:received' ? [event.payload] : [],
    );
    if (payloads.length === 0) return;
    const rows = await this.#db
      .selectFrom('cases')
      .select(['case_id', 'workstation_id', 'case_number', 'evaluation_ticket'])
      .where('case_id', 'in', valuesIn(payloads.map(({ caseId }) => caseId)))
      .execute();
    for (const row of rows) {
      this.#owners.set(row.case_id, row.workstation_id);
      this.#receptions.set(row.case_id, receptionOf(row));
    }
    await this.#claimed.lookUp(payloads);
    const items = new ServiceItemStore(this.#db);
    for (const code of new Set(payloads.map(({ itemCode }) => itemCode))) {
      this.#judges.set(code, caseJudge(await items.find(code)));
    }
  }

  /** Receives a case, to be written with the others. @returns why not; null: received, now or before */
  async receive(payload: CaseReceivedPayload): Promise<RejectionCode | null> {
    const owner = this.#owners.get(payload.caseId);
    if (owner !== undefined) {
      return owner === this.#workstationId ? null : 'case-of-another-workstation';
    }
    const judge = this.#judges.get(payload.itemCode) ?? caseJudge(undefined);
    const rejection = judge(payload);
    if (rejection !== undefined) return rejection;
    if (!this.#claimed.areTrue(payload)) return 'consent-differs';
    const digests = payload.attachments?.flatMap((material) => material.digests) ?? [];
    if (!(await areAttachmentsComplete(this.#db, this.#workstationId, digests))) {
      return 'attachment-missing';
    }
    this.#owners.set(payload.caseId, this.#workstationId);
    this.#unwritten.push(payload);
    return null;
  }

  /** Writes the cases received since the last time, in their order. */
  async write(): Promise<void> {
    const payloads = this.#unwritten;
    if (payloads.length === 0) return;
    this.#unwritten = [];
    const numbers = await takeCaseNumbers(this.#db, this.#now, payloads.length);
    const rows = payloads.map((payload, index) => ({
      case_id: payload.caseId,
      case_number: numbers[index] ?? '',
      workstation_id: this.#workstationId,
      item_code: payload.itemCode,
      payload: JSON.stringify(payload),
      received_at: this.#now,
      evaluation_ticket: randomUUID(),
    }));
    await insertRows(this.#db, 'cases', rows);
    for (const row of rows) {
      const reception = receptionOf(row);
      this.#receptions.set(row.case_id, reception);
      await this.#tell.workstation(this.#workstationId, { kind: 'case:received', ...reception });
    }
  }

  /** What the platform says of a case it has received, as often as it is asked for; undefined: it has not. */
  receptionOf(caseId: string): Reception | undefined {
    return this.#receptions.get(caseId);
  }
}

type Reception = BatchAnswer['received'][number];

function receptionOf(
  row: Pick<Selectable<CaseTables['cases']>, 'case_id' | 'case_number' | 'evaluation_ticket'>,
): Reception {
  return {
    caseId: row.case_id,
    caseNumber: row.case_number,
    evaluationTicket: row.evaluation_ticket,
  };
}
