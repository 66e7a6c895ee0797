import { z } from 'zod';
import { type AuditAnchor, auditAnchorSchema, headHash } from '../../../src/audit/audit-head.ts';
import { addDays } from '../../../src/domain/calendar-day.ts';
import type { Case, CaseStage } from '../../../src/domain/case.ts';
import { hallDay, type Instant } from '../../../src/support/clock.ts';
import { largestEventBytes } from '../../../src/sync/batching.ts';
import { type AuditLogRow, isAsWritten } from '../audit-log.ts';
import { type CaseRow, placeOfCase } from '../case-store.ts';
import { type EvidenceRow, placeOfEvidence } from '../evidence-store.ts';
import { type NewEvent, placeOfEvent } from '../outbox.ts';
import type { Sealer } from '../sealing.ts';
import type { UsedCodeRow } from '../used-codes.ts';
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
  /** One that stands in one place only counts too: one too many keeps nobody from anything, one too few could be taken twice. */
  readonly usedCodes: readonly UsedCodeRow[];
  /** How much of that is as the backup has it, because it is not in the database any more. */
  readonly restored: Pick<RecordCounts, 'cases' | 'events'>;
  /** When the backup was made; undefined where there is none. */
  readonly backedUpAt: Instant | undefined;
  /** Records that are known to have been there and cannot be read; there may have been more. */
  readonly lost: RecordCounts;
  /** The numbers of those that have numbers: each run by its first and last. */
  readonly gaps: Readonly<Record<'events' | 'auditEntries', readonly Gap[]>>;
}

/** The first and the last number of a run that is missing. */
export type Gap = readonly [number, number];

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

/** A used code looks alike in its table and in its index. */
const usedCode = z.tuple([z.string().regex(/^[0-9a-f]{64}$/), z.int()]);

/** What the rows of the indexes look like that hold our clear values once more. */
const doubles = {
  workstation: z.tuple([text, text]),
  cases: z.tuple([text, text, text, text]),
  events: z.tuple([z.union([z.literal(''), z.guid()]), z.guid()]),
  evidence: z.tuple([text, z.number(), text]),
  auditEntries: z.tuple([text, text, text, text, text]).rest(text.nullable()),
};

/** Some values, and the number of the row that they are said to be of. */
interface Numbered<Values> {
  readonly rowId: number;
  readonly values: Values;
}

/** What the pages of one database hold that is right, and what they are known to have held. */
interface FoundRows {
  /** Whose database it is, where that stands twice. */
  readonly own: Pick<Workstation, 'id' | 'epoch'> | undefined;
  readonly cases: readonly Numbered<ReadableCase>[];
  readonly events: readonly Numbered<NewEvent>[];
  readonly evidence: readonly Numbered<EvidenceRow>[];
  readonly auditEntries: readonly Numbered<AuditLogRow>[];
  readonly auditAnchors: readonly Numbered<AnchorRow>[];
  readonly auditStart: ReadableRows['auditStart'];
  readonly usedCodes: readonly UsedCodeRow[];
  /** Rows and their doubles, readable or not. */
  readonly known: Readonly<Record<keyof RecordCounts, readonly Numbered<unknown>[]>>;
  /** When the case of a row was begun, as far as rows and doubles say: a row's number is given again. */
  readonly begun: readonly Numbered<string>[];
}

/** The backup of a database, and until when it counts. */
interface BackupPages {
  readonly pages: DatabasePages;
  readonly now: Instant;
  /** Days that a received case is kept: where the database has gone on for longer, the backup holds what it has removed. */
  readonly caseDays: number;
}

/**
 * Finds what can be taken over from the pages of a database, and from those of a backup of it what is not there any more.
 * Cases and events are right when their seals open, audit entries when they have their hash, anchors when they are what
 * both sides have signed, the workstation's id when it stands twice; so do audit entries of before there were hashes.
 * @param known whose database it was, as far as it is written elsewhere
 * @param backup of no page where there is none; one of another database, or of too long ago, counts as none
 */
export function readableRows(
  pages: DatabasePages,
  sealer: Sealer,
  known: Workstation | undefined,
  backup: BackupPages,
): ReadableRows {
  const found = findRows(pages, sealer, known);
  const { epoch = found.own?.epoch } = known ?? {};
  const inBackup = findRows(backup.pages, sealer, known);
  const isOfSame = epoch === undefined || inBackup.own?.epoch === epoch;
  const isOld = isOutlived(inBackup, found, backup);
  const kept = isOfSame && !isOld ? inBackup : findRows(new Map(), sealer, known);

  const cases = newestOfEach(found.cases);
  const { restored, handedOver } = casesOfBackup(kept, found);
  const notLost = [...restored, ...kept.cases.filter(isOfDrill)].filter((row) =>
    isRowOf(row, found),
  );
  const events = eachOnce([...kept.events, ...found.events]);
  const evidence = eachOnce([...kept.evidence, ...found.evidence]);
  const auditStart = found.auditStart ?? kept.auditStart;
  const isAfterStart = ({ rowId }: Numbered<unknown>) => rowId > (auditStart?.seq ?? 0);
  const audited = eachOnce([...kept.auditEntries, ...found.auditEntries]).filter(isAfterStart);
  const anchors = eachOnce([...kept.auditAnchors, ...found.auditAnchors]);
  const lostEvents = numbersMissing(found.known.events, events);
  const lostEntries = numbersMissing(found.known.auditEntries, audited).filter(
    (number) => number > (auditStart?.seq ?? 0),
  );
  return {
    workstationId: known?.id ?? found.own?.id ?? kept.own?.id,
    cases: [
      ...cases.filter(({ content }) => content.isDrill === undefined),
      ...restored.map(({ values }) => values),
    ],
    events: events.map(({ values }) => values),
    evidence: evidence.map(({ values }) => values),
    auditEntries: audited.map(({ values }) => values),
    auditAnchors: anchors
      .map(({ values }) => values)
      .filter(({ seq }) => seq >= (auditStart?.seq ?? 0)),
    auditStart,
    usedCodes: latestOfEach([...kept.usedCodes, ...found.usedCodes]),
    restored: {
      cases: restored.length,
      events: events.length - eachOnce(found.events).length,
    },
    backedUpAt: lastEntryAt(kept),
    lost: {
      cases: countMissing([...found.known.cases, ...handedOver], [...found.cases, ...notLost]),
      events: lostEvents.length,
      evidence: countMissing(found.known.evidence, evidence),
      auditEntries: lostEntries.length,
    },
    gaps: { events: gapsOf(lostEvents), auditEntries: gapsOf(lostEntries) },
  };
}

function findRows(pages: DatabasePages, sealer: Sealer, known: Workstation | undefined): FoundRows {
  const rows = [...rowsOf(pages)];
  const inTables = rows.filter(({ from }) => from === 'table');
  const inIndexes = rows.filter(({ from }) => from === 'index');

  const workstations = rowsLike(tables.workstation, inTables);
  const [own] = standingTwice(workstations, rowsLike(doubles.workstation, inIndexes));
  const epochs = new Set(workstations.map(({ values: [, , epoch] }) => epoch));
  if (known !== undefined) epochs.add(known.epoch);

  const caseRows = rowsLike(tables.cases, inTables);
  const caseDoubles = rowsLike(doubles.cases, inIndexes);
  const eventRows = rowsLike(tables.events, inTables);
  // The identity of a workstation stands in an index that looks the same.
  const eventDoubles = rowsLike(doubles.events, inIndexes).filter(
    ({ values: [, eventId] }) => !epochs.has(eventId),
  );
  const evidenceRows = rowsLike(tables.evidence, inTables);
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
  return {
    own: own && { id: own.values[1], epoch: own.values[2] },
    cases: caseRows.flatMap((row) => openCase(row, sealer)),
    events: eventRows.flatMap((row) => openEvent(row, sealer, epochs)),
    evidence: evidenceRows.flatMap((row) => openEvidence(row, sealer)),
    auditEntries: auditRows.flatMap((row) => openAuditRow(row, twice)),
    auditAnchors: rowsLike(tables.auditAnchors, inTables).flatMap(openAnchor),
    auditStart: rowsLike(tables.auditStart, inTables).map(openStart).at(-1),
    usedCodes: rowsLike(usedCode, rows).map(({ values: [nonce_hash, until] }) => ({
      nonce_hash,
      until,
    })),
    known: {
      cases: [...caseRows, ...caseDoubles],
      events: [...eventRows, ...eventDoubles],
      evidence: [...evidenceRows, ...rowsLike(doubles.evidence, inIndexes)],
      auditEntries: [...auditRows, ...auditDoubles],
    },
    begun: [
      ...caseRows.map(({ rowId, values: [, , , begunAt] }) => ({ rowId, values: begunAt })),
      ...caseDoubles.map(({ rowId, values: [, begunAt] }) => ({ rowId, values: begunAt })),
    ],
  };
}

/**
 * Whether a database has gone on without its backup for longer than a received case is kept. How long a machine has been switched
 * off does not count: the log of the database tells, and this machine's clock only where none of it can be read.
 */
function isOutlived(
  backup: FoundRows,
  database: FoundRows,
  { now, caseDays }: Pick<BackupPages, 'now' | 'caseDays'>,
): boolean {
  const madeAt = lastEntryAt(backup);
  const endedAt = lastEntryAt(database) ?? now;
  return madeAt !== undefined && hallDay(madeAt) < addDays(hallDay(endedAt), -caseDays);
}

/** When the last entry of a log was written; undefined where none can be read. */
function lastEntryAt({ auditEntries }: FoundRows): Instant | undefined {
  return inOrder(auditEntries).at(-1)?.values.at;
}

/** What the log says when a case leaves, with its row or before it, and when one is here again. */
const leaving: ReadonlySet<string> = new Set([
  'case:dropped',
  'case:closed',
  'case:received',
  'case:handed-over',
]);
const returning: ReadonlySet<string> = new Set(['case:handed-back', 'case:taken-over']);

/**
 * The cases of a backup that are not in the database any more: those that were there to the end, and those that were on their
 * way to another window, which may have them by now. What the log says to have left since, has come to its end or was of a
 * drill is among neither.
 */
function casesOfBackup(kept: FoundRows, found: FoundRows) {
  const there = new Set(found.cases.map(({ values }) => values.row.id));
  const left = departures(found, inOrder(kept.auditEntries).at(-1)?.rowId ?? 0);
  const missing = kept.cases.filter(
    (row) => !there.has(row.values.row.id) && row.values.row.stage !== 'closed' && !isOfDrill(row),
  );
  const leftBy = ({ values }: Numbered<ReadableCase>) => left.get(values.row.id);
  return {
    restored: missing.filter((row) => leftBy(row) === undefined),
    handedOver: missing.filter((row) => leftBy(row) === 'case:handed-over'),
  };
}

/** By which step cases have left, each as the log of a database says last. @param after the row that a backup has last */
function departures({ auditEntries }: FoundRows, after: number): ReadonlyMap<string, string> {
  const left = new Map<string, string>();
  for (const { rowId, values } of inOrder(auditEntries)) {
    const { action, facts } = values;
    if (rowId <= after || !(leaving.has(action) || returning.has(action))) continue;
    const { caseId }: { readonly caseId: string } = JSON.parse(facts);
    if (leaving.has(action)) left.set(caseId, action);
    else left.delete(caseId);
  }
  return left;
}

function isOfDrill({ values }: Numbered<ReadableCase>): boolean {
  return values.content.isDrill === true;
}

/** Whether a case of the backup is the one that a row of the database was of. */
function isRowOf({ rowId, values }: Numbered<ReadableCase>, { begun }: FoundRows): boolean {
  return begun.some((one) => one.rowId === rowId && one.values === values.row.opened_at);
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

/** Like `countMissing`, of rows whose numbers leave none out: one between two that are there was there. In their order. */
function numbersMissing(
  known: readonly Numbered<unknown>[],
  taken: readonly Numbered<unknown>[],
): readonly number[] {
  const there = new Set(taken.map(({ rowId }) => rowId));
  const missing = new Set(known.flatMap(({ rowId }) => (there.has(rowId) ? [] : rowId)));
  const [first, ...others] = inOrder(taken).map(({ rowId }) => rowId);
  const last = others.at(-1) ?? first ?? 0;
  for (let number = first ?? 0; number < last; number += 1) {
    if (!there.has(number)) missing.add(number);
  }
  return [...missing].sort((a, b) => a - b);
}

/** Numbers in their order as runs. */
function gapsOf(numbers: readonly number[]): readonly Gap[] {
  const gaps: [number, number][] = [];
  for (const number of numbers) {
    const last = gaps.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else gaps.push([number, number]);
  }
  return gaps;
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
  // Nobody could send it: its case goes back to its form, where the clerk is told what is too long.
  if (body.length > largestEventBytes) return [];
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

function latestOfEach(codes: readonly UsedCodeRow[]): readonly UsedCodeRow[] {
  const inTheirOrder = [...codes].sort((a, b) => a.until - b.until);
  return [...new Map(inTheirOrder.map((code) => [code.nonce_hash, code])).values()];
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
