import { z } from 'zod';
import { type AuditAnchor, auditAnchorSchema, headHash } from '../../../src/audit/audit-head.ts';
import type { Case, CaseStage } from '../../../src/domain/case.ts';
import { type AuditLogRow, isAsWritten } from '../audit-log.ts';
import { type CaseRow, placeOfCase } from '../case-store.ts';
import { type EvidenceRow, placeOfEvidence } from '../evidence-store.ts';
import { type NewEvent, placeOfEvent } from '../outbox.ts';
import type { Sealer } from '../sealing.ts';
import type { Workstation } from '../workstation.ts';
import type { DatabasePages } from './database-pages.ts';
import { type PageRow, rowsOf } from './page-rows.ts';

/** How many records there are of each kind that is taken over. */
export interface RecordCounts {
  readonly cases: number;
  readonly events: number;
  readonly evidence: number;
  readonly auditEntries: number;
}

/** A case that can be read, and its row as it stands. */
export interface ReadableCase {
  readonly row: CaseRow;
  readonly content: Case;
}

/** An anchor of the audit log as its table holds it. */
export interface AnchorRow {
  readonly number: number;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  readonly day: string;
  readonly anchor: string;
}

/** What of a damaged database is right beyond doubt. */
export interface ReadableRows {
  /** Whose database it was, if that can be read. */
  readonly workstationId: string | undefined;
  readonly cases: readonly ReadableCase[];
  /** In the order of their numbers. */
  readonly events: readonly NewEvent[];
  /** In the order of their numbers. */
  readonly evidence: readonly EvidenceRow[];
  /** In the order of their numbers. */
  readonly auditEntries: readonly AuditLogRow[];
  /** In the order of their numbers. */
  readonly auditAnchors: readonly AnchorRow[];
  /** Up to where the log has been cut. */
  readonly auditStart: { readonly seq: number; readonly anchor: string } | undefined;
  /** Records that are known to have been there and cannot be read; there may have been more. */
  readonly lost: RecordCounts;
}

const text = z.string();
const bytes = z.instanceof(Uint8Array);

/** What the rows of our tables look like; no two look alike. */
const tables = {
  workstation: z.tuple([z.null(), text, text]),
  cases: z.tuple([text, text, text, text, text, bytes]),
  events: z.tuple([z.null(), text, text, bytes]).rest(text.nullable()),
  evidence: z.tuple([z.null(), text, text, z.number(), text, bytes, text.nullable()]),
  auditEntries: z.tuple([z.null(), text, text, text, text, text]).rest(text.nullable()),
  auditAnchors: z.tuple([z.null(), text, z.number(), text, text, text]),
  auditStart: z.tuple([z.null(), z.number(), text]),
};

/** What the rows of the indexes look like that hold our clear values once more. */
const doubles = {
  workstation: z.tuple([text, text]),
  cases: z.tuple([text, text, text, text]),
  events: z.tuple([z.union([z.literal(''), z.guid()]), z.number()]),
  evidence: z.tuple([text, z.number(), text]),
  auditEntries: z.tuple([text, text, text, text, text]).rest(text.nullable()),
};

/** Some values, and the number of the row that they are said to be of. */
interface Numbered<Values> {
  readonly rowId: number;
  readonly values: Values;
}

/**
 * Finds what can be taken over from the pages of a database. Cases and events are right when their seals open, audit
 * entries when they have their hash, anchors when they are what both sides have signed, the workstation's id when it stands
 * twice; so do audit entries of before there were hashes.
 * @param known whose database it was, as far as it is written elsewhere
 */
export function readableRows(
  pages: DatabasePages,
  sealer: Sealer,
  known: Workstation | undefined,
): ReadableRows {
  const rows = [...rowsOf(pages)];
  const inTables = rows.filter(({ from }) => from === 'table');
  const inIndexes = rows.filter(({ from }) => from === 'index');

  const workstations = rowsLike(tables.workstation, inTables);
  const own = standingTwice(workstations, rowsLike(doubles.workstation, inIndexes));
  const epochs = new Set(workstations.map(({ values: [, , epoch] }) => epoch));
  if (known !== undefined) epochs.add(known.epoch);

  const caseRows = rowsLike(tables.cases, inTables);
  const cases = caseRows.flatMap((row) => openCase(row, sealer));
  const eventRows = rowsLike(tables.events, inTables);
  const events = eventRows.flatMap((row) => openEvent(row, sealer, epochs));
  const evidenceRows = rowsLike(tables.evidence, inTables);
  const evidence = evidenceRows.flatMap((row) => openEvidence(row, sealer));
  const auditRows = rowsLike(tables.auditEntries, inTables);
  const auditDoubles = rowsLike(doubles.auditEntries, inIndexes).map(({ rowId, values }) => ({
    rowId,
    values: values.slice(0, 5).map(String),
  }));
  const unchained = auditRows.map(
    ({ rowId, values: [none, at, account, role, action, facts] }) => ({
      rowId,
      values: [none, at, account, role, action, facts] as const,
    }),
  );
  const twice = new Set(standingTwice(unchained, auditDoubles).map(({ rowId }) => rowId));
  const audited = auditRows.flatMap((row) => openAuditRow(row, twice));
  return {
    workstationId: known?.id ?? own[0]?.values[1],
    cases: newestOfEach(cases),
    events: eachOnce(events).map(({ values }) => values),
    evidence: eachOnce(evidence).map(({ values }) => values),
    auditEntries: eachOnce(audited).map(({ values }) => values),
    auditAnchors: eachOnce(rowsLike(tables.auditAnchors, inTables).flatMap(openAnchor)).map(
      ({ values }) => values,
    ),
    auditStart: rowsLike(tables.auditStart, inTables).map(openStart).at(-1),
    lost: {
      cases: countMissing([...caseRows, ...rowsLike(doubles.cases, inIndexes)], cases),
      events: countMissing([...eventRows, ...rowsLike(doubles.events, inIndexes)], events),
      evidence: countMissing([...evidenceRows, ...rowsLike(doubles.evidence, inIndexes)], evidence),
      auditEntries: countMissing([...auditRows, ...auditDoubles], audited),
    },
  };
}

function inOrder<Values>(rows: readonly Numbered<Values>[]): readonly Numbered<Values>[] {
  return [...rows].sort((a, b) => a.rowId - b.rowId);
}

function eachOnce<Values>(rows: readonly Numbered<Values>[]): readonly Numbered<Values>[] {
  return [...new Map(inOrder(rows).map((row) => [row.rowId, row])).values()];
}

function countMissing(
  known: readonly Numbered<unknown>[],
  taken: readonly Numbered<unknown>[],
): number {
  const missing = new Set(known.map(({ rowId }) => rowId));
  for (const { rowId } of taken) missing.delete(rowId);
  return missing.size;
}

function rowsLike<Values>(
  schema: z.ZodType<Values>,
  rows: readonly PageRow[],
): readonly Numbered<Values>[] {
  return rows.flatMap(({ rowId, values }) => {
    const parsed = schema.safeParse(values);
    return parsed.success ? [{ rowId, values: parsed.data }] : [];
  });
}

/** The rows whose values stand in an index as they stand in the table. */
function standingTwice<Values extends readonly [null, ...string[]]>(
  rows: readonly Numbered<Values>[],
  copies: readonly Numbered<readonly string[]>[],
): readonly Numbered<Values>[] {
  const keyOf = (rowId: number, values: readonly (string | null)[]) =>
    JSON.stringify([rowId, ...values]);
  const copied = new Set(copies.map(({ rowId, values }) => keyOf(rowId, values)));
  return rows.filter(({ rowId, values: [, ...clear] }) => copied.has(keyOf(rowId, clear)));
}

function openCase(
  { rowId, values }: Numbered<z.infer<typeof tables.cases>>,
  sealer: Sealer,
): readonly Numbered<ReadableCase>[] {
  const [id, stage, clerk, opened_at, updated_at, body] = values;
  // What is no stage of a case does not open.
  const row = { id, stage: stage as CaseStage, clerk, opened_at, updated_at, body };
  const content = sealer.open<Case>(placeOfCase(row), body);
  return content.ok ? [{ rowId, values: { row, content: content.value } }] : [];
}

/** The seal tells of which epoch an event is, and whether it is sealed for its clerk. */
function openEvent(
  { rowId: seq, values }: Numbered<z.infer<typeof tables.events>>,
  sealer: Sealer,
  epochs: ReadonlySet<string>,
): readonly Numbered<NewEvent>[] {
  const [, event_id, case_id, body, , , clerk = null] = values;
  for (const epoch of epochs) {
    for (const enqueued_at of [null, '']) {
      const place = placeOfEvent(epoch, { seq, event_id, case_id, enqueued_at, clerk });
      const content = sealer.open<NewEvent>(place, body);
      if (content.ok) return [{ rowId: seq, values: content.value }];
    }
  }
  return [];
}

function openEvidence(
  { rowId, values }: Numbered<z.infer<typeof tables.evidence>>,
  sealer: Sealer,
): readonly Numbered<EvidenceRow>[] {
  const [, evidence_id, epoch, seq, hash, body, outcome] = values;
  const row = { evidence_id, epoch, seq, hash, body, outcome };
  const content = sealer.open(placeOfEvidence(row), body);
  return content.ok ? [{ rowId, values: row }] : [];
}

/** Pages from before and after a damaged part of the log may hold a case twice. */
function newestOfEach(cases: readonly Numbered<ReadableCase>[]): readonly ReadableCase[] {
  const newest = new Map<string, ReadableCase>();
  for (const { values } of inOrder(cases)) {
    const known = newest.get(values.row.id);
    if (known === undefined || known.row.updated_at < values.row.updated_at) {
      newest.set(values.row.id, values);
    }
  }
  return [...newest.values()];
}

/** The hash tells whether a row is as it was written; of before there were hashes, whether it stands twice. */
function openAuditRow(
  { rowId: seq, values }: Numbered<z.infer<typeof tables.auditEntries>>,
  twice: ReadonlySet<number>,
): readonly Numbered<AuditLogRow>[] {
  const [, at, account, role, action, facts, ...chained] = values;
  const [epoch = null, digest = null, prev_hash = null, hash = null] = chained;
  const row = { seq, at, account, role, action, facts, epoch, digest, prev_hash, hash };
  const isRight = hash === null ? twice.has(seq) : isAsWritten(row);
  return isRight ? [{ rowId: seq, values: row }] : [];
}

function openAnchor({
  rowId,
  values: [, epoch, seq, hash, day, anchor],
}: Numbered<z.infer<typeof tables.auditAnchors>>): readonly Numbered<AnchorRow>[] {
  const head = anchorIn(anchor)?.head;
  const isRight = head?.epoch === epoch && head.seq === seq && head.hash === hash;
  return isRight ? [{ rowId, values: { number: rowId, epoch, seq, hash, day, anchor } }] : [];
}

function openStart({ values: [, seq, anchor] }: Numbered<z.infer<typeof tables.auditStart>>) {
  return anchorIn(anchor)?.head.seq === seq ? { seq, anchor } : undefined;
}

/** Whoever judges the log looks at the signatures; here a head has to be the one that its receipt names. */
function anchorIn(text: string): AuditAnchor | undefined {
  try {
    const { data } = auditAnchorSchema.safeParse(JSON.parse(text));
    return data !== undefined && headHash(data.head) === data.receipt.head_hash ? data : undefined;
  } catch {
    // No JSON.
    return undefined;
  }
}
