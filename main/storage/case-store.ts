import { type Case, type CaseStage, hasEnded } from '../../src/domain/case.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { type Clock, hallDay, hallDayStart } from '../../src/support/clock.ts';
import type { Database } from './database.ts';
import type { Place, Sealer } from './sealing.ts';

/** The cases found for a clerk, and the ids of those that are there but cannot be read. */
interface FoundCases {
  readonly cases: readonly Case[];
  readonly unreadable: readonly string[];
}

/** Cases, persisted at every transition; what is personal in them is sealed. */
export interface CaseStore {
  /** Stores a case as it now is. */
  save(saved: Case): void;
  /** `case.unknown` if there is no such case. */
  load(id: string): Outcome<Case>;
  /** A clerk's cases that have not ended, and those that were last changed on `day`; oldest first. */
  listShift(clerk: string, day: string): FoundCases;
  /** Every case that has not ended, whoever's it is. */
  listUnended(): FoundCases;
  /**
   * Drafts, whoever's they are, with which nothing was done on `day`: the platform has not been given them, nobody has a
   * paper of them, and nobody else is waited for with them. Those that were closed, too.
   */
  listDrafts(day: string): FoundCases;
  /** The cases of drills, whoever's they are and however they have ended. Every case is opened for it. */
  listOfDrills(): FoundCases;
  /**
   * Forgets the cases that the platform had received before a day (`YYYY-MM-DD` in the hall). One that cannot be read stays.
   * @returns how many
   */
  removeReceivedBefore(day: string): number;
  /** Forgets a case for good; repeating it is harmless. */
  remove(id: string): void;
}

/** A case as its table holds it. */
export interface CaseRow {
  readonly id: string;
  readonly stage: CaseStage;
  readonly clerk: string;
  readonly opened_at: string;
  readonly updated_at: string;
  readonly body: Uint8Array;
}

interface Dependencies {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/** The cases of a database. */
export function createCaseStore({ database, sealer, clock }: Dependencies): CaseStore {
  const upsert = database.prepare(
    `INSERT INTO cases (id, stage, clerk, opened_at, updated_at, body)
     VALUES (:id, :stage, :clerk, :opened_at, :updated_at, :body)
     ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, clerk = excluded.clerk,
       opened_at = excluded.opened_at, updated_at = excluded.updated_at, body = excluded.body`,
  );
  const select = database.prepare<CaseRow>('SELECT * FROM cases WHERE id = :id');
  const selectByClerk = database.prepare<CaseRow>(
    'SELECT * FROM cases WHERE clerk = :clerk ORDER BY opened_at, id',
  );
  const selectUnended = database.prepare<CaseRow>(
    `SELECT * FROM cases WHERE stage NOT IN ('received', 'closed') ORDER BY opened_at, id`,
  );
  const selectDrafts = database.prepare<CaseRow>(
    `SELECT * FROM cases
     WHERE stage NOT IN ('received', 'submitting', 'handing-over', 'taking-over')
     ORDER BY opened_at, id`,
  );
  const selectAll = database.prepare<CaseRow>('SELECT * FROM cases ORDER BY opened_at, id');
  const selectReceived = database.prepare<CaseRow>(
    `SELECT * FROM cases WHERE stage = 'received' AND opened_at < :start`,
  );
  const remove = database.prepare('DELETE FROM cases WHERE id = :id');
  const open = (row: CaseRow): Outcome<Case> => sealer.open<Case>(placeOfCase(row), row.body);

  function openAll(rows: readonly CaseRow[]): FoundCases {
    const cases: Case[] = [];
    const unreadable: string[] = [];
    for (const row of rows) {
      const opened = open(row);
      if (opened.ok) cases.push(opened.value);
      else unreadable.push(row.id);
    }
    return { cases, unreadable };
  }

  return {
    save(saved) {
      const { id, stage, clerk, openedAt } = saved;
      const row = { id, stage, clerk, opened_at: openedAt, updated_at: clock.now() };
      upsert.run({ ...row, body: sealer.seal(placeOfCase(row), saved) });
    },
    load(id) {
      const row = select.get({ id });
      return row === undefined ? fail('case.unknown') : open(row);
    },
    listShift: (clerk, day) =>
      openAll(
        selectByClerk
          .all({ clerk })
          .filter((row) => !hasEnded(row.stage) || hallDay(row.updated_at) === day),
      ),
    listUnended: () => openAll(selectUnended.all()),
    listDrafts: (day) => {
      const old = selectDrafts.all().filter(({ updated_at }) => hallDay(updated_at) !== day);
      const { cases, unreadable } = openAll(old);
      return { cases: cases.filter(isDraft), unreadable };
    },
    listOfDrills: () => {
      const { cases, unreadable } = openAll(selectAll.all());
      return { cases: cases.filter(({ isDrill }) => isDrill === true), unreadable };
    },
    removeReceivedBefore(day) {
      // When it was received is sealed; when it was begun, before that, is not.
      const { cases } = openAll(selectReceived.all({ start: hallDayStart(day) }));
      const old = cases.filter(({ stageSince }) => hallDay(stageSince) < day);
      for (const { id } of old) remove.run({ id });
      return old.length;
    },
    remove(id) {
      remove.run({ id });
    },
  };
}

/** Whether nobody outside has anything of a case: what somebody has a paper of is no draft until it has ended. */
function isDraft({ stage, offline }: Case): boolean {
  return stage === 'closed' || offline?.received === undefined;
}

/** Where the body of a case is sealed for. */
export function placeOfCase({
  id,
  stage,
  clerk,
  opened_at,
  updated_at,
}: Omit<CaseRow, 'body'>): Place {
  return { table: 'cases', id, columns: { stage, clerk, opened_at, updated_at } };
}
