import { hash } from 'node:crypto';
import type { PhoneChange, WorkstationChange } from '../../src/contracts/changes.ts';
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

/** What workstations and phones are told, kept so that whoever was away is told later. */
export class Journal {
  readonly #db: Database;
  readonly #hub: PushHub;

  constructor(db: Database, hub: PushHub) {
    this.#db = db;
    this.#hub = hub;
  }

  /**
   * Runs some work as one transaction. What it tells is kept or lost with the rest of it, and is hinted at only once
   * everything is kept.
   */
  async commit<T>(work: (db: Database, tell: Teller) => Promise<T>): Promise<T> {
    const told: { audience: Audience; change: string }[] = [];
    const write = async (audience: Audience, change: PhoneChange | WorkstationChange) => {
      told.push({ audience, change: JSON.stringify(change) });
    };
    const result = await this.#db.transaction().execute(async (transaction) => {
      const done = await work(transaction, {
        workstation: (workstationId, change) => write(`workstation:${workstationId}`, change),
        holder: (idNumber, change) => write(`holder:${idNumber}`, change),
      });
      // Together: a batch tells of hundreds of cases.
      for (let at = 0; at < told.length; at += changesPerAnswer) {
        const rows = told.slice(at, at + changesPerAnswer);
        await transaction.insertInto('journal').values(rows).execute();
      }
      return done;
    });
    for (const audience of new Set(told.map(({ audience }) => audience)))
      this.#hub.hint(audience, await this.newestCursor(audience));
    return result;
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
