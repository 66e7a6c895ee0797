import type { z } from 'zod';
import {
  type HandoverAnswer,
  type HandoverState,
  type HandoverWindow,
  handedCaseSchema,
  type OfferHandoverRequest,
  type takeHandoverAnswerSchema,
  type WaitingHandover,
} from '../../src/contracts/handover-api.ts';
import { intakeRoles } from '../../src/contracts/platform-api.ts';
import { shownParty } from '../../src/domain/masking.ts';
import { type Clock, hallDayEnd } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { AttachmentStore, KeptAttachment } from '../attachments/attachment-store.ts';
import { areAttachmentsComplete, shareAttachments } from '../attachments/complete-attachments.ts';
import { passConsentsOn } from '../consents/pass-consents-on.ts';
import type { Database } from '../database/open-database.ts';
import type { Journal, Teller } from '../journal/journal.ts';
import type { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { Session } from '../sessions/session-store.ts';
import type { HandoverTables } from './tables.ts';

/** Why a case is not offered. */
type OfferProblem =
  | 'window-unknown'
  | 'item-unknown'
  | 'case-received'
  | 'attachment-missing'
  | 'handover-under-way'
  | 'handover-id-taken';

/** Why a hand-over does not come to another state. */
type MoveProblem = 'handover-unknown' | 'handover-taken' | 'handover-ended';

type HandoverRow = HandoverTables['handovers'];
type Party = Pick<Session, 'workstationId' | 'windowId'>;

interface HandoverStoreOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly items: ServiceItemStore;
  readonly attachments: AttachmentStore;
}

/** Hand-overs (转窗). Each has one end: whoever is second hears that it has come. */
export class HandoverStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #items: ServiceItemStore;
  readonly #attachments: AttachmentStore;

  constructor(options: HandoverStoreOptions) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#journal = options.journal;
    this.#items = options.items;
    this.#attachments = options.attachments;
  }

  /** The other windows of the hall, and whether somebody is logged in there who receives cases. */
  async windows({ windowId }: Party): Promise<HandoverWindow[]> {
    const windows = await this.#othersInHall(windowId);
    const staffed = await this.#db
      .selectFrom('sessions')
      .innerJoin('clerks', 'clerks.account', 'sessions.account')
      .select('window_id')
      .where('role', 'in', intakeRoles)
      .where('ends_at', '>', this.#clock.now())
      .execute();
    const isStaffed = new Set(staffed.map(({ window_id }) => window_id));
    return windows.map(({ id, name }) => ({ id, name, isStaffed: isStaffed.has(id) }));
  }

  /**
   * Offers a case to a window. The same offer again, of the same case to the same window, is answered with how it stands:
   * what it holds is as it was offered first.
   */
  async offer(
    { workstationId, windowId }: Party,
    { handoverId, toWindowId, case: handed }: OfferHandoverRequest,
  ): Promise<Result<HandoverAnswer, OfferProblem>> {
    const windows = await this.#othersInHall(windowId);
    if (!windows.some(({ id }) => id === toWindowId)) return err('window-unknown');
    if ((await this.#items.find(handed.itemCode)) === undefined) return err('item-unknown');
    const now = this.#clock.now();
    return this.#journal.commit(async (db, tell) => {
      await this.#lapse(db, tell);
      const known = await find(db, handoverId);
      if (known !== undefined) {
        const isSame =
          known.giver_workstation_id === workstationId &&
          known.case_id === handed.caseId &&
          known.to_window_id === toWindowId;
        return isSame ? ok(answerOf(known)) : err('handover-id-taken');
      }
      const problem = await this.#problemOf(db, workstationId, handed);
      if (problem !== undefined) return err(problem);
      const row: HandoverRow = {
        handover_id: handoverId,
        case_id: handed.caseId,
        giver_workstation_id: workstationId,
        from_window_id: windowId,
        to_window_id: toWindowId,
        taker_workstation_id: null,
        item_code: handed.itemCode,
        handed_case: JSON.stringify(handed),
        applicant_masked: shownParty(handed.applicant).nameMasked,
        state: 'offered',
        offered_at: now,
        ends_at: hallDayEnd(now),
      };
      await db.insertInto('handovers').values(row).execute();
      await this.#tell(db, tell, row);
      return ok(answerOf(row));
    });
  }

  /** What waits for somebody at a window, and what this workstation has taken there and not confirmed; oldest first. */
  async waiting({ workstationId, windowId }: Party): Promise<WaitingHandover[]> {
    await this.#lapseIfDue();
    const rows = await this.#db
      .selectFrom('handovers')
      .innerJoin('windows', 'windows.id', 'handovers.from_window_id')
      .selectAll('handovers')
      .select('windows.name as from_window_name')
      .where('to_window_id', '=', windowId)
      .where(({ or, and, eb }) =>
        or([
          eb('state', '=', 'offered'),
          and([eb('state', '=', 'taking'), eb('taker_workstation_id', '=', workstationId)]),
        ]),
      )
      .orderBy('offered_at')
      .orderBy('handover_id')
      .execute();
    return Promise.all(
      rows.map(async (row) => ({
        handoverId: row.handover_id,
        caseId: row.case_id,
        from: { id: row.from_window_id, name: row.from_window_name },
        itemCode: row.item_code,
        itemName: (await this.#items.find(row.item_code))?.name ?? row.item_code,
        applicantMasked: row.applicant_masked ?? '*',
        since: row.offered_at,
      })),
    );
  }

  /** How a hand-over stands, for both sides. */
  async find(
    party: Party,
    handoverId: string,
  ): Promise<Result<HandoverAnswer, 'handover-unknown'>> {
    await this.#lapseIfDue();
    const row = await find(this.#db, handoverId);
    return row !== undefined && (isGiver(row, party) || isReceiver(row, party))
      ? ok(answerOf(row))
      : err('handover-unknown');
  }

  /** Gives the case to the first workstation of the window that takes it, and to this one again until it confirms. */
  async take(
    party: Party,
    handoverId: string,
  ): Promise<Result<z.infer<typeof takeHandoverAnswerSchema>, MoveProblem>> {
    return this.#journal.commit(async (db, tell) => {
      await this.#lapse(db, tell);
      const row = await find(db, handoverId);
      if (row === undefined || !isReceiver(row, party)) return err('handover-unknown');
      const isOwn = row.taker_workstation_id === party.workstationId;
      if (row.state !== 'offered' && !(row.state === 'taking' && isOwn)) {
        return err(isOwn ? 'handover-ended' : problemAt(row.state));
      }
      if (row.state === 'offered') {
        await this.#move(db, tell, row, 'taking', party.workstationId);
      }
      return row.handed_case === null
        ? err('handover-ended')
        : ok({ case: handedCaseSchema.parse(JSON.parse(row.handed_case)) });
    });
  }

  /**
   * The case is stored where it was taken: it is that workstation's from here on, with the consents that were asked for it
   * and the files that belong to it. The same confirmation again is answered as the first time.
   */
  async confirm(party: Party, handoverId: string): Promise<Result<HandoverAnswer, MoveProblem>> {
    return this.#journal.commit(async (db, tell) => {
      await this.#lapse(db, tell);
      const row = await find(db, handoverId);
      if (row === undefined || !isReceiver(row, party)) return err('handover-unknown');
      const isOwn = row.taker_workstation_id === party.workstationId;
      if (row.state === 'taken' && isOwn) return ok(answerOf(row));
      if (row.state !== 'taking' || !isOwn) return err(problemAt(row.state));
      await passConsentsOn(db, row.case_id, {
        from: row.giver_workstation_id,
        to: party.workstationId,
      });
      await shareAttachments(db, party.workstationId, digestsOf(row));
      return ok(await this.#move(db, tell, row, 'taken'));
    });
  }

  /** The giver wants it back. */
  async takeBack(party: Party, handoverId: string): Promise<Result<HandoverAnswer, MoveProblem>> {
    return this.#journal.commit(async (db, tell) => {
      await this.#lapse(db, tell);
      const row = await find(db, handoverId);
      if (row === undefined || !isGiver(row, party)) return err('handover-unknown');
      if (isGivers(row.state)) return ok(answerOf(row));
      return row.state === 'offered'
        ? ok(await this.#move(db, tell, row, 'taken-back'))
        : err('handover-taken');
    });
  }

  /** The receiver does not want it, or cannot go on with it. */
  async decline(party: Party, handoverId: string): Promise<Result<HandoverAnswer, MoveProblem>> {
    return this.#journal.commit(async (db, tell) => {
      await this.#lapse(db, tell);
      const row = await find(db, handoverId);
      if (row === undefined || !isReceiver(row, party)) return err('handover-unknown');
      if (isGivers(row.state)) return ok(answerOf(row));
      const mayDecline =
        row.state === 'offered' ||
        (row.state === 'taking' && row.taker_workstation_id === party.workstationId);
      return mayDecline ? ok(await this.#move(db, tell, row, 'declined')) : err('handover-taken');
    });
  }

  /** A file of a case, while this workstation takes it. */
  async attachment(
    party: Party,
    handoverId: string,
    digest: string,
  ): Promise<Result<KeptAttachment, 'handover-unknown' | 'attachment-unknown'>> {
    await this.#lapseIfDue();
    const row = await find(this.#db, handoverId);
    const isTaking = row?.state === 'taking' && row.taker_workstation_id === party.workstationId;
    if (row === undefined || !isTaking) return err('handover-unknown');
    const kept = digestsOf(row).includes(digest) ? await this.#attachments.find(digest) : undefined;
    return kept === undefined ? err('attachment-unknown') : ok(kept);
  }

  #othersInHall(windowId: string) {
    return this.#db
      .selectFrom('windows')
      .innerJoin('windows as own', 'own.hall', 'windows.hall')
      .select(['windows.id', 'windows.name'])
      .where('own.id', '=', windowId)
      .where('windows.id', '!=', windowId)
      .orderBy('windows.id')
      .execute();
  }

  async #problemOf(
    db: Database,
    workstationId: string,
    { caseId, attachments = [] }: OfferHandoverRequest['case'],
  ): Promise<OfferProblem | undefined> {
    const received = await db
      .selectFrom('cases')
      .select('case_id')
      .where('case_id', '=', caseId)
      .executeTakeFirst();
    if (received !== undefined) return 'case-received';
    const underWay = await db
      .selectFrom('handovers')
      .select('handover_id')
      .where('case_id', '=', caseId)
      .where('state', 'in', ['offered', 'taking'])
      .executeTakeFirst();
    if (underWay !== undefined) return 'handover-under-way';
    const digests = attachments.map(({ digest }) => digest);
    return (await areAttachmentsComplete(db, workstationId, digests))
      ? undefined
      : 'attachment-missing';
  }

  /** What has an owner for good is kept here no longer. */
  async #move(
    db: Database,
    tell: Teller,
    { handover_id }: HandoverRow,
    state: HandoverState,
    taker?: string,
  ): Promise<HandoverAnswer> {
    const moved = await db
      .updateTable('handovers')
      .set({
        state,
        ...(taker === undefined ? {} : { taker_workstation_id: taker }),
        ...(state === 'taking' ? {} : forgotten),
      })
      .where('handover_id', '=', handover_id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await this.#tell(db, tell, moved);
    return answerOf(moved);
  }

  async #lapseIfDue(): Promise<void> {
    const due = await this.#due(this.#db).limit(1).executeTakeFirst();
    if (due !== undefined) await this.#journal.commit((db, tell) => this.#lapse(db, tell));
  }

  /** What was not confirmed by the end of the day is the giver's again, and stays so whatever the clock says later. */
  async #lapse(db: Database, tell: Teller): Promise<void> {
    for (const row of await this.#due(db).execute()) await this.#move(db, tell, row, 'lapsed');
  }

  #due(db: Database) {
    return db
      .selectFrom('handovers')
      .selectAll()
      .where('state', 'in', ['offered', 'taking'])
      .where('ends_at', '<=', this.#clock.now());
  }

  /** Tells the giver, and every workstation at which somebody of the other window is logged in. */
  async #tell(db: Database, tell: Teller, row: HandoverRow): Promise<void> {
    const there = await db
      .selectFrom('sessions')
      .select('workstation_id')
      .distinct()
      .where('window_id', '=', row.to_window_id)
      .where('ends_at', '>', this.#clock.now())
      .execute();
    const told = [row.giver_workstation_id, ...there.map(({ workstation_id }) => workstation_id)];
    for (const workstationId of new Set(told)) {
      await tell.workstation(workstationId, { kind: 'handover:moved', ...answerOf(row) });
    }
  }
}

const forgotten = { handed_case: null, applicant_masked: null };

function find(db: Database, handoverId: string): Promise<HandoverRow | undefined> {
  return db
    .selectFrom('handovers')
    .selectAll()
    .where('handover_id', '=', handoverId)
    .executeTakeFirst();
}

function isGiver({ giver_workstation_id }: HandoverRow, { workstationId }: Party): boolean {
  return giver_workstation_id === workstationId;
}

/** Whoever has taken it stays its receiver, also at another window. */
function isReceiver(
  { to_window_id, taker_workstation_id }: HandoverRow,
  { workstationId, windowId }: Party,
): boolean {
  return to_window_id === windowId || taker_workstation_id === workstationId;
}

function isGivers(state: HandoverState): boolean {
  return state === 'taken-back' || state === 'declined' || state === 'lapsed';
}

function problemAt(state: HandoverState): 'handover-ended' | 'handover-taken' {
  return isGivers(state) ? 'handover-ended' : 'handover-taken';
}

function digestsOf({ handed_case }: HandoverRow): readonly string[] {
  if (handed_case === null) return [];
  const { attachments = [] } = handedCaseSchema.parse(JSON.parse(handed_case));
  return attachments.map(({ digest }) => digest);
}

function answerOf({ handover_id, state }: HandoverRow): HandoverAnswer {
  return { handoverId: handover_id, state };
}
