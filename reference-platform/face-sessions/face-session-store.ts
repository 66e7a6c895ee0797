import { hash, randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import {
  expectedFaceSchema,
  type FaceResultAnswer,
  type FaceResultRequest,
  type FaceSession,
  type FaceSessionRefusal,
  faceResultAnswerSchema,
  faceSessionSchema,
  faceSessionSeconds,
  faceTries,
  type OpenFaceSessionAnswer,
  type OpenFaceSessionRequest,
  type ScannedFaceSession,
} from '../../src/contracts/face-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { readCodeKey } from '../codes/code-key.ts';
import { newCodeText } from '../codes/code-text.ts';
import type { Database } from '../database/open-database.ts';
import type { Journal, Teller } from '../journal/journal.ts';
import type { Phone } from '../phones/phone-store.ts';
import { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { Session } from '../sessions/session-store.ts';
import { checkEnded, type FaceSessionEvent, faceSessionMoved } from './face-session-flow.ts';
import { isExpected } from './is-expected.ts';
import type { FaceSessionTables } from './tables.ts';

/** So long a session is remembered after its time, to say what came of it. */
const rememberedMs = 24 * 60 * 60 * 1000;

type Row = Selectable<FaceSessionTables['face_sessions']>;
/** What a move changes beside the state. */
type Facts = Partial<
  Pick<Row, 'scanned_by' | 'scanned_in' | 'failed_tries' | 'passed_at' | 'result_ref'>
>;
type Moved<Value> = Promise<Result<Value, FaceSessionRefusal>>;

/** Face checks at windows (刷脸办). Their workstation is told of every move, once it is known here. */
export class FaceSessionStore {
  readonly #journal: Journal;
  readonly #clock: Clock;

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** Opens a session at the window of a caller, for `faceSessionSeconds`. A window has one: the one before it ends. */
  open(
    { workstationId, windowId }: Session,
    { caseId, itemCode, expected }: OpenFaceSessionRequest,
  ): Promise<Result<OpenFaceSessionAnswer, 'item-unknown'>> {
    return this.#commit(async (db, tell) => {
      if ((await new ServiceItemStore(db).find(itemCode)) === undefined) return err('item-unknown');
      const former = await db
        .selectFrom('face_sessions')
        .selectAll()
        .where('window_id', '=', windowId)
        .where('state', 'in', ['waiting', 'scanned'])
        .execute();
      for (const row of former) await move(db, tell, await this.#asOfNow(db, tell, row), 'cancel');
      const id = randomUUID();
      const code = newCodeText(await readCodeKey(db), 'face-session');
      const expiresAt = this.#fromNow(faceSessionSeconds * 1000);
      await db
        .insertInto('face_sessions')
        .values({
          id,
          code_hash: hash('sha256', code),
          workstation_id: workstationId,
          window_id: windowId,
          case_id: caseId,
          item_code: itemCode,
          expected: expected === undefined ? null : JSON.stringify(expected),
          state: 'waiting',
          expires_at: expiresAt,
          failed_tries: 0,
        })
        .execute();
      return ok({ faceSessionId: id, code, expiresAt });
    });
  }

  /** How far a session of a workstation has come. */
  find(workstationId: string, id: string): Moved<FaceSession> {
    return this.#commit(async (db, tell) => {
      const row = await this.#ofWorkstation(db, tell, workstationId, id);
      return row === undefined ? err('face-session-unknown') : ok(await asSeen(db, row));
    });
  }

  /** Ends an open session of a workstation. */
  cancel(workstationId: string, id: string): Moved<null> {
    return this.#commit(async (db, tell) => {
      const row = await this.#ofWorkstation(db, tell, workstationId, id);
      if (row === undefined) return err('face-session-unknown');
      const cancelled = await move(db, tell, row, 'cancel');
      return cancelled.ok ? ok(null) : cancelled;
    });
  }

  /** Binds a session to the first phone that scans its genuine text. The same phone may scan again. */
  scan(
    code: string,
    { app, idNumber }: Phone,
  ): Promise<Result<ScannedFaceSession, FaceSessionRefusal | 'code-unknown'>> {
    return this.#commit(async (db, tell) => {
      const found = await db
        .selectFrom('face_sessions')
        .innerJoin('windows', 'windows.id', 'face_sessions.window_id')
        .selectAll('face_sessions')
        .select(['windows.hall', 'windows.name as window'])
        .where('code_hash', '=', hash('sha256', code))
        .executeTakeFirst();
      if (found === undefined) return err('code-unknown');
      const item = await new ServiceItemStore(db).find(found.item_code);
      if (item === undefined) return err('code-unknown');
      const { hall, window, ...kept } = found;
      const row = await this.#asOfNow(db, tell, kept);
      const isFirst = row.scanned_by === null || isScannedBy(row, { app, idNumber });
      const scanned = await move(db, tell, row, isFirst ? 'scan' : 'scan-by-second', {
        scanned_by: idNumber,
        scanned_in: app,
      });
      if (!scanned.ok) return scanned;
      return ok({
        kind: 'face-session',
        faceSessionId: row.id,
        hall,
        window,
        department: item.department,
        itemName: item.name,
        purpose: `为办理“${item.name}”核验您的身份`,
        expiresAt: row.expires_at,
        triesLeft: faceTries - row.failed_tries,
      });
    });
  }

  /** Takes how a check ended from the phone that has scanned the session, and decides what came of it. */
  takeResult(phone: Phone, { faceSessionId, outcome }: FaceResultRequest): Moved<FaceResultAnswer> {
    return this.#commit(async (db, tell) => {
      const kept = await readRow(db, faceSessionId);
      if (kept === undefined || !isScannedBy(kept, phone)) return err('face-session-unknown');
      const row = await this.#asOfNow(db, tell, kept);
      const expected =
        row.expected === null ? undefined : expectedFaceSchema.parse(JSON.parse(row.expected));
      const event = checkEnded(outcome, {
        isExpected: expected === undefined || (await isExpected(db, expected, phone.idNumber)),
        failedTries: row.failed_tries,
      });
      const moved = await move(db, tell, row, event, {
        failed_tries: row.failed_tries + (outcome === 'failed' ? 1 : 0),
        ...(event === 'pass' ? { passed_at: this.#clock.now(), result_ref: randomUUID() } : {}),
      });
      if (!moved.ok) return moved;
      const { state, failed_tries } = moved.value;
      return ok(faceResultAnswerSchema.parse({ state, triesLeft: faceTries - failed_tries }));
    });
  }

  /** Forgets what is to be forgotten before anything else. */
  #commit<T>(work: (db: Database, tell: Teller) => Promise<T>): Promise<T> {
    return this.#journal.commit(async (db, tell) => {
      await db
        .deleteFrom('face_sessions')
        .where('expires_at', '<=', this.#fromNow(-rememberedMs))
        .execute();
      return work(db, tell);
    });
  }

  async #ofWorkstation(db: Database, tell: Teller, workstationId: string, id: string) {
    const row = await readRow(db, id);
    return row?.workstation_id === workstationId ? this.#asOfNow(db, tell, row) : undefined;
  }

  /** A session as it is now: nobody is there to end it when its time is over. */
  async #asOfNow(db: Database, tell: Teller, row: Row): Promise<Row> {
    if (row.expires_at > this.#clock.now()) return row;
    const expired = await move(db, tell, row, 'time-out');
    return expired.ok ? expired.value : row;
  }

  #fromNow(ms: number): string {
    return new Date(Date.parse(this.#clock.now()) + ms).toISOString();
  }
}

function readRow(db: Database, id: string): Promise<Row | undefined> {
  return db.selectFrom('face_sessions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A person's phones with the same app count as one. */
function isScannedBy({ scanned_by, scanned_in }: Row, { app, idNumber }: Phone): boolean {
  return scanned_by === idNumber && scanned_in === app;
}

/** Moves a session, keeps what is known with it, and tells its workstation where the state is another. */
async function move(
  db: Database,
  tell: Teller,
  row: Row,
  event: FaceSessionEvent,
  facts: Facts = {},
): Moved<Row> {
  const moved = faceSessionMoved(row.state, event);
  if (!moved.ok) return moved;
  const { id } = row;
  const state = moved.value;
  await db
    .updateTable('face_sessions')
    .set({ ...facts, state })
    .where('id', '=', id)
    .execute();
  if (state !== row.state) {
    await tell.workstation(row.workstation_id, { kind: 'face:moved', faceSessionId: id, state });
  }
  return ok({ ...row, ...facts, state });
}

/** A session as its workstation sees it. Whose face has passed is told, and of nobody else who has scanned it. */
async function asSeen(db: Database, row: Row): Promise<FaceSession> {
  const { state } = row;
  const head = {
    faceSessionId: row.id,
    caseId: row.case_id,
    itemCode: row.item_code,
    expiresAt: row.expires_at,
  };
  if (state !== 'passed') return { ...head, state };
  const person = await db
    .selectFrom('persons')
    .select(['id_number as idNumber', 'name'])
    .where('id_number', '=', row.scanned_by)
    .executeTakeFirstOrThrow();
  const proof = {
    method: 'face-on-own-phone',
    level: '4',
    app: row.scanned_in,
    resultRef: row.result_ref,
  };
  return faceSessionSchema.parse({ ...head, state, person, passedAt: row.passed_at, proof });
}
