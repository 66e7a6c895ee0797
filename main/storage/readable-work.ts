import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { type CaseRow, placeOfCase } from './case-store.ts';
import type { Database } from './database.ts';
import { type EvidenceRow, placeOfEvidence } from './evidence-store.ts';
import { type EventRow, placeOfEvent } from './outbox.ts';
import type { Sealer } from './sealing.ts';

/**
 * Whether the seals of all that work goes on with open: cases that have not ended, and the events that are sent next. The
 * rest is looked at when it is read; to open 10,000 ended cases would take as long as the whole start.
 */
export function isWorkReadable(database: Database, sealer: Sealer, epoch: string): boolean {
  const { isCase, isEvent } = sealsOf(sealer, epoch);
  const cases = database
    .prepare<CaseRow>(`SELECT * FROM cases WHERE stage NOT IN ('received', 'closed')`)
    .all();
  const events = database
    .prepare<EventRow>(
      `SELECT seq, event_id, case_id, enqueued_at, clerk, body FROM outbox
       WHERE seq > (SELECT acked_through FROM outbox_progress) ORDER BY seq LIMIT 200`,
    )
    .all();
  return cases.every(isCase) && events.every(isEvent);
}

/**
 * Opens every seal of a database: `storage.damaged-database` where one does not open, `storage.not-written` where it gets late
 * before all have been opened.
 */
export function openAll(
  database: Database,
  sealer: Sealer,
  epoch: string,
  isLate: () => boolean,
): Outcome<null> {
  for (const isOpen of openEach(database, sealsOf(sealer, epoch))) {
    if (!isOpen) return fail('storage.damaged-database');
    if (isLate()) return fail('storage.not-written');
  }
  return ok(null);
}

/** Whether the body of a row opens as what it has to be. */
type Seals = ReturnType<typeof sealsOf>;

function sealsOf(sealer: Sealer, epoch: string) {
  return {
    isCase: (row: CaseRow) => sealer.open(placeOfCase(row), row.body).ok,
    isEvent: (row: EventRow) => sealer.open(placeOfEvent(epoch, row), row.body).ok,
    isEvidence: (row: EvidenceRow) => sealer.open(placeOfEvidence(row), row.body).ok,
  };
}

function* openEach(database: Database, seals: Seals): Iterable<boolean> {
  for (const row of rowsOf<CaseRow>(database, 'cases')) yield seals.isCase(row);
  for (const row of rowsOf<EventRow>(database, 'outbox')) yield seals.isEvent(row);
  for (const row of rowsOf<EvidenceRow>(database, 'evidence')) yield seals.isEvidence(row);
}

/** The rows of a table, a few at a time: all at once would be the whole database in memory. */
function* rowsOf<Row extends object>(
  database: Database,
  table: 'cases' | 'outbox' | 'evidence',
): Iterable<Row> {
  const select = database.prepare<Row & { readonly place: number }>(
    `SELECT rowid AS place, * FROM ${table} WHERE rowid > :after ORDER BY rowid LIMIT 64`,
  );
  for (let after: number | undefined = 0; after !== undefined; ) {
    const rows: readonly (Row & { readonly place: number })[] = select.all({ after });
    yield* rows;
    after = rows.at(-1)?.place;
  }
}
