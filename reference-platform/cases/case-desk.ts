import { type Selectable, sql } from 'kysely';
import {
  type CaseAnswer,
  type CaseMoveRefusal,
  type CaseRecordsAnswer,
  type CaseStep,
  type CaseSummary,
  type CasesAnswer,
  type CasesQuery,
  caseDeciderRoles,
  caseStepSchema,
  casesPerAnswer,
  type MoveCaseAnswer,
  type MoveCaseRequest,
} from '../../src/contracts/case-api.ts';
import type { CaseSupplementedPayload } from '../../src/contracts/case-state.ts';
import {
  type CaseReceivedPayload,
  caseReceivedPayloadSchema,
} from '../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { type Clock, hallDay } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { CallBackStore } from '../call-backs/call-back-store.ts';
import type { Database } from '../database/open-database.ts';
import { valuesIn } from '../database/values-in.ts';
import type { Journal, Teller } from '../journal/journal.ts';
import { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { Session } from '../sessions/session-store.ts';
import { gdbsRecords } from './gdbs-records.ts';
import {
  type CaseSituation,
  moveCase,
  type SupplementRejection,
  supplementCase,
} from './move-case.ts';
import type { CaseTables } from './tables.ts';
import { takeStep } from './take-step.ts';

/** Cases after intake: where they stand, and whoever moves them on. */
export class CaseDesk {
  readonly #db: Database;
  readonly #journal: Journal;
  readonly #clock: Clock;

  constructor(db: Database, journal: Journal, clock: Clock) {
    this.#db = db;
    this.#journal = journal;
    this.#clock = clock;
  }

  /** A page of the cases that somebody may see, in the order of their numbers. */
  async list(reader: Session, { state, item, since, after }: CasesQuery): Promise<CasesAnswer> {
    const rows = await visibleCases(this.#db, reader)
      .select(summaryColumns)
      .where(({ and, eb }) =>
        and([
          ...(state === undefined ? [] : [eb('state', '=', state)]),
          ...(item === undefined ? [] : [eb('item_code', '=', item)]),
          ...(since === undefined ? [] : [eb('received_at', '>=', since)]),
          ...(after === undefined ? [] : [eb('case_number', '>', after)]),
        ]),
      )
      .orderBy('case_number')
      .limit(casesPerAnswer + 1)
      .execute();
    const page = rows.slice(0, casesPerAnswer);
    const next = rows.length > page.length ? page.at(-1)?.case_number : undefined;
    const withdrawn = await withdrawnAmong(
      this.#db,
      page.map(({ case_id }) => case_id),
    );
    return {
      cases: page.map((row) => summaryOf(row, withdrawn)),
      ...(next === undefined ? {} : { next }),
    };
  }

  /** One case with its history, call-backs before it was received included; what is in it only for whoever has to decide. */
  async read(reader: Session, caseId: string): Promise<Result<CaseAnswer, 'case-unknown'>> {
    const row = await findCase(this.#db, reader, caseId);
    if (row === undefined) return err('case-unknown');
    const withdrawn = await withdrawnAmong(this.#db, [caseId]);
    const history = [
      ...(await new CallBackStore(this.#db).stepsOf(caseId)),
      ...(await readHistory(this.#db, caseId)),
    ];
    const answer = { ...summaryOf(row, withdrawn), history };
    return ok(
      caseDeciderRoles.includes(reader.role)
        ? { ...answer, application: applicationOf(row) }
        : answer,
    );
  }

  /** One case as the records of the exchange library. */
  async records(
    reader: Session,
    caseId: string,
  ): Promise<Result<CaseRecordsAnswer, 'case-unknown'>> {
    const row = await findCase(this.#db, reader, caseId);
    if (row === undefined) return err('case-unknown');
    return ok(
      gdbsRecords({
        caseNumber: row.case_number,
        receivedAt: row.received_at,
        application: applicationOf(row),
        history: await readHistory(this.#db, caseId),
        item: await itemOf(this.#db, row),
      }),
    );
  }

  /** Moves a case, once for each request however often it is sent. */
  move(
    mover: Session,
    caseId: string,
    { requestId, move }: MoveCaseRequest,
  ): Promise<Result<MoveCaseAnswer, CaseMoveRefusal | 'case-unknown' | 'role-not-allowed'>> {
    return this.#journal.commit(async (db, tell) => {
      const row = await findCase(db, mover, caseId);
      if (row === undefined) return err('case-unknown');
      const done = await db
        .selectFrom('case_steps')
        .select(['case_id', 'account', 'step', 'state', 'at'])
        .where('request_id', '=', requestId)
        .orderBy('sequence', 'desc')
        .executeTakeFirst();
      if (done !== undefined) {
        const isSame =
          done.case_id === caseId &&
          done.account === mover.account &&
          JSON.stringify(keptStepSchema.parse(JSON.parse(done.step)).did) === JSON.stringify(move);
        return isSame ? ok({ caseId, state: done.state, at: done.at }) : err('request-id-reused');
      }
      const steps = moveCase(await this.#situationOf(db, row), move, mover.role);
      if (!steps.ok) return steps;
      const at = this.#clock.now();
      for (const step of steps.value) {
        await takeStep(db, tell, row, step, { at, account: mover.account, requestId });
      }
      return ok({ caseId, state: steps.value.at(-1)?.state ?? row.state, at });
    });
  }

  /**
   * Takes what a workstation hands in because it was missing.
   * @param db the transaction of the batch it came with
   * @returns why not; null: taken
   */
  async supplement(
    db: Database,
    tell: Teller,
    workstationId: string,
    { caseId, materials }: CaseSupplementedPayload,
  ): Promise<SupplementRejection | 'case-unknown' | null> {
    const row = await db
      .selectFrom('cases')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('workstation_id', '=', workstationId)
      .executeTakeFirst();
    if (row === undefined) return 'case-unknown';
    const step = supplementCase(await this.#situationOf(db, row), materials);
    if (!step.ok) return step.problem;
    const at = this.#clock.now();
    await takeStep(db, tell, row, step.value, { at, account: null, requestId: null });
    return null;
  }

  async #situationOf(db: Database, row: CaseRow): Promise<CaseSituation> {
    const item = await itemOf(db, row);
    return {
      state: row.state,
      receivedOn: hallDay(row.received_at),
      today: hallDay(this.#clock.now()),
      history: await readHistory(db, row.case_id),
      terms: item.terms,
      materials: item.materials.map(({ code }) => code),
    };
  }
}

type CaseRow = Selectable<CaseTables['cases']>;

/** Cases that somebody may see: those of the workstation they sit at, or all for the department. */
function visibleCases(db: Database, { role, workstationId }: Session) {
  const all = db.selectFrom('cases');
  return role === 'clerk' ? all.where('workstation_id', '=', workstationId) : all;
}

function findCase(db: Database, reader: Session, caseId: string): Promise<CaseRow | undefined> {
  return visibleCases(db, reader).selectAll().where('case_id', '=', caseId).executeTakeFirst();
}

function applicationOf({ payload }: CaseRow): CaseReceivedPayload {
  return caseReceivedPayloadSchema.parse(JSON.parse(payload));
}

async function itemOf(db: Database, { item_code }: CaseRow): Promise<ServiceItem> {
  const item = await new ServiceItemStore(db).find(item_code);
  if (item === undefined) throw new Error('A case is of an item that is not registered.');
  return item;
}

const summaryColumns = [
  'case_id',
  'case_number',
  'item_code',
  'state',
  'received_at',
  'promised_due',
  'statutory_due',
] as const;

/** The cases among some of which a consent has been taken back since they were received. */
async function withdrawnAmong(
  db: Database,
  caseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('case_steps')
    .select('case_id')
    .distinct()
    .where('case_id', 'in', valuesIn(caseIds))
    .where(sql`json_extract(step, '$.did.kind')`, '=', 'withdraw-consent')
    .execute();
  return new Set(rows.map(({ case_id }) => case_id));
}

function summaryOf(
  row: Pick<CaseRow, (typeof summaryColumns)[number]>,
  withdrawn: ReadonlySet<string>,
): CaseSummary {
  const { promised_due: promised, statutory_due: statutory } = row;
  return {
    caseId: row.case_id,
    caseNumber: row.case_number,
    itemCode: row.item_code,
    state: row.state,
    receivedAt: row.received_at,
    ...(promised === null || statutory === null ? {} : { due: { promised, statutory } }),
    ...(withdrawn.has(row.case_id) ? { isConsentWithdrawn: true } : {}),
  };
}

/** What stays of a step beside its columns. */
const keptStepSchema = caseStepSchema.omit({ at: true, state: true, by: true });

async function readHistory(db: Database, caseId: string): Promise<CaseStep[]> {
  const rows = await db
    .selectFrom('case_steps')
    .leftJoin('clerks', 'clerks.account', 'case_steps.account')
    .select(['at', 'state', 'step', 'clerks.name', 'clerks.number'])
    .where('case_id', '=', caseId)
    .orderBy('sequence')
    .execute();
  return rows.map(({ at, state, step, name, number }) => ({
    at,
    state,
    ...(name === null || number === null ? {} : { by: { name, number } }),
    ...keptStepSchema.parse(JSON.parse(step)),
  }));
}
