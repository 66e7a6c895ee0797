import type { GivenEvidence } from '../../src/evidence/evidence-api.ts';
import type { Envelope } from '../../src/evidence/evidence-package.ts';
import { chainStart, recordHash } from '../../src/evidence/evidence-record.ts';
import type { Outcome } from '../../src/failures/failure.ts';
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
 * are added and kept; a record has its outcome once.
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
  const selectHead = database.prepare<Pick<EvidenceRow, 'seq' | 'hash'>>(
    'SELECT seq, hash FROM evidence WHERE epoch = :epoch ORDER BY seq DESC LIMIT 1',
  );
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

  return {
    next() {
      const head = selectHead.get({ epoch });
      return head === undefined
        ? { epoch, seq: 1, prevHash: chainStart }
        : { epoch, seq: head.seq + 1, prevHash: head.hash };
    },
    append(evidence) {
      if (!database.inTransaction) {
        throw new DatabaseError('SQLITE_MISUSE', 'Evidence is stored with what it is evidence of.');
      }
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
