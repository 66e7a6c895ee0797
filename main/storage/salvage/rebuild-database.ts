import { rmSync } from 'node:fs';
import { type CaseStage, hasEnded } from '../../../src/domain/case.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import type { RandomBytes } from '../../../src/support/ids.ts';
import { ok } from '../../../src/support/result.ts';
import { createCaseStore } from '../case-store.ts';
import type { Database } from '../database.ts';
import { DatabaseError } from '../database-error.ts';
import type { Driver } from '../driver.ts';
import type { Migration } from '../migrate.ts';
import { openDatabase } from '../open-database.ts';
import { createOutbox } from '../outbox.ts';
import type { Sealer } from '../sealing.ts';
import { newWorkstation, writeWorkstation } from '../workstation.ts';
import type { ReadableRows } from './readable-rows.ts';

/** What a database is made with. */
export interface RebuildOptions {
  readonly driver: Driver;
  readonly migrations: readonly Migration[];
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}

/**
 * Makes a database of what could be read of another, as a file that is complete by itself; what an earlier try has left
 * there goes. It has an epoch of its own, in which all events are numbered and sent anew: the platform knows them by their
 * ids, and what it says of them comes back with its answers.
 */
export function rebuildDatabase(
  file: string,
  rows: ReadableRows,
  options: RebuildOptions,
): Outcome<undefined> {
  for (const leftover of [file, `${file}-wal`, `${file}-shm`]) rmSync(leftover, { force: true });
  const opened = openDatabase(options.driver, file, options.migrations);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const filled = database.transaction(() => {
      fill(database, rows, options);
      return ok(undefined);
    });
    if (database.pragma('wal_checkpoint(TRUNCATE)') !== 0) {
      throw new DatabaseError('SQLITE_BUSY', 'The write-ahead log could not be truncated.');
    }
    return filled;
  } finally {
    database.close();
  }
}

function fill(database: Database, rows: ReadableRows, options: RebuildOptions): void {
  const { sealer, clock, randomBytes } = options;
  const known = rows.workstationId === undefined ? undefined : { id: rows.workstationId };
  const workstation = newWorkstation(clock, randomBytes, known);
  writeWorkstation(database, workstation);

  const { epoch } = workstation;
  const keptFrom = () => ({ at: clock.now(), isTold: false });
  const outbox = createOutbox({ database, sealer, epoch, keptFrom, clerk: () => null });
  for (const event of rows.events) outbox.enqueue(event);
  takeOverCases(database, rows, options);
  // Whoever's the case is, whatever was said of the event.
  for (const { row } of rows.cases) outbox.giveTo(row.id, row.clerk);

  // Their chain has ended; the new epoch begins one of its own.
  const insertEvidence = database.prepare(
    `INSERT INTO evidence (evidence_id, epoch, seq, hash, body, outcome)
     VALUES (:evidence_id, :epoch, :seq, :hash, :body, :outcome)`,
  );
  for (const row of rows.evidence) insertEvidence.run({ ...row });

  const insertEntry = database.prepare(
    `INSERT INTO audit_log (seq, at, account, role, action, facts, epoch, digest, prev_hash, hash)
     VALUES (:seq, :at, :account, :role, :action, :facts, :epoch, :digest, :prev_hash, :hash)`,
  );
  if (rows.auditStart !== undefined) {
    database
      .prepare('INSERT INTO audit_start (only_row, seq, anchor) VALUES (1, :seq, :anchor)')
      .run(rows.auditStart);
  }
  for (const entry of rows.auditEntries) insertEntry.run({ ...entry });
  const insertAnchor = database.prepare(
    `INSERT INTO audit_anchors (number, epoch, seq, hash, day, anchor)
     VALUES (:number, :epoch, :seq, :hash, :day, :anchor)`,
  );
  for (const anchor of rows.auditAnchors) insertAnchor.run({ ...anchor });
  const insertCode = database.prepare(
    'INSERT INTO used_codes (nonce_hash, until) VALUES (:nonce_hash, :until)',
  );
  for (const code of rows.usedCodes) insertCode.run({ ...code });
}

function takeOverCases(database: Database, rows: ReadableRows, options: RebuildOptions): void {
  const store = createCaseStore({ database, ...options });
  const insert = database.prepare(
    `INSERT INTO cases (id, stage, clerk, opened_at, updated_at, body)
     VALUES (:id, :stage, :clerk, :opened_at, :updated_at, :body)`,
  );
  const reported = new Map(
    rows.events.flatMap(({ kind, payload, at }) =>
      kind === 'case:received' ? [[payload.caseId, at]] : [],
    ),
  );
  for (const { row, content } of rows.cases) {
    const reportedAt = reported.get(content.id);
    const moveTo = (stage: CaseStage) =>
      store.save({ ...content, stage, stageSince: options.clock.now() });
    // Nobody would ever answer for a submission whose event is lost: it is handed in again.
    if (content.stage === 'submitting' && reportedAt === undefined) moveTo('filling-form');
    // As a backup has it from before it was handed in: it waits for the answer like any other.
    else if (!hasEnded(content.stage) && reportedAt !== undefined && reportedAt > row.updated_at) {
      moveTo('submitting');
    } else insert.run({ ...row });
  }
}
