import type { AuditAction, AuditFacts } from '../../src/audit/audit-actions.ts';
import type { AuditFile, HashedRow } from '../../src/audit/audit-file.ts';
import type { AuditAnchor } from '../../src/audit/audit-head.ts';
import {
  type Actor,
  type AuditRow,
  type RowDigest,
  rowHash,
  workstationItself,
} from '../../src/audit/audit-row.ts';
import { chainStart } from '../../src/evidence/evidence-record.ts';
import { canonicalJson } from '../../src/support/canonical-json.ts';
import { type Clock, hallDay, type Instant } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';

/** Something that was done at this workstation, as it is told. */
export type AuditEntry = Pick<AuditRow, 'at' | 'account' | 'role' | 'action' | 'facts'>;

/** The last row of the log. */
export interface AuditLogHead {
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
}

/**
 * Who did what at this workstation, in order, each row naming the hash of the one before it. Rows are added; none is ever
 * changed, and they leave only for their age, from the first on, up to one that the platform has countersigned.
 */
export interface AuditLog {
  /** Adds a row, to the transaction if there is one. @param by whoever is at the counter unless told */
  note<Action extends AuditAction>(action: Action, facts: AuditFacts<Action>, by?: Actor): void;
  /** The last rows of some actions, newest first. */
  list(range: {
    readonly actions: readonly AuditAction[];
    readonly limit: number;
  }): readonly AuditEntry[];
  head(): AuditLogHead;
  /** How many rows have been added since the last one that the platform has countersigned. */
  unanchored(): number;
  /** Keeps what the platform has countersigned; of a day, by its clock, the last. */
  keepAnchor(anchor: AuditAnchor): void;
  /**
   * Takes out what the platform had countersigned before a moment, by its clock: the rows say what this machine's said when they
   * were written. Only inside a transaction. @returns how many rows
   */
  cutBefore(moment: Instant): number;
  /** The whole log, as it is written to a file. */
  content(): Pick<AuditFile, 'start' | 'anchors' | 'rows'>;
}

/** A row as its table holds it. */
export interface AuditLogRow {
  readonly seq: number;
  readonly at: string;
  readonly account: string;
  readonly role: string;
  readonly action: string;
  /** JSON. */
  readonly facts: string;
  /** From here on null in a row that was never chained. */
  readonly epoch: string | null;
  readonly digest: string | null;
  readonly prev_hash: string | null;
  readonly hash: string | null;
}

/** What the log of a database is made with. */
export interface AuditLogOptions {
  readonly database: Database;
  readonly epoch: string;
  readonly digest: RowDigest;
  readonly clock: Pick<Clock, 'now'>;
  /** Who is at the counter. */
  readonly actor: () => Actor;
}

const columns = 'seq, at, account, role, action, facts, epoch, digest, prev_hash, hash';

/** The audit log of a database; a new one begins with a row that says so. */
export function createAuditLog(options: AuditLogOptions): AuditLog {
  const { database, epoch, digest, clock } = options;
  const insert = database.prepare(
    `INSERT INTO audit_log (${columns})
     VALUES (:seq, :at, :account, :role, :action, :facts, :epoch, :digest, :prev_hash, :hash)`,
  );
  const chain = database.prepare(
    `UPDATE audit_log SET epoch = :epoch, digest = :digest, prev_hash = :prev_hash, hash = :hash
     WHERE seq = :seq`,
  );
  const selectLast = database.prepare<AuditLogRow>(
    `SELECT ${columns} FROM audit_log WHERE hash IS NOT NULL ORDER BY seq DESC LIMIT 1`,
  );
  const selectUnchained = database.prepare<AuditLogRow>(
    `SELECT ${columns} FROM audit_log WHERE hash IS NULL ORDER BY seq`,
  );
  const selectOfActions = database.prepare<AuditLogRow>(
    `SELECT ${columns} FROM audit_log
     WHERE action IN (SELECT value FROM json_each(:actions)) ORDER BY seq DESC LIMIT :limit`,
  );
  const selectAll = database.prepare<AuditLogRow>(`SELECT ${columns} FROM audit_log ORDER BY seq`);
  const selectBegun = database.prepare(
    `SELECT 1 AS found FROM audit_log WHERE epoch = :epoch LIMIT 1`,
  );
  const countRows = database.prepare<{ readonly rows: number }>(
    'SELECT count(*) AS rows FROM audit_log WHERE seq > :after',
  );
  const selectAnchors = database.prepare<{ readonly anchor: string }>(
    'SELECT anchor FROM audit_anchors ORDER BY number',
  );
  const selectLastAnchor = database.prepare<{ readonly seq: number }>(
    'SELECT seq FROM audit_anchors WHERE epoch = :epoch ORDER BY seq DESC LIMIT 1',
  );
  const insertAnchor = database.prepare(
    `INSERT INTO audit_anchors (epoch, seq, hash, day, anchor)
     VALUES (:epoch, :seq, :hash, :day, :anchor)`,
  );
  const dropAnchorsOfDay = database.prepare(
    'DELETE FROM audit_anchors WHERE epoch = :epoch AND seq < :seq AND day = :day',
  );
  const selectStart = database.prepare<{ readonly anchor: string }>(
    'SELECT anchor FROM audit_start',
  );
  const selectCut = database.prepare<{ readonly seq: number; readonly anchor: string }>(
    `SELECT audit_log.seq AS seq, anchor FROM audit_log JOIN audit_anchors USING (epoch, seq, hash)
     WHERE json_extract(anchor, '$.receipt.received_at') < :moment
     ORDER BY audit_log.seq DESC LIMIT 1`,
  );
  const dropStart = database.prepare('DELETE FROM audit_start');
  const insertStart = database.prepare(
    'INSERT INTO audit_start (only_row, seq, anchor) VALUES (1, :seq, :anchor)',
  );
  const dropRows = database.prepare('DELETE FROM audit_log WHERE seq <= :seq');
  const dropAnchors = database.prepare('DELETE FROM audit_anchors WHERE seq < :seq');

  function place(): Pick<AuditRow, 'seq' | 'prev_hash'> {
    const last = selectLast.get();
    return last?.hash == null
      ? { seq: 1, prev_hash: chainStart }
      : { seq: last.seq + 1, prev_hash: last.hash };
  }

  function append(action: AuditAction, facts: AuditRow['facts'], by: Actor): void {
    const { account, role } = by;
    const at = clock.now();
    const row: AuditRow = { ...place(), epoch, at, account, role, action, facts, digest };
    insert.run({ ...row, facts: canonicalJson(facts), hash: rowHash(row) });
  }

  /** Gives rows that were written before there was a chain their places in it. */
  function chainEarlier(): void {
    let prev_hash = chainStart;
    for (const { seq, at, account, role, action, facts } of selectUnchained.all()) {
      const own = { seq, at, account, role, action, facts: JSON.parse(facts) };
      // Of an earlier form of this table, whose values were not looked at more closely either.
      const row = { ...own, epoch, digest, prev_hash } as AuditRow;
      const hash = rowHash(row);
      chain.run({ seq, epoch, digest, prev_hash, hash });
      prev_hash = hash;
    }
  }

  function begin(): void {
    const isBegun = selectBegun.get({ epoch }) !== undefined;
    if (isBegun) return;
    database.transaction(() => {
      chainEarlier();
      const rows = countRows.get({ after: 0 })?.rows ?? 0;
      append('log:begun', { rows }, workstationItself);
      return ok(null);
    });
  }

  begin();
  return {
    note: (action, facts, by = options.actor()) => append(action, facts, by),
    list: ({ actions, limit }) =>
      selectOfActions.all({ actions: JSON.stringify(actions), limit }).map((row) => {
        const { at, account, role, action, facts } = hashedRow(row);
        return { at, account, role, action, facts };
      }),
    head() {
      const { seq, hash } = selectLast.get() ?? {};
      if (seq === undefined || hash == null) throw new Error('A log begins with a row.');
      return { epoch, seq, hash };
    },
    unanchored: () =>
      countRows.get({ after: selectLastAnchor.get({ epoch })?.seq ?? 0 })?.rows ?? 0,
    keepAnchor(anchor) {
      const { epoch: own, seq, hash } = anchor.head;
      database.transaction(() => {
        const day = hallDay(anchor.receipt.received_at);
        insertAnchor.run({ epoch: own, seq, hash, day, anchor: canonicalJson(anchor) });
        dropAnchorsOfDay.run({ epoch: own, seq, day });
        return ok(null);
      });
    },
    cutBefore(moment) {
      if (!database.inTransaction) {
        throw new DatabaseError('SQLITE_MISUSE', 'Rows leave together with what says so.');
      }
      const cut = selectCut.get({ moment });
      if (cut === undefined) return 0;
      const { seq, anchor } = cut;
      const { head }: AuditAnchor = JSON.parse(anchor);
      const rows =
        (countRows.get({ after: 0 })?.rows ?? 0) - (countRows.get({ after: seq })?.rows ?? 0);
      // First, for it goes on from a row that may be among those that leave.
      append('log:cut', { through: seq, hash: head.hash, rows }, workstationItself);
      dropStart.run();
      insertStart.run({ seq, anchor });
      dropRows.run({ seq });
      dropAnchors.run({ seq });
      return rows;
    },
    content() {
      const start = selectStart.get();
      return {
        start: start === undefined ? null : JSON.parse(start.anchor),
        anchors: selectAnchors.all().map(({ anchor }) => JSON.parse(anchor)),
        rows: selectAll.all().map(hashedRow),
      };
    },
  };
}

/** A row of the table as its hash is of it. */
function hashedRow({ facts, ...row }: AuditLogRow): HashedRow {
  // What is not as the schema says does not have the hash that it says, and whoever judges the log is told so.
  return { ...row, facts: JSON.parse(facts) } as HashedRow;
}

/** Whether a row has the hash that stands with it. A row that a worn disk has changed has not. */
export function isAsWritten(row: AuditLogRow): boolean {
  if (row.hash === null) return false;
  try {
    const { hash, ...hashed } = hashedRow(row);
    return rowHash(hashed) === hash;
  } catch {
    // Facts that are no JSON, or a digest that there is not.
    return false;
  }
}
