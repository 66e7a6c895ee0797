import type { BatchAnswer, PlatformEvent } from '../../src/contracts/platform-api.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { hallDay, type Instant } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { applyAnswer } from '../../src/sync/acknowledgement.ts';
import {
  type BatchLimits,
  largestEventBytes,
  takeBatch,
  type WrittenEvent,
  writeEvent,
} from '../../src/sync/batching.ts';
import type { KeptFrom } from '../../src/sync/server-time.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import type { Place, Sealer } from './sealing.ts';

/** An event before it has its number. */
export type NewEvent = WithoutNumber<PlatformEvent>;

/** Leaves the number out of each kind by itself, so that kind and payload stay together. */
type WithoutNumber<Event> = Event extends unknown ? Omit<Event, 'seq'> : never;

/** An event the platform has processed and refused. */
interface Rejection {
  readonly seq: number;
  readonly caseId: string;
  /** The platform's code. */
  readonly code: string;
}

/** What an answer of the platform means for the cases of this workstation. */
interface Acknowledged {
  readonly received: BatchAnswer['received'];
  readonly rejected: readonly Rejection[];
}

/** How much of the outbox still concerns somebody. */
interface OutboxCounts {
  readonly waiting: number;
  /** Cases whose last event was rejected. */
  readonly rejected: number;
  /** When the oldest waiting event was put here. */
  readonly oldestWaiting?: Instant;
}

/** An event that has not reached the platform, or was refused there; nothing of what it says but its item. */
interface OutboxEntry {
  readonly seq: number;
  /** Absent where it cannot be read. */
  readonly kind?: PlatformEvent['kind'];
  readonly itemCode?: string;
  /** Absent of an event that belongs to no case. */
  readonly caseId?: string;
  /** Absent where nobody was logged in, or it is not known any more. */
  readonly clerk?: string;
  readonly since?: Instant;
  readonly state: 'waiting' | 'rejected';
  /** Why the platform has refused it. */
  readonly code?: string;
}

/**
 * What has happened here and goes to the platform, in order and without gaps. Whether an event is synced is derived
 * from the platform's acknowledgement alone.
 */
export interface Outbox {
  /**
   * Adds an event to the transaction that makes it true. One that would not fit a request throws: the platform would only be
   * told that it was withheld.
   * @returns its number
   */
  enqueue(event: NewEvent): number;
  /**
   * The next batch: unacknowledged events in order. An event that cannot be read stops the batch before it.
   * @param after a number after which to go on, to read ahead while a batch is on its way
   */
  pending(limits: BatchLimits, after?: number): Outcome<readonly WrittenEvent[]>;
  /** The number through which the platform has everything. */
  ackedThrough(): number;
  /** Takes the platform's answer to a batch, in the transaction that also changes the cases it concerns. */
  acknowledge(answer: BatchAnswer): Outcome<Acknowledged>;
  /**
   * Removes the events that were acknowledged before a day (`YYYY-MM-DD` in the hall), rejected ones too. Numbers are not
   * given again. @returns how many of each kind; `unreadable` of those that cannot be read
   */
  purgeAcknowledgedBefore(day: string): Readonly<Record<string, number>>;
  /** The number through which events are gone; 0 while all are here. */
  goneThrough(): number;
  counts(): OutboxCounts;
  /** What waits, and the last event of each case where it was rejected: whoever's, in order, for a supervisor. */
  entries(): readonly OutboxEntry[];
  /** The events of a case are another clerk's from now on. Only inside a transaction. */
  giveTo(caseId: string, clerk: string): void;
  /** All rejected events, for people to look at. */
  rejections(): readonly Rejection[];
}

/** An event as its table holds it. */
export interface EventRow {
  readonly seq: number;
  readonly event_id: string;
  /** Empty for an event that belongs to no case. */
  readonly case_id: string;
  /** Only of before events were sealed for their clerk; the body says when it was. */
  readonly enqueued_at: string | null;
  /** Whose it is: an account; null where nobody was at the counter. */
  readonly clerk: string | null;
  readonly body: Uint8Array;
}

interface EntryRow extends EventRow {
  readonly rejection: string | null;
  readonly waits: number;
}

interface ProgressRow {
  readonly last_seq: number;
  readonly acked_through: number;
  readonly platform_id: string | null;
}

interface Dependencies {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly epoch: string;
  /** When an acknowledgement comes. */
  readonly keptFrom: () => KeptFrom;
  /** The account of whoever is at the counter; null where nobody is. */
  readonly clerk: () => string | null;
}

const eventColumns = 'seq, event_id, case_id, enqueued_at, clerk, body';

/** The newest number. The row of progress keeps what has been purged: an event costs the disk no page for its number. */
const lastNumber = 'max(last_seq, coalesce((SELECT max(seq) FROM outbox), 0))';

/** The outbox of a database. */
export function createOutbox({ database, sealer, epoch, keptFrom, clerk }: Dependencies): Outbox {
  const selectLast = database.prepare<{ readonly last_seq: number }>(
    `SELECT ${lastNumber} AS last_seq FROM outbox_progress`,
  );
  const insert = database.prepare(
    `INSERT INTO outbox (seq, event_id, case_id, clerk, body)
     VALUES (:seq, :event_id, :case_id, :clerk, :body)`,
  );
  const selectWaiting = database.prepare<EventRow>(
    `SELECT ${eventColumns} FROM outbox
     WHERE seq > (SELECT max(acked_through, :after) FROM outbox_progress)
     ORDER BY seq LIMIT :events`,
  );
  const selectProgress = database.prepare<ProgressRow>(
    `SELECT ${lastNumber} AS last_seq, acked_through, platform_id FROM outbox_progress`,
  );
  const updateProgress = database.prepare(
    'UPDATE outbox_progress SET platform_id = :platformId, acked_through = :ackedThrough',
  );
  const lowerMarks = database.prepare(
    `UPDATE outbox_acknowledged SET acked_through = :ackedThrough
     WHERE acked_through > :ackedThrough`,
  );
  const dropLaterMarks = database.prepare('DELETE FROM outbox_acknowledged WHERE day > :day');
  const selectLastMark = database.prepare<{ readonly day: string | null }>(
    'SELECT max(day) AS day FROM outbox_acknowledged',
  );
  const markDay = database.prepare(
    `INSERT INTO outbox_acknowledged (day, acked_through) VALUES (:day, :ackedThrough)
     ON CONFLICT (day) DO UPDATE SET acked_through = :ackedThrough`,
  );
  const selectMark = database.prepare<{ readonly through: number | null }>(
    'SELECT max(acked_through) AS through FROM outbox_acknowledged WHERE day < :day',
  );
  const deleteMarks = database.prepare('DELETE FROM outbox_acknowledged WHERE day < :day');
  const keepLast = database.prepare(`UPDATE outbox_progress SET last_seq = ${lastNumber}`);
  const selectThrough = database.prepare<EventRow>(
    `SELECT ${eventColumns} FROM outbox WHERE seq <= :through`,
  );
  const deleteThrough = database.prepare('DELETE FROM outbox WHERE seq <= :through');
  const selectGone = database.prepare<{ readonly gone: number }>(
    'SELECT coalesce((SELECT min(seq) FROM outbox) - 1, last_seq) AS gone FROM outbox_progress',
  );
  const reject = database.prepare('UPDATE outbox SET rejection = :code WHERE seq = :seq');
  const withdrawRejections = database.prepare(
    'UPDATE outbox SET rejection = NULL WHERE rejection IS NOT NULL AND seq > :ackedThrough',
  );
  const selectRejections = database.prepare<Rejection>(
    `SELECT seq, case_id AS caseId, rejection AS code FROM outbox
     WHERE rejection IS NOT NULL ORDER BY seq`,
  );
  const selectEntries = database.prepare<EntryRow>(
    `SELECT ${eventColumns}, rejection, seq > (SELECT acked_through FROM outbox_progress) AS waits
     FROM outbox WHERE waits OR (rejection IS NOT NULL AND case_id <> '' AND NOT EXISTS (
       SELECT 1 FROM outbox AS later
       WHERE later.case_id = outbox.case_id AND later.seq > outbox.seq))
     ORDER BY seq`,
  );
  const selectOfCase = database.prepare<EventRow>(
    `SELECT ${eventColumns} FROM outbox WHERE case_id = :caseId`,
  );
  const updateClerk = database.prepare(
    'UPDATE outbox SET enqueued_at = NULL, clerk = :clerk, body = :body WHERE seq = :seq',
  );
  const selectCase = database.prepare(
    'SELECT 1 AS found FROM outbox WHERE case_id = :caseId LIMIT 1',
  );
  const count = database.prepare<Pick<OutboxCounts, 'waiting' | 'rejected'>>(
    // Numbers have no gaps: what waits need not be counted row by row, a page each for a large outbox.
    `SELECT ${lastNumber} - max(acked_through, coalesce((SELECT min(seq) FROM outbox) - 1, last_seq)) AS waiting,
            (SELECT count(*) FROM outbox AS refused
              WHERE rejection IS NOT NULL AND case_id <> '' AND NOT EXISTS (
              SELECT 1 FROM outbox AS later
              WHERE later.case_id = refused.case_id AND later.seq > refused.seq)) AS rejected
     FROM outbox_progress`,
  );

  const open = (row: EventRow): Outcome<NewEvent> =>
    sealer.open<NewEvent>(placeOfEvent(epoch, row), row.body);

  const requireTransaction = (): void => {
    if (database.inTransaction) return;
    throw new DatabaseError('SQLITE_MISUSE', 'The outbox changes only in a transaction.');
  };

  /**
   * The day under which all that is acknowledged now is written down. A clock that is behind does not put it under a day before one
   * that has been, and a later day than the platform's is of a clock that was ahead.
   */
  const dayOfMark = (): string => {
    const { at, isTold } = keptFrom();
    const day = hallDay(at);
    if (isTold) dropLaterMarks.run({ day });
    const last = selectLastMark.get()?.day ?? day;
    return last > day ? last : day;
  };

  return {
    enqueue(event) {
      requireTransaction();
      const seq = theOnly(selectLast.get()).last_seq + 1;
      const case_id = ofNoCase.has(event.kind) ? '' : caseIdOf(event);
      const row = { seq, event_id: event.id, case_id, clerk: clerk() };
      const place = placeOfEvent(epoch, { ...row, enqueued_at: null });
      const body = sealer.seal(place, event);
      // A seal adds a few bytes, and takes none away.
      if (body.length > largestEventBytes) {
        throw new DatabaseError('SQLITE_TOOBIG', 'An event does not fit a request.');
      }
      insert.run({ ...row, body });
      return seq;
    },
    pending(limits, after = 0) {
      const events: WrittenEvent[] = [];
      for (const row of selectWaiting.all({ events: limits.events, after })) {
        const opened = sealer.openBytes(placeOfEvent(epoch, row), row.body);
        if (opened.ok) events.push(writeEvent(row.seq, opened.value));
        else if (events.length === 0) return opened;
        else break;
      }
      return ok(takeBatch(events, limits));
    },
    ackedThrough: () => theOnly(selectProgress.get()).acked_through,
    acknowledge(answer) {
      requireTransaction();
      const { last_seq, acked_through, platform_id } = theOnly(selectProgress.get());
      const applied = applyAnswer(
        { lastSeq: last_seq, ackedThrough: acked_through, platformId: platform_id },
        answer,
      );
      if (!applied.ok) return applied;
      const { platformId, ackedThrough, rejected } = applied.value;
      updateProgress.run({ platformId, ackedThrough });
      lowerMarks.run({ ackedThrough });
      markDay.run({ day: dayOfMark(), ackedThrough });
      withdrawRejections.run({ ackedThrough });
      for (const rejection of rejected) reject.run(rejection);
      const codes = new Map(rejected.map(({ seq, code }) => [seq, code]));
      return ok({
        received: answer.received.filter(({ caseId }) => selectCase.get({ caseId }) !== undefined),
        rejected: selectRejections.all().filter(({ seq }) => codes.has(seq)),
      });
    },
    purgeAcknowledgedBefore(day) {
      const { through } = theOnly(selectMark.get({ day }));
      if (through === null) return {};
      requireTransaction();
      const removed: Record<string, number> = {};
      for (const row of selectThrough.all({ through })) {
        const opened = open(row);
        const kind = opened.ok ? opened.value.kind : 'unreadable';
        removed[kind] = (removed[kind] ?? 0) + 1;
      }
      deleteMarks.run({ day });
      keepLast.run();
      deleteThrough.run({ through });
      return removed;
    },
    goneThrough: () => theOnly(selectGone.get()).gone,
    counts: () => {
      const { waiting, rejected } = theOnly(count.get());
      const [oldest] = selectWaiting.all({ events: 1, after: 0 });
      const opened = oldest === undefined ? undefined : open(oldest);
      return { waiting, rejected, ...(opened?.ok ? { oldestWaiting: opened.value.at } : {}) };
    },
    entries: () =>
      selectEntries.all().map((row) => {
        const { seq, case_id, rejection, clerk: own, waits } = row;
        const opened = open(row);
        const itemCode = opened.ok ? itemOf(opened.value) : undefined;
        return {
          seq,
          ...(opened.ok ? { kind: opened.value.kind } : {}),
          ...(itemCode === undefined ? {} : { itemCode }),
          ...(case_id === '' ? {} : { caseId: case_id }),
          ...(own === null ? {} : { clerk: own }),
          ...(opened.ok ? { since: opened.value.at } : {}),
          state: waits === 1 ? 'waiting' : 'rejected',
          ...(rejection === null ? {} : { code: rejection }),
        };
      }),
    giveTo(caseId, to) {
      requireTransaction();
      for (const row of selectOfCase.all({ caseId })) {
        const opened = open(row);
        // What cannot be read is nobody's to send, and stands in the list as it is.
        if (!opened.ok) continue;
        const place = placeOfEvent(epoch, { ...row, enqueued_at: null, clerk: to });
        updateClerk.run({ seq: row.seq, clerk: to, body: sealer.seal(place, opened.value) });
      }
    },
    rejections: () => selectRejections.all(),
  };
}

/** Events that decide nothing about a case, whatever becomes of them. */
const ofNoCase: ReadonlySet<PlatformEvent['kind']> = new Set([
  'service:rated',
  'licence:objected',
  'consent:withdrawn',
  'call-back:ended',
]);

function caseIdOf({ payload }: Pick<PlatformEvent, 'payload'>): string {
  return 'caseId' in payload ? payload.caseId : '';
}

function itemOf({ payload }: Pick<PlatformEvent, 'payload'>): string | undefined {
  return 'itemCode' in payload ? payload.itemCode : undefined;
}

/** Where the body of an event is sealed for. */
export function placeOfEvent(
  epoch: string,
  { seq, event_id, case_id, enqueued_at, clerk }: Omit<EventRow, 'body'>,
): Place {
  const columns = { event_id, case_id };
  return {
    table: 'outbox',
    id: `${epoch}/${seq}`,
    columns: enqueued_at === null ? { ...columns, clerk: clerk ?? '' } : columns,
  };
}

function theOnly<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new DatabaseError('SQLITE_CORRUPT', 'The only row is missing.');
  return row;
}
