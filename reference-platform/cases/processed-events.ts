import { insertRows } from '../database/insert-rows.ts';
import type { Database } from '../database/open-database.ts';
import { valuesIn } from '../database/values-in.ts';
import type { RejectionCode } from './judge-case.ts';

/** What became of an event. */
export interface ProcessedEvent {
  readonly workstationId: string;
  /** Null: accepted. */
  readonly rejection: RejectionCode | null;
}

/** Every event that was ever processed, by its id: sent again, it has no effect and the same answer. */
export class ProcessedEvents {
  readonly #db: Database;

  /** @param db the transaction of a batch */
  constructor(db: Database) {
    this.#db = db;
  }

  /** Those of some events that were processed before. */
  async among(eventIds: readonly string[]): Promise<Map<string, ProcessedEvent>> {
    const rows = await this.#db
      .selectFrom('processed_events')
      .select(['event_id', 'workstation_id', 'rejection'])
      .where('event_id', 'in', valuesIn(eventIds))
      .execute();
    return new Map(
      rows.map(({ event_id, workstation_id: workstationId, rejection }) => [
        event_id,
        { workstationId, rejection },
      ]),
    );
  }

  /** Keeps what became of events. */
  async add(events: ReadonlyMap<string, ProcessedEvent>): Promise<void> {
    const rows = [...events].map(([event_id, { workstationId, rejection }]) => ({
      event_id,
      workstation_id: workstationId,
      rejection,
    }));
    await insertRows(this.#db, 'processed_events', rows);
  }
}
