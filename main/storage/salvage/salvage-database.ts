import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type Failure, failure, type Outcome } from '../../../src/failures/failure.ts';
import { hallDay, hallTime } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import { asideSince, nameAside } from '../aside-name.ts';
import { backupOf } from '../backup.ts';
import { readDurableFile, renameDurably, writeDurableFile } from '../durable-file.ts';
import type { Workstation } from '../workstation.ts';
import { readDatabasePages } from './database-pages.ts';
import { type Gap, type ReadableRows, readableRows } from './readable-rows.ts';
import { type RebuildOptions, rebuildDatabase } from './rebuild-database.ts';

const countsSchema = z.object({
  cases: z.int(),
  events: z.int(),
  /** Reports of before there was evidence name none. */
  evidence: z.int().default(0),
  auditEntries: z.int(),
});
/** Numbers that are missing: of each run the first and the last. */
const gapsSchema = z.array(z.tuple([z.int(), z.int()]).readonly()).readonly();

const reportSchema = z.object({
  at: z.iso.datetime(),
  takenOver: countsSchema,
  lost: countsSchema,
  /** Reports of before they were listed have none. */
  gaps: z
    .object({ events: gapsSchema, auditEntries: gapsSchema })
    .default({ events: [], auditEntries: [] }),
  /** What of it the backup had, and since when; nothing in reports of before there were backups. */
  restored: z.object({ cases: z.int(), events: z.int() }).default({ cases: 0, events: 0 }),
  backedUpAt: z.iso.datetime().optional(),
});

/** What has become of a damaged database, and when. */
type SalvageReport = z.infer<typeof reportSchema>;

/** What salvaging needs beside what every database is made with. */
export interface SalvageOptions extends RebuildOptions {
  /** Whose database it was, as far as that is written elsewhere. */
  readonly known: Workstation | undefined;
  /** Days that a received case is kept. 7 unless told. */
  readonly caseDays?: () => number;
  /** Makes every lease unreadable: none is taken over, the citizen is asked again. */
  readonly dropLeases: () => void;
}

const reportName = 'report.json';

/** Where a salvage puts things; `file` is the database. */
function placesOf(file: string) {
  const underWay = `${file}.salvaging`;
  return {
    underWay,
    original: join(underWay, basename(file)),
    backup: join(underWay, basename(backupOf(file))),
    report: join(underWay, reportName),
    rebuilt: `${file}.rebuilt`,
    /** Followed by a moment. */
    aside: `${file}.damaged-`,
  };
}

/** Whether a database was found damaged and is not salvaged yet. */
export function isSalvageDue(file: string): boolean {
  return existsSync(placesOf(file).underWay);
}

/** Leaves word for the next start that a database is damaged. */
export function orderSalvage(file: string): void {
  mkdirSync(placesOf(file).underWay, { recursive: true });
}

/**
 * Puts a damaged database aside whole, never to be touched again, and a new one in its place with all that can be read.
 * A crash at any point leaves everything so that calling this again ends the same way.
 */
export function salvageDatabase(file: string, options: SalvageOptions): Outcome<undefined> {
  const { underWay, report: reportFile, original, backup, rebuilt, aside } = placesOf(file);
  if (readReport(reportFile) === undefined) {
    moveAside(file, options);
    const { sealer, known, clock, caseDays = () => 7 } = options;
    const rows = readableRows(readDatabasePages(original), sealer, known, {
      pages: readDatabasePages(backup),
      now: clock.now(),
      caseDays: caseDays(),
    });
    options.dropLeases();
    const made = rebuildDatabase(rebuilt, rows, options);
    if (!made.ok) return made;
    // From here on the new database counts.
    writeDurableFile(reportFile, JSON.stringify(reportOf(rows, options)));
  }
  if (existsSync(rebuilt)) renameDurably(rebuilt, file);
  renameDurably(underWay, nameAside(aside, options.clock.now()));
  return ok(undefined);
}

/** What people are told of the last salvage on a day of the hall; whoever comes later that day is told too. */
export function salvageNotice(file: string, day: string): Failure | undefined {
  const { aside } = placesOf(file);
  const reports = readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(aside)))
    .flatMap((name) => readReport(join(dirname(file), name, reportName)) ?? [])
    .filter(({ at }) => hallDay(at) === day)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const [report] = reports;
  if (report === undefined) return undefined;
  const { cases, events } = report.takenOver;
  const lost = report.lost.cases + report.lost.events;
  const { restored, backedUpAt } = report;
  if (backedUpAt !== undefined && restored.cases > 0) {
    const since = `${hallDay(backedUpAt)} ${hallTime(backedUpAt).slice(0, 5)}`;
    const { cases: ofBackup } = restored;
    const info = { cases, events, lost, restored: ofBackup, since, ...missingIn(report) };
    return failure('storage.restored', info);
  }
  return cases + events + lost === 0
    ? failure('storage.nothing-salvaged')
    : failure('storage.salvaged', { cases, events, lost, ...missingIn(report) });
}

/** Which numbers are missing, and how many: for whoever compares them with what the platform has. */
function missingIn({ gaps: { events, auditEntries } }: SalvageReport) {
  return {
    missingEvents: countOf(events),
    eventNumbers: wordsOf(events),
    missingEntries: countOf(auditEntries),
    entryNumbers: wordsOf(auditEntries),
  };
}

function countOf(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** Runs that are told in words; the report has all of them. */
const runsTold = 20;

/** Runs of numbers in words of no language: `4-5, 9`. */
function wordsOf(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return '—';
  const told = gaps
    .slice(0, runsTold)
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  return [...told, ...(gaps.length > runsTold ? ['…'] : [])].join(', ');
}

/**
 * Removes what was put aside and seen here before a day, and writes down of what is seen for the first time that it is today (both
 * `YYYY-MM-DD` in the hall): the names tell what this machine's clock said, before anybody could confirm it.
 * @returns how many are removed
 */
export function removeDamagedBefore(file: string, day: string, today: string): number {
  const { aside } = placesOf(file);
  const folders = readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(aside)))
    .filter((name) => asideSince(name.slice(basename(aside).length)) !== undefined)
    .map((name) => join(dirname(file), name));
  const old = folders.filter((folder) => daySeen(folder, today) < day);
  for (const folder of old) rmSync(folder, { recursive: true });
  return old.length;
}

/** The day on which a database that was put aside was first seen; where none is written down, it is today. */
function daySeen(folder: string, today: string): string {
  const file = join(folder, 'seen');
  const seen = readDurableFile(file) ?? '';
  if (/^\d{4}-\d\d-\d\d$/.test(seen)) return seen;
  writeDurableFile(file, today);
  return today;
}

function reportOf(rows: ReadableRows, { clock }: SalvageOptions): SalvageReport {
  const { cases, events, evidence, auditEntries, lost, gaps, restored, backedUpAt } = rows;
  const takenOver = {
    cases: cases.length,
    events: events.length,
    evidence: evidence.length,
    auditEntries: auditEntries.length,
  };
  return { at: clock.now(), takenOver, lost, gaps, restored, ...(backedUpAt && { backedUpAt }) };
}

/** Moves the database into the folder under way, itself last: as long as it is here, the rest may be on its way. */
function moveAside(file: string, { clock }: SalvageOptions): void {
  const { underWay, original, aside } = placesOf(file);
  // Whoever opened another database here meanwhile: nothing that was put aside is written over.
  if (existsSync(original) && existsSync(file)) {
    renameDurably(underWay, nameAside(aside, clock.now()));
  }
  orderSalvage(file);
  // What the backup has is in the new database, and the next one is of that.
  for (const part of [backupOf(file), `${file}-wal`, `${file}-shm`, file]) {
    if (existsSync(part)) renameDurably(part, join(underWay, basename(part)));
  }
}

/** The report of a salvage that has come to its end; one that cannot be read means to begin anew. */
function readReport(file: string): SalvageReport | undefined {
  const text = readDurableFile(file);
  if (text === undefined) return undefined;
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
