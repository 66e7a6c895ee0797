import { type CaseRow, placeOfCase } from './case-store.ts';
import type { Database } from './database.ts';
import { type EventRow, placeOfEvent } from './outbox.ts';
import type { Sealer } from './sealing.ts';

/**
 * Whether the seals of all that work goes on with open: cases that have not ended, and the events that are sent next. The
 * rest is looked at when it is read; to open 10,000 ended cases would take as long as the whole start.
 */
export function isWorkReadable(database: Database, sealer: Sealer, epoch: string): boolean {
  const cases = database
    .prepare<CaseRow>(`SELECT * FROM cases WHERE stage NOT IN ('received', 'closed')`)
    .all();
  const events = database
    .prepare<EventRow>(
      `SELECT seq, event_id, case_id, enqueued_at, clerk, body FROM outbox
       WHERE seq > (SELECT acked_through FROM outbox_progress) ORDER BY seq LIMIT 200`,
    )
    .all();
  return (
    cases.every((row) => sealer.open(placeOfCase(row), row.body).ok) &&
    events.every((row) => sealer.open(placeOfEvent(epoch, row), row.body).ok)
  );
}
