import { createHash } from 'node:crypto';
import type { ChangesAnswer } from '../../../src/contracts/changes.ts';
import type {
  HandoverState,
  HandoverWindow,
  WaitingHandover,
} from '../../../src/contracts/handover-api.ts';
import { type AtWindow, intakeRoles } from '../../../src/contracts/platform-api.ts';
import type { Attachment } from '../../../src/domain/attachment.ts';
import { type Case, hasEnded } from '../../../src/domain/case.ts';
import type { Form } from '../../../src/domain/form.ts';
import {
  type HandedCase,
  type HandoverStage,
  handoverStages,
} from '../../../src/domain/handover.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { type Failure, fail, failure, type Outcome } from '../../../src/failures/failure.ts';
import type { CaseEvent } from '../../../src/flows/case-events.ts';
import type { caseFlow } from '../../../src/flows/case-flow.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { PlatformClient } from '../../platform-client/platform-client.ts';
import { attempt } from '../../storage/attempt.ts';
import type { Storage } from '../../storage/storage.ts';
import { uploadAttachment } from '../../sync/attachment-upload.ts';
import { readLease } from '../open-case/case-lease.ts';
import type { Middle } from '../open-case/middle.ts';
import type { OpenCase } from '../open-case/open-case.ts';
import { handedCaseOf, takenCase } from './handed-case.ts';
import type { Rail } from './rail.ts';
import { afterEvent } from './visit.ts';

/**
 * Cases that go from window to window (转窗), by way of the platform. The giver keeps its own until the platform says that
 * the taker has it for good; the taker stores it, tells the platform so, and works with it only after that. So a case is at
 * one window, or on its way, whichever call or program ends in between: each step is done again from what is stored.
 */
export interface Handovers {
  /** What is offered to this window, oldest first. */
  waiting(): readonly WaitingHandover[];
  /** The windows that a case may go to; `handover.offline` when nobody can say. */
  windows(): Promise<Outcome<readonly HandoverWindow[]>>;
  /**
   * Offers the open case to a window, and puts it aside. A page that is being shown is taken back first.
   * `handover.offline` when the platform cannot be reached: then nothing has changed.
   */
  offer(caseId: string, windowId: string): Promise<Outcome<null>>;
  /** Takes back a case that nobody has taken yet (`handover.taken`), and opens it. */
  takeBack(caseId: string): Promise<Outcome<null>>;
  /**
   * Takes up what is offered here, by the item's newest rules.
   * @param items those this window may receive; `item.unknown` where the case's is none of them
   */
  takeUp(handoverId: string, items: readonly ServiceItem[]): Promise<Outcome<null>>;
  /** Gives back what is offered here. */
  decline(handoverId: string): Promise<Outcome<null>>;
  /** Asks the platform how everything stands, and goes by it: somebody has logged in. */
  look(): void;
  /** The platform is there (again): what could not be asked is asked now. */
  nudge(): void;
  /** Takes the platform's hints. */
  hear(changes: ChangesAnswer['changes']): void;
  /** Nobody is at the window any more. */
  forget(): void;
}

/** What handing over needs. */
export interface HandoversOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly platform: PlatformClient;
  readonly flow: ReturnType<typeof caseFlow>;
  readonly log: Log;
  readonly newId: () => string;
  readonly session: () => AtWindow | undefined;
  readonly middle: Pick<Middle, 'at'>;
  readonly rail: Pick<Rail, 'putAside' | 'resume' | 'followUnopened'>;
  /** Resolves when the platform has been told how the last page ended. */
  readonly pageSettled: () => Promise<void>;
  readonly onChange: () => void;
}

type HandoverEvent = Extract<CaseEvent, { type: 'handover.taken' | 'handover.returned' }>;

/** Nothing is on its way yet. */
export function createHandovers(options: HandoversOptions): Handovers {
  const { clock, storage, platform, flow, log, middle, rail } = options;
  const calls = platform.handovers;
  let waiting: readonly WaitingHandover[] = [];
  /** Something could not be asked or told. */
  let isBehind = false;
  let isLooking = false;
  let isToLookAgain = false;

  /** The case in the middle, where it is at a stage from which it may go. */
  function movable(
    caseId: string,
  ): Outcome<{ readonly open: OpenCase; readonly stage: HandoverStage }> {
    const found = middle.at(caseId);
    if (!found.ok) return found;
    const able = found.value.ready();
    if (!able.ok) return able;
    const at = found.value.subject().stage;
    const stage = handoverStages.find((one) => one === at);
    return stage === undefined ? fail('case.not-at-this-step') : ok({ open: found.value, stage });
  }

  async function windows(): Promise<Outcome<readonly HandoverWindow[]>> {
    const found = await calls.windows();
    return found.ok || !isUnanswered(found.problem) ? found : fail('handover.offline');
  }

  async function offer(caseId: string, windowId: string): Promise<Outcome<null>> {
    const found = middle.at(caseId);
    if (!found.ok) return found;
    // A phone that was first may still say so, and then the case is not where it was.
    found.value.hear({ type: 'page.withdrawn' });
    await options.pageSettled();
    const listed = await windows();
    if (!listed.ok) return listed;
    const window = listed.value.find(({ id }) => id === windowId);
    if (window === undefined) return fail('handover.window-unknown');
    const sent = await sendFiles(found.value.subject());
    if (!sent.ok) return sent;
    const target = movable(caseId);
    if (!target.ok) return target;
    const { id, name } = window;
    const handover = { id: options.newId(), window: { id, name }, stage: target.value.stage };
    const begun = target.value.open.send({ type: 'handover.begun', handover });
    if (!begun.ok) return begun;
    const told = await tellOffer(target.value.open.subject());
    if (!told.ok) return told;
    return middle.at(caseId).ok ? rail.putAside() : ok(null);
  }

  async function sendFiles({ attachments = [] }: Case): Promise<Outcome<null>> {
    for (const attachment of attachments) {
      const sent = await uploadAttachment({ storage, platform }, attachment);
      if (!sent.ok) return isUnanswered(sent.problem) ? fail('handover.offline') : sent;
    }
    return ok(null);
  }

  /**
   * Tells the platform of an offer that is stored; it may have been told before.
   * @returns why the platform has refused it, and the case is back; a platform that has not answered is asked again later
   */
  async function tellOffer(subject: Case): Promise<Outcome<null>> {
    const handed = handedCaseOf(subject, formOf(subject));
    const { handover } = subject;
    if (handed === undefined || handover === undefined) return fail('case.not-at-this-step');
    const told = await calls.offer({
      handoverId: handover.id,
      toWindowId: handover.window.id,
      case: handed,
    });
    if (told.ok) return follow(subject, told.value);
    log.warn('handover.not-offered', { code: told.problem.code });
    if (!isRefused(told.problem)) {
      isBehind = true;
      return ok(null);
    }
    const back = advance(subject.id, { type: 'handover.returned', failure: told.problem });
    return back.ok ? told : back;
  }

  function formOf(subject: Case): Form | undefined {
    const content = readLease(options, subject);
    return content.ok ? content.value.form : undefined;
  }

  /** Goes by how a hand-over stands at the platform. */
  function follow({ id, handover }: Case, state: HandoverState): Outcome<null> {
    log.info('handover.stands', { state });
    const window = handover?.window.name ?? '';
    switch (state) {
      case 'offered':
      case 'taking':
        return ok(null);
      case 'taken':
        return advance(id, { type: 'handover.taken' });
      case 'taken-back':
        return advance(id, { type: 'handover.returned' });
      case 'declined':
      case 'lapsed': {
        const problem = failure(`handover.${state}`, { window });
        return advance(id, { type: 'handover.returned', failure: problem });
      }
    }
  }

  function advance(caseId: string, event: HandoverEvent): Outcome<null> {
    const open = middle.at(caseId);
    if (open.ok) {
      open.value.hear(event);
      return open.value.ready();
    }
    return attempt(log, () => {
      const found = storage.cases.load(caseId);
      if (!found.ok) return found;
      const before = found.value;
      if (before.stage !== 'handing-over') return ok(null);
      const after = afterEvent(flow, { subject: before, clock }, event);
      // The lease goes first: a crash in between must leave nothing of an ended case that could still be opened.
      if (hasEnded(after.stage) && before.leaseId !== undefined) {
        storage.leases.shred(before.leaseId);
      }
      storage.transaction(() => {
        storage.cases.save(after);
        return ok(null);
      });
      rail.followUnopened(before, after);
      return ok(null);
    });
  }

  async function takeBack(caseId: string): Promise<Outcome<null>> {
    const found = storage.cases.load(caseId);
    if (!found.ok) return found;
    const subject = found.value;
    if (subject.clerk !== options.session()?.clerk.account) return fail('case.unknown');
    if (subject.stage !== 'handing-over' || subject.handover === undefined) {
      return fail('case.not-at-this-step');
    }
    let back = await calls.takeBack(subject.handover.id);
    if (!back.ok && back.problem.code === 'handover.ended') {
      // The platform has not had it. What is still on its way there must not make an offer of it later.
      const told = await tellOffer(subject);
      if (!told.ok) return told;
      back = await calls.takeBack(subject.handover.id);
    }
    if (!back.ok) {
      look();
      return back;
    }
    const followed = follow(subject, back.value);
    return followed.ok ? rail.resume(caseId) : followed;
  }

  async function takeUp(handoverId: string, items: readonly ServiceItem[]): Promise<Outcome<null>> {
    const offered = waiting.find((one) => one.handoverId === handoverId);
    const clerk = options.session()?.clerk.account;
    if (offered === undefined || clerk === undefined) return fail('handover.ended');
    const item = items.find(({ code }) => code === offered.itemCode);
    if (item === undefined) return fail('item.unknown');
    const taken = await calls.take(handoverId);
    if (!taken.ok) {
      look();
      return taken;
    }
    const handed = taken.value;
    const here = storage.cases.load(handed.caseId);
    if (here.ok && !hasEnded(here.value.stage)) return takeUpAgain(here.value, handoverId);
    if (!item.variants.some(({ code }) => code === handed.variant)) return fail('item.unknown');
    const files = await fetchFiles(handoverId, handed);
    if (!files.ok) return files;
    const attachments = files.value;
    const stored = attempt(log, () => {
      const now = clock.now();
      const taking = { clerk, item, from: offered.from, handoverId, attachments, now };
      const subject = takenCase(handed, taking);
      storage.transaction(() => {
        storage.cases.save(subject);
        return ok(null);
      });
      rail.followUnopened(subject, subject);
      return ok(null);
    });
    if (!stored.ok) {
      removeFiles(attachments);
      return stored;
    }
    leaveOut(handoverId);
    return rail.resume(handed.caseId);
  }

  /** A platform that was restored from a backup may offer once more what is here already. */
  async function takeUpAgain({ id, stage }: Case, handoverId: string): Promise<Outcome<null>> {
    if (stage === 'handing-over') return fail('handover.under-way');
    if (stage !== 'taking-over') {
      const confirmed = await calls.confirm(handoverId);
      if (!confirmed.ok) return confirmed;
    }
    leaveOut(handoverId);
    return rail.resume(id);
  }

  /** Fetches what the case's materials were handed in as; all of it, or nothing is kept. */
  async function fetchFiles(
    handoverId: string,
    { attachments = [] }: HandedCase,
  ): Promise<Outcome<readonly Attachment[]>> {
    const kept: Attachment[] = [];
    for (const attachment of attachments) {
      const content = await calls.attachment(handoverId, attachment.digest);
      const put = content.ok ? keep(content.value, attachment) : content;
      if (!put.ok) {
        removeFiles(kept);
        return put;
      }
      kept.push(put.value);
    }
    return ok(kept);
  }

  function keep(content: Uint8Array, attachment: Omit<Attachment, 'id'>): Outcome<Attachment> {
    const digest = createHash('sha256').update(content).digest('hex');
    if (digest !== attachment.digest) return fail('platform.wrong-shape');
    return attempt(log, () => ok({ ...attachment, id: storage.attachments.put(content) }));
  }

  function removeFiles(attachments: readonly Attachment[]): void {
    for (const { id } of attachments) {
      // What cannot be removed now is removed at the next start.
      attempt(log, () => {
        storage.attachments.remove(id);
        return ok(null);
      });
    }
  }

  function leaveOut(handoverId: string): void {
    waiting = waiting.filter((one) => one.handoverId !== handoverId);
    options.onChange();
  }

  async function decline(handoverId: string): Promise<Outcome<null>> {
    if (!waiting.some((one) => one.handoverId === handoverId)) return fail('handover.ended');
    const declined = await calls.decline(handoverId);
    if (declined.ok) leaveOut(handoverId);
    else look();
    return declined.ok ? ok(null) : declined;
  }

  async function lookNow(): Promise<void> {
    const role = options.session()?.clerk.role;
    if (role === undefined || !intakeRoles.includes(role)) return;
    isBehind = false;
    const listed = await calls.waiting();
    if (listed.ok) {
      waiting = listed.value.filter(({ caseId }) => !isHere(caseId));
      options.onChange();
    } else {
      isBehind = true;
    }
    // Whoever's they are: nothing of a case stays where it is not any more.
    const given = storage.cases.listUnended().cases.filter(({ stage }) => stage === 'handing-over');
    for (const subject of given) {
      const state = subject.handover && (await calls.find(subject.handover.id));
      if (state?.ok === false) {
        isBehind = true;
        log.warn('handover.not-asked', { code: state.problem.code });
      } else if (state?.value === undefined) {
        await tellOffer(subject);
      } else {
        follow(subject, state.value);
      }
    }
  }

  /** Whether a case is here already, on its way in or taken. */
  function isHere(caseId: string): boolean {
    const found = storage.cases.load(caseId);
    return found.ok && found.value.stage === 'taking-over';
  }

  function look(): void {
    isToLookAgain = isLooking;
    if (isLooking) return;
    isLooking = true;
    void lookNow()
      .catch((cause: unknown) => log.warn('handover.failed', { cause: String(cause) }))
      .finally(() => {
        isLooking = false;
        if (isToLookAgain) look();
      });
  }

  return {
    waiting: () => waiting,
    windows,
    offer,
    takeBack,
    takeUp,
    decline,
    look,
    nudge: () => {
      if (isBehind) look();
    },
    hear: (changes) => {
      if (changes.some(({ kind }) => kind === 'handover:moved')) look();
    },
    forget: () => {
      waiting = [];
    },
  };
}

/** The platform has not answered, and may or may not have done what it was asked. */
function isUnanswered({ code }: Failure): boolean {
  return code === 'platform.unreachable' || code === 'platform.timed-out';
}

/** The platform has answered that it will not do it. */
function isRefused({ code }: Failure): boolean {
  return code === 'platform.refused' || code === 'item.unknown' || code.startsWith('handover.');
}
