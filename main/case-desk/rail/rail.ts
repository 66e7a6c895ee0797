import type { CaseSummary } from '../../../src/contracts/clerk-ipc.ts';
import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import { type Case, hasEnded, isUntouched, mayBeLeft } from '../../../src/domain/case.ts';
import type { ConsentRecord } from '../../../src/domain/consent.ts';
import { type Failure, fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { err, ok } from '../../../src/support/result.ts';
import type { CardPhotos } from '../../card-photos/card-photos.ts';
import type { Log } from '../../diagnostics/log.ts';
import { attempt } from '../../storage/attempt.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { Middle } from '../open-case/middle.ts';
import type { OpenCase } from '../open-case/open-case.ts';
import { removeFiles } from './remove-case.ts';
import type { Shift } from './shift.ts';
import { inSameVisit, mayHaveAnotherItem, othersOfVisit } from './visit.ts';

/** The cases of the clerk: which of them is in the middle of the window, and which wait in the rail beside it. */
export interface Rail {
  /** The cases of the clerk's shift. */
  summaries(): readonly CaseSummary[];
  /** A case of the clerk's, open or not, as it is stored. */
  find(caseId: string): Outcome<Case>;
  /** Opens a new case and holds the one that is open. */
  open(): Outcome<null>;
  /** Puts the open case aside, into the rail. */
  hold(caseId: string): Outcome<null>;
  /** Opens a case for whoever the open one is for, and holds the open one: several items in one visit (一次来访). */
  openAnother(caseId: string): Outcome<null>;
  /**
   * Whoever the open case is for has gone away: nothing of it stays in front of anybody, and the cases of their visit wait
   * for them to prove that they are back.
   */
  markLeft(caseId: string): Outcome<null>;
  /** Takes up a case of the rail and holds the one that is open. */
  resume(caseId: string): Outcome<null>;
  /** Takes up a case of the rail whose person has just proved that they are at the counter. */
  welcomeBack(caseId: string): Outcome<null>;
  /** Takes up what was open when the program ended, of those cases that may go on now, if there is one. */
  resumeInterrupted(): void;
  /** Puts aside whatever is open. A case that has ended, or in which nothing has been done yet, is not worth keeping. */
  putAside(): Outcome<null>;
  /** The first of some cases in the rail that is for this person. */
  caseOf(idNumber: string, among: readonly string[]): string | undefined;
  /** Stores a case that is not open, and follows it. */
  store(before: Case, after: Case): Outcome<null>;
  /** Follows a case that has been stored without being open. */
  followUnopened(before: Case, after: Case): void;
  /** Follows the cases in which an answer was stored that a page of the open case was given. */
  followShared(record: ConsentRecord): void;
  /** A case has become another clerk's, or this one's. */
  noteReassigned(given: Case): void;
}

/** What the rail needs. */
export interface RailOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly log: Log;
  readonly middle: Middle;
  readonly shift: Shift;
  readonly screen: CitizenScreen;
  readonly photos: CardPhotos;
  readonly newId: () => string;
  readonly session: () => AtWindow | undefined;
  /** What is begun now is part of a drill. */
  readonly isDrill: () => boolean;
  /** Why no new case may be begun, or undefined when one may. */
  readonly refuseNew: () => Failure | undefined;
  /** A case is in the middle now. */
  readonly onStarted: (started: OpenCase) => void;
  readonly onChange: () => void;
}

/** Nothing is open yet. */
export function createRail(options: RailOptions): Rail {
  const { clock, storage, log, middle, shift, screen, photos, session } = options;

  function find(caseId: string): Outcome<Case> {
    const found = storage.cases.load(caseId);
    return found.ok && found.value.clerk !== session()?.clerk.account
      ? fail('case.unknown')
      : found;
  }

  /** Whether a case belongs to what is done now: a drill's to the drill, a real one to the rest of the time. */
  function isOfNow({ isDrill }: Case): boolean {
    return (isDrill === true) === options.isDrill();
  }

  function save(changed: Case): Outcome<null> {
    return attempt(log, () =>
      storage.transaction(() => {
        storage.cases.save(changed);
        return ok(null);
      }),
    );
  }

  function start(stored: Case): void {
    const started = middle.start(stored);
    shift.note(started.subject());
    options.onStarted(started);
    options.onChange();
  }

  function putAside(marks: Pick<Case, 'visitId' | 'leftAt'> = {}): Outcome<null> {
    const aside = putOpenAside(marks);
    options.onChange();
    return aside;
  }

  function putOpenAside(marks: Pick<Case, 'visitId' | 'leftAt'>): Outcome<null> {
    const open = middle.open();
    if (open === undefined) return ok(null);
    open.hear({ type: 'page.withdrawn' });
    const subject = open.subject();
    if (isUntouched(subject)) {
      const closed = open.send({ type: 'case.closed' });
      if (!closed.ok) return closed;
    } else if (!mayBeLeft(subject)) {
      const held: Case = { ...subject, ...marks, heldAt: clock.now() };
      const stored = save(held);
      if (!stored.ok) return stored;
      shift.note(held);
    }
    middle.clear();
    // Who is being asked how the service was may finish, whatever the clerk turns to.
    if (!screen.isTakingFeedback()) screen.letGo();
    return ok(null);
  }

  function begin(clerk: string, known: Pick<Case, 'visitId' | 'applicant'> = {}): Outcome<null> {
    const now = clock.now();
    const begun: Case = {
      id: options.newId(),
      stage: 'choosing-item',
      stageSince: now,
      openedAt: now,
      clerk,
      ...(options.isDrill() ? { isDrill: true } : {}),
      ...known,
      licences: [],
      consents: [],
      handedInOtherwise: [],
    };
    const stored = save(begun);
    if (!stored.ok) return stored;
    start(begun);
    if (!screen.isTakingFeedback()) screen.showIdle();
    return ok(null);
  }

  function open(): Outcome<null> {
    const opened = session();
    if (opened === undefined) return fail('session.required');
    const subject = middle.open()?.subject();
    if (subject !== undefined && isUntouched(subject)) return ok(null);
    const refusal = options.refuseNew();
    if (refusal !== undefined) return err(refusal);
    const aside = putAside();
    return aside.ok ? begin(opened.clerk.account) : aside;
  }

  function openAnother(caseId: string): Outcome<null> {
    const found = middle.at(caseId);
    if (!found.ok) return found;
    const subject = found.value.subject();
    if (!mayHaveAnotherItem(subject)) return fail('case.not-at-this-step');
    const refusal = options.refuseNew();
    if (refusal !== undefined) return err(refusal);
    const known = inSameVisit(subject);
    const { visitId } = known;
    const aside = putAside(visitId === undefined ? {} : { visitId });
    if (!aside.ok) return aside;
    const begun = begin(subject.clerk, known);
    const another = middle.open();
    if (begun.ok && another !== undefined) photos.keepAlso(subject.id, another.subject().id);
    return begun;
  }

  function markLeft(caseId: string): Outcome<null> {
    const found = middle.at(caseId);
    if (!found.ok) return found;
    const leftAt = clock.now();
    const others = othersOfVisit(options, found.value.subject());
    const aside = putAside({ leftAt });
    if (!aside.ok) return aside;
    for (const other of others) {
      const marked = { ...other, leftAt };
      const stored = save(marked);
      if (!stored.ok) return stored;
      shift.note(marked);
    }
    screen.letGo();
    options.onChange();
    return ok(null);
  }

  function takeUp(caseId: string, isBack: boolean): Outcome<null> {
    if (middle.at(caseId).ok) return ok(null);
    const found = find(caseId);
    if (!found.ok) return found;
    if (found.value.stage === 'handing-over') return fail('handover.under-way');
    if (!hasEnded(found.value.stage) && !isOfNow(found.value)) return fail('drill.real-case');
    const aside = putAside();
    if (!aside.ok) return aside;
    const { heldAt: _heldAt, leftAt, ...kept } = found.value;
    const taken: Case = isBack || leftAt === undefined ? kept : { ...kept, leftAt };
    const stored = save(taken);
    if (!stored.ok) return stored;
    start(taken);
    if (!hasEnded(taken.stage) && !screen.isTakingFeedback()) screen.showIdle();
    return ok(null);
  }

  function resumeInterrupted(): void {
    // What needs the clerk comes before what only waits for the platform.
    const submitted = shift.summaries(undefined).filter(({ stage }) => stage === 'submitting');
    const interrupted = [...shift.waiting(), ...submitted.map(({ id }) => id)].flatMap((caseId) => {
      const found = storage.cases.load(caseId);
      const isToGoOn = found.ok && found.value.heldAt === undefined && isOfNow(found.value);
      return isToGoOn ? [found.value] : [];
    })[0];
    if (interrupted !== undefined) start(interrupted);
  }

  function followUnopened(before: Case, after: Case): void {
    if (hasEnded(after.stage)) photos.drop(after.id);
    removeFiles(options, before, after);
    shift.note(after);
    options.onChange();
  }

  return {
    summaries: () => shift.summaries(middle.open()?.subject().id),
    find,
    open,
    hold: (caseId) => {
      const found = middle.at(caseId);
      return found.ok ? putAside() : found;
    },
    openAnother,
    markLeft,
    resume: (caseId) => takeUp(caseId, false),
    welcomeBack: (caseId) => takeUp(caseId, true),
    resumeInterrupted,
    putAside: () => putAside(),
    caseOf: (idNumber, among) =>
      among.find((caseId) => {
        const found = storage.cases.load(caseId);
        return found.ok && isOfNow(found.value) && found.value.applicant?.number === idNumber;
      }),
    store: (before, after) => {
      const stored = save(after);
      if (stored.ok) followUnopened(before, after);
      return stored;
    },
    followUnopened,
    followShared: ({ along = [] }) => {
      for (const { caseId } of along) {
        const found = storage.cases.load(caseId);
        if (found.ok) shift.note(found.value);
      }
    },
    noteReassigned: (given) => {
      shift.note(given);
      options.onChange();
    },
  };
}
