import type { GivenEvidence } from '../../src/evidence/evidence-api.ts';
import type { Envelope } from '../../src/evidence/evidence-package.ts';
import { chainStart, recordHash } from '../../src/evidence/evidence-record.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { hallDayStart } from '../../src/support/clock.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import type { Place, Sealer } from './sealing.ts';

/** Where the next record of this database's chain goes on. */
export interface ChainHead {
  readonly epoch: string;
  readonly seq: number;
  /** `recordHash` of the record before it. */
  readonly prevHash: string;
}

/** What became of a record at the platform: countersigned, or why it proves nothing there. */
export type EvidenceOutcome = { readonly envelope: Envelope } | { readonly rejection: string };

/**
 * The signed records of this workstation, in the order of their chain, each with its opening and the text of its page. Rows
 * are added; a record has its outcome once, and leaves only for its age, when the platform has countersigned it.
 */
export interface EvidenceStore {
  next(): ChainHead;
  /** Adds a record that goes on where `next` said. Only inside a transaction, with what it is evidence of. */
  append(evidence: GivenEvidence): void;
  /** A record by its id; undefined where there is none. */
  find(evidenceId: string): Outcome<StoredEvidence> | undefined;
  /** The oldest records that the platform has not answered. One that cannot be read is left out. */
  waiting(limit: number): readonly GivenEvidence[];
  /** Writes down what became of a record, unless that is known. */
  settle(evidenceId: string, outcome: EvidenceOutcome): void;
  /**
   * Lets go of the records that the platform has countersigned before a day (`YYYY-MM-DD` in the hall) and whose cases are
   * no longer here; the chain goes on behind them. Only inside a transaction. @returns how many
   */
  removeCountersignedBefore(day: string): number;
}

/** A record as it is kept. */
export interface StoredEvidence extends GivenEvidence {
  readonly outcome?: EvidenceOutcome;
}

/** A record as its table holds it. */
export interface EvidenceRow {
  readonly evidence_id: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  readonly body: Uint8Array;
  readonly outcome: string | null;
}

interface Dependencies {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly epoch: string;
}

/** The evidence of a database. */
export function createEvidenceStore({ database, sealer, epoch }: Dependencies): EvidenceStore {
  const insert = database.prepare(
    `INSERT INTO evidence (evidence_id, epoch, seq, hash, body)
     VALUES (:evidence_id, :epoch, :seq, :hash, :body)`,
  );
  // The newest may have left while an older one stays with its case.
  const selectNewest = database.prepare<Pick<EvidenceRow, 'seq' | 'hash'>>(
    `SELECT seq, hash FROM evidence WHERE epoch = :epoch
     UNION ALL SELECT seq, hash FROM evidence_chain WHERE epoch = :epoch
     ORDER BY seq DESC LIMIT 1`,
  );
  const keepChain = database.prepare(
    `INSERT INTO evidence_chain (only_row, epoch, seq, hash) VALUES (1, :epoch, :seq, :hash)
     ON CONFLICT (only_row) DO UPDATE SET epoch = :epoch, seq = :seq, hash = :hash`,
  );
  const selectCountersigned = database.prepare<EvidenceRow>(
    `SELECT evidence_id, epoch, seq, hash, body, outcome FROM evidence
     WHERE json_extract(outcome, '$.envelope.received_at') < :start`,
  );
  const selectCase = database.prepare('SELECT 1 AS found FROM cases WHERE id = :id');
  const remove = database.prepare('DELETE FROM evidence WHERE evidence_id = :evidence_id');
  const select = database.prepare<EvidenceRow>(
    'SELECT evidence_id, epoch, seq, hash, body, outcome FROM evidence WHERE evidence_id = :id',
  );
  const selectWaiting = database.prepare<EvidenceRow>(
    `SELECT evidence_id, epoch, seq, hash, body, outcome FROM evidence
     WHERE outcome IS NULL ORDER BY number LIMIT :limit`,
  );
  const settle = database.prepare(
    'UPDATE evidence SET outcome = :outcome WHERE evidence_id = :id AND outcome IS NULL',
  );

  const open = (row: EvidenceRow) => sealer.open<GivenEvidence>(placeOfEvidence(row), row.body);
  const newest = () => selectNewest.get({ epoch });

  function requireTransaction(): void {
    if (database.inTransaction) return;
    throw new DatabaseError('SQLITE_MISUSE', 'Evidence is stored with what it is evidence of.');
  }

  function isOfNoCaseHere({ record }: GivenEvidence): boolean {
    return record.cases.every(({ biz_num }) => selectCase.get({ id: biz_num }) === undefined);
  }

  return {
    next() {
      const head = newest();
      return head === undefined
        ? { epoch, seq: 1, prevHash: chainStart }
        : { epoch, seq: head.seq + 1, prevHash: head.hash };
    },
    append(evidence) {
      requireTransaction();
      const { record } = evidence;
      const row = {
        evidence_id: record.evidence_id,
        epoch: record.epoch,
        seq: record.seq,
        hash: recordHash(record),
      };
      insert.run({ ...row, body: sealer.seal(placeOfEvidence(row), evidence) });
    },
    find(evidenceId) {
      const row = select.get({ id: evidenceId });
      if (row === undefined) return undefined;
      const opened = open(row);
      if (!opened.ok || row.outcome === null) return opened;
      const outcome: EvidenceOutcome = JSON.parse(row.outcome);
      return { ok: true, value: { ...opened.value, outcome } };
    },
    waiting: (limit) =>
      selectWaiting.all({ limit }).flatMap((row) => {
        const opened = open(row);
        return opened.ok ? [opened.value] : [];
      }),
    settle(evidenceId, outcome) {
      settle.run({ id: evidenceId, outcome: JSON.stringify(outcome) });
    },
    removeCountersignedBefore(day) {
      requireTransaction();
      const old = selectCountersigned.all({ start: hallDayStart(day) }).filter((row) => {
        const opened = open(row);
        return opened.ok && isOfNoCaseHere(opened.value);
      });
      const head = old.length === 0 ? undefined : newest();
      if (head !== undefined) keepChain.run({ epoch, ...head });
      for (const { evidence_id } of old) remove.run({ evidence_id });
      return old.length;
    },
  };
}

/** Where the body of a record is sealed for. */
export function placeOfEvidence({
  evidence_id,
  epoch,
  seq,
  hash,
}: Omit<EvidenceRow, 'body' | 'outcome'>): Place {
  return { table: 'evidence', id: evidence_id, columns: { epoch, seq, hash } };
}
