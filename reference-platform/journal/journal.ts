import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { PhoneChange, WorkstationChange } from '../../src/contracts/changes.ts';
import { insertRows } from '../database/insert-rows.ts';
import { type Database, readPlatformId } from '../database/open-database.ts';
import type { PushHub } from './push-hub.ts';

/** Most changes in one answer; whoever is further behind asks again from the new cursor. */
const changesPerAnswer = 500;

/** Who is told: a workstation, or whoever is signed in to a phone as the person with a number. */
export type Audience = `workstation:${string}` | `holder:${string}`;

/** Writes changes down inside a transaction, each for one audience. */
export interface Teller {
  workstation(workstationId: string, change: WorkstationChange): Promise<void>;
  holder(idNumber: string, change: PhoneChange): Promise<void>;
}

/** What happened since a cursor, and where to go on. */
interface ToldChanges<Change> {
  readonly cursor: string;
  readonly changes: Change[];
}

interface ToldChange {
  readonly audience: Audience;
  readonly change: string;
}

interface WaitingWork {
  /** @returns how to say that what it did is on the disk */
  run(db: Database, told: ToldChange[]): Promise<() => void>;
  reject(error: unknown): void;
}

/** What workstations and phones are told, kept so that whoever was away is told later. */
export class Journal {
  readonly #db: Database;
  readonly #hub: PushHub;
  readonly #waiting: WaitingWork[] = [];
  #turn: Promise<void> | undefined;

  constructor(db: Database, hub: PushHub) {
    this.#db = db;
    this.#hub = hub;
  }

  /**
   * Runs some work as one transaction: all of it is kept, or nothing. What it tells is kept or lost with the rest of it,
   * and is hinted at only once everything is kept.
   *
   * Works that wait at the same time share one transaction of the database, each inside a savepoint of its own: the
   * disk is waited for once. They run one after the other, each after what the one before has written; one that fails
   * takes nothing with it, and none is done with before all are on the disk.
   */
  commit<T>(work: (db: Database, tell: Teller) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        run: async (db, told) => {
          const done = await work(db, tellerInto(told));
          return () => resolve(done);
        },
        reject,
      });
      this.#turn ??= this.#commitWaiting();
    });
  }

  async #commitWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Requests that are there by now are let in first.
      await setImmediate();
      await this.#commitTogether(this.#waiting.splice(0));
    }
    this.#turn = undefined;
  }

  async #commitTogether(works: readonly WaitingWork[]): Promise<void> {
    const told: ToldChange[] = [];
    const ends: (() => void)[] = [];
    try {
      await this.#db.transaction().execute(async (db) => {
        for (const work of works) ends.push(await runInSavepoint(db, work, told));
        await insertRows(db, 'journal', told);
      });
    } catch (error) {
      for (const { reject } of works) reject(error);
      return;
    }
    for (const audience of new Set(told.map(({ audience }) => audience)))
      this.#hub.hint(audience, await this.newestCursor(audience));
    for (const end of ends) end();
  }

  /** What changed for a workstation since a cursor. */
  workstationChanges(
    workstationId: string,
    since: string | undefined,
  ): Promise<ToldChanges<WorkstationChange>> {
    return this.#since(`workstation:${workstationId}`, since);
  }

  /** What changed for a person since a cursor. */
  holderChanges(idNumber: string, since: string | undefined): Promise<ToldChanges<PhoneChange>> {
    return this.#since(`holder:${idNumber}`, since);
  }

  /** The cursor after everything that an audience has been told so far. */
  async newestCursor(audience: Audience): Promise<string> {
    const newest = await this.#told(audience)
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    return writeCursor(await readPlatformId(this.#db), newest);
  }

  #told(audience: Audience) {
    return this.#db
      .selectFrom('journal')
      .select(['sequence', 'change'])
      .where('audience', '=', audience);
  }

  /**
   * The cursor names this platform and the change it comes after: one that another platform gave, or nobody, or that
   * comes after a change this database has not told, starts from the beginning. So nothing is skipped after a database
   * was replaced, or restored from a backup and gone on from there.
   */
  async #since<Change>(
    audience: Audience,
    since: string | undefined,
  ): Promise<ToldChanges<Change>> {
    const platformId = await readPlatformId(this.#db);
    const named = await this.#told(audience)
      .where('sequence', '=', sequenceIn(since))
      .executeTakeFirst();
    const last = writeCursor(platformId, named) === since ? named : undefined;
    const rows = await this.#told(audience)
      .where('sequence', '>', last?.sequence ?? 0)
      .orderBy('sequence')
      .limit(changesPerAnswer)
      .execute();
    return {
      cursor: writeCursor(platformId, rows.at(-1) ?? last),
      changes: rows.map(({ change }): Change => JSON.parse(change)),
    };
  }
}

/** @returns how to end the work once the transaction is on the disk: well, or with the error that undid it */
async function runInSavepoint(
  db: Database,
  work: WaitingWork,
  told: ToldChange[],
): Promise<() => void> {
  const toldByWork: ToldChange[] = [];
  await sql`savepoint work`.execute(db);
  try {
    const end = await work.run(db, toldByWork);
    await sql`release work`.execute(db);
    told.push(...toldByWork);
    return end;
  } catch (error) {
    await sql`rollback to work`.execute(db);
    await sql`release work`.execute(db);
    return () => work.reject(error);
  }
}

function tellerInto(told: ToldChange[]): Teller {
  const write = async (audience: Audience, change: PhoneChange | WorkstationChange) => {
    told.push({ audience, change: JSON.stringify(change) });
  };
  return {
    workstation: (workstationId, change) => write(`workstation:${workstationId}`, change),
    holder: (idNumber, change) => write(`holder:${idNumber}`, change),
  };
}

/** @param last the change the cursor comes after; none: the beginning */
function writeCursor(
  platformId: string,
  last: { readonly sequence: number; readonly change: string } | undefined,
): string {
  if (last === undefined) return `${platformId}:0`;
  return `${platformId}:${last.sequence}:${hash('sha256', last.change, 'base64url').slice(0, 8)}`;
}

function sequenceIn(cursor = ''): number {
  const [, sequence = ''] = cursor.split(':');
  return /^\d{1,15}$/.test(sequence) ? Number(sequence) : 0;
}
