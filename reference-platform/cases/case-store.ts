import type { BatchAnswer } from '../../src/contracts/platform-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { areAttachmentsComplete } from '../attachments/complete-attachments.ts';
import { CallBackStore } from '../call-backs/call-back-store.ts';
import { takeWithdrawal } from '../consents/withdraw-consent.ts';
import { CorrectionStore } from '../corrections/correction-store.ts';
import { ObjectionStore } from '../corrections/objection-store.ts';
import { type Database, readPlatformId } from '../database/open-database.ts';
import { EvaluationStore } from '../evaluations/evaluation-store.ts';
import type { Journal, Teller } from '../journal/journal.ts';
import type { CaseDesk } from './case-desk.ts';
import { CaseReception } from './case-reception.ts';
import type { RejectionCode } from './judge-case.ts';
import { type ProcessedEvent, ProcessedEvents } from './processed-events.ts';
import type { ReadBatch } from './read-batch.ts';

interface CaseStoreOptions {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly desk: CaseDesk;
  /** Whether a consent that was given on an evaluator counts before its record is here. */
  readonly takesWord: boolean;
}

type ReadEvent = ReadBatch['events'][number];

/** Cases and the sync protocol by which workstations hand them over. */
export class CaseStore {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #desk: CaseDesk;
  readonly #takesWord: boolean;

  constructor({ journal, clock, desk, takesWord }: CaseStoreOptions) {
    this.#journal = journal;
    this.#clock = clock;
    this.#desk = desk;
    this.#takesWord = takesWord;
  }

  /**
   * Processes a batch up to the first gap in its sequence, all of it in one transaction. Events that were processed
   * before have no effect and are answered as they were the first time, whatever happened to that answer.
   */
  receive(batch: ReadBatch): Promise<BatchAnswer> {
    return this.#journal.commit(async (db, tell) => {
      const { workstationId, epoch, goneThrough = 0 } = batch;
      const known = await readCursor(db, workstationId, epoch);
      const before = Math.max(known, goneThrough);
      const { events, ackedThrough } = upToGap(batch.events, before);
      const reception = new CaseReception({
        db,
        tell,
        workstationId,
        now: this.#clock.now(),
        takesWord: this.#takesWord,
      });
      const verdicts = await this.#process(db, tell, reception, workstationId, events, before);
      await db
        .insertInto('sync_cursors')
        .values({ workstation_id: workstationId, epoch, acked_through: ackedThrough })
        .onConflict((conflict) =>
          conflict
            .columns(['workstation_id', 'epoch'])
            .doUpdateSet({ acked_through: ackedThrough }),
        )
        .execute();
      return {
        platformId: await readPlatformId(db),
        ackedThrough,
        rejected: events.flatMap(({ seq }, index) => {
          const code = verdicts[index] ?? null;
          return code === null ? [] : [{ seq, code }];
        }),
        received: events.flatMap((event, index) =>
          event.kind === 'case:received' && verdicts[index] === null
            ? (reception.receptionOf(event.payload.caseId) ?? [])
            : [],
        ),
      };
    });
  }

  /**
   * Applies each event unless it was applied before.
   * @param before how far the workstation's events had come
   * @returns of each event its rejection, or null if it was accepted
   */
  async #process(
    db: Database,
    tell: Teller,
    reception: CaseReception,
    workstationId: string,
    events: readonly ReadEvent[],
    before: number,
  ): Promise<readonly (RejectionCode | null)[]> {
    const processed = new ProcessedEvents(db);
    const known = await processed.among(events.map(({ id }) => id));
    const fresh = new Map<string, ProcessedEvent>();
    await reception.lookUp(events);
    const verdicts: (RejectionCode | null)[] = [];
    let ackedThrough = before;
    for (const event of events) {
      const isNext = event.seq === ackedThrough + 1;
      if (isNext) ackedThrough = event.seq;
      const earlier = known.get(event.id) ?? fresh.get(event.id);
      if (earlier !== undefined) {
        const isOwn = earlier.workstationId === workstationId;
        verdicts.push(isOwn ? earlier.rejection : 'event-of-another-workstation');
        // A new event under an old number would be acknowledged without effect: the workstation has to hear of it.
      } else if (!isNext) verdicts.push('sequence-reused');
      else {
        const rejection = await this.#apply(db, tell, reception, workstationId, event);
        fresh.set(event.id, { workstationId, rejection });
        verdicts.push(rejection);
      }
    }
    await reception.write();
    await processed.add(fresh);
    return verdicts;
  }

  async #apply(
    db: Database,
    tell: Teller,
    reception: CaseReception,
    workstationId: string,
    event: ReadEvent,
  ): Promise<RejectionCode | null> {
    if (event.kind === 'unreadable') return 'event-invalid';
    if (event.kind === 'event:withheld') return 'event-too-large';
    if (event.kind === 'case:received') return reception.receive(event.payload);
    // The cases before it in the batch are there before it is looked at.
    await reception.write();
    if (event.kind === 'service:rated') {
      return new EvaluationStore(db).rate(workstationId, event.payload);
    }
    if (event.kind === 'correction:asked') {
      return new CorrectionStore(db).ask(workstationId, event.payload, event.at);
    }
    if (event.kind === 'licence:objected') {
      return new ObjectionStore(db).raise(event.payload, event.at);
    }
    if (event.kind === 'consent:withdrawn') {
      const moments = { withdrawnAt: event.at, now: this.#clock.now() };
      return takeWithdrawal(db, tell, workstationId, event.payload, moments);
    }
    if (event.kind === 'call-back:ended') {
      return new CallBackStore(db).end(workstationId, event.payload, event.at);
    }
    const digests = event.payload.materials.flatMap((material) => material.digests);
    return (await areAttachmentsComplete(db, workstationId, digests))
      ? this.#desk.supplement(db, tell, workstationId, event.payload)
      : 'attachment-missing';
  }
}

/** The events of a batch up to the first gap in its sequence, and how far they go. */
function upToGap(events: readonly ReadEvent[], ackedBefore: number) {
  let ackedThrough = ackedBefore;
  const gap = events.findIndex(({ seq }) => {
    if (seq > ackedThrough + 1) return true;
    ackedThrough = Math.max(ackedThrough, seq);
    return false;
  });
  return { events: gap === -1 ? events : events.slice(0, gap), ackedThrough };
}

async function readCursor(db: Database, workstationId: string, epoch: string): Promise<number> {
  const cursor = await db
    .selectFrom('sync_cursors')
    .select('acked_through')
    .where('workstation_id', '=', workstationId)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return cursor?.acked_through ?? 0;
}
