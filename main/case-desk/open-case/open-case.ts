import { type ActorRefFrom, createActor } from 'xstate';
import { type Case, hasEnded, type LicenceObjection } from '../../../src/domain/case.ts';
import {
  type ConflictChoice,
  type Form,
  settleConflict,
  typeOver,
} from '../../../src/domain/form.ts';
import { editsOf, type FormEdits } from '../../../src/domain/form-edits.ts';
import type { LicenceValues } from '../../../src/domain/licence.ts';
import {
  isReceivedWithoutPlatform,
  isVerifiedInAbsence,
} from '../../../src/domain/offline-intake.ts';
import { openPoints } from '../../../src/domain/open-points.ts';
import { fail, failure, type Outcome } from '../../../src/failures/failure.ts';
import type { CaseEvent, ConsentWithdrawn } from '../../../src/flows/case-events.ts';
import type { caseFlow } from '../../../src/flows/case-flow.ts';
import type { ConsentFlowContext } from '../../../src/flows/consent-flow.ts';
import { type Clock, hallDay, type Instant } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import { attempt } from '../../storage/attempt.ts';
import type { LeaseContent } from '../../storage/lease-store.ts';
import type { Storage } from '../../storage/storage.ts';
import { takeConsentBack, withoutLicences } from '../consent/withdrawn-values.ts';
import { afterEvent } from '../rail/visit.ts';
import { readLease, writeLease } from './case-lease.ts';

/** One case in the middle of the clerk's window: its flow, and its storage at every transition. */
export interface OpenCase {
  /** The case as it is stored. */
  subject(): Case;
  form(): Form | undefined;
  /** Does something on purpose: refused where it has no place, or when it could not be stored. */
  send(event: CaseEvent): Outcome<null>;
  /** Passes on what happens by itself, which means nothing to a case that is not waiting for it. */
  hear(event: CaseEvent): void;
  /** Whether the case can be worked on; one that could not be stored goes on from what is stored. */
  ready(): Outcome<null>;
  /** How the page that is being shown may be answered, while the citizen is being asked. */
  asked(): ConsentFlowContext | undefined;
  /** Somebody has taken their consent back: what came of it is gone from lease and form, and the case hears of it. */
  takeBack(withdrawal: ConsentWithdrawn): Outcome<null>;
  /** The values of licences that were fetched. */
  values(): readonly LicenceValues[];
  /** Whoever looked at them has done so: what they say is wrong is gone from lease and form, and the case goes on. */
  endCheck(objections: readonly LicenceObjection[]): Outcome<null>;
  typeField(key: string, value: string): Outcome<null>;
  /** Decides between sources that disagree about a field. */
  settleConflict(key: string, choice: ConflictChoice): Outcome<null>;
  submit(): Outcome<null>;
  /**
   * Time has passed: a case whose lease has ended has no values and no form any more, and its people have to be asked anew.
   * @returns whether that has come about
   */
  endWithLease(): boolean;
  /** Takes up the case as it is stored now; somebody else has changed it there. */
  reload(): void;
  /** Lets go of it where it stands. */
  stop(): void;
}

/** What an open case needs. */
export interface OpenCaseOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly flow: ReturnType<typeof caseFlow>;
  readonly log: Log;
  /** Stored in the same transaction as the change that it belongs to. */
  readonly storeAlong: (before: Case, next: Case, form: Form | undefined) => Outcome<null>;
  /** The window whose provisional numbers are given out here; undefined where nobody is logged in. */
  readonly windowId: () => string | undefined;
  /** The case has come further, and that is stored. */
  readonly onStored: (before: Case, next: Case) => void;
  /** A step could not be stored: it has not happened. */
  readonly onNotStored: (stored: Case) => void;
}

/** Runs a case from where it stands. A lease that has ended takes the form with it: consent is needed again. */
export function openCase(options: OpenCaseOptions, stored: Case): OpenCase {
  const { clock, storage, log } = options;
  let actor: ActorRefFrom<typeof options.flow> | undefined;
  let subject = stored;
  let form: Form | undefined;
  /** The flow has gone further than could be stored; it counts for nothing and is begun anew from what is stored. */
  let isAhead = false;

  function start(from: Case): void {
    actor?.stop();
    form = readForm(from);
    const isFormLost = holdsValues(from.stage) && form === undefined;
    run(isFormLost ? withoutLease(from) : from);
  }

  /** A case whose values are gone; those that could only not be read are shredded, for nothing can be made of them. */
  function withoutLease({ leaseId, ...from }: Case): Case {
    if (leaseId !== undefined) {
      attempt(log, () => {
        storage.leases.shred(leaseId);
        return ok(null);
      });
    }
    const stage = isVerifiedInAbsence(from) ? 'awaiting-verification' : 'reviewing';
    return { ...from, stage, failure: failure('lease.ended') };
  }

  function run(from: Case): void {
    subject = from;
    isAhead = false;
    const started = createActor(options.flow, { input: { case: from, clock } });
    actor = started;
    started.subscribe({
      next: (snapshot) => {
        if (actor === started) follow(snapshot.context.case);
      },
      error: (cause) => log.warn('case.flow-failed', { cause: String(cause) }),
    });
    started.start();
  }

  /** Stores what the flow has made of the case, then lets the screens follow. What is not stored has not happened. */
  function follow(next: Case): void {
    const before = subject;
    if (next === before) return;
    const outcome = store(before, next);
    if (!outcome.ok) {
      log.warn('case.not-stored', { code: outcome.problem.code });
      actor?.stop();
      isAhead = true;
      subject = { ...before, failure: outcome.problem };
      options.onNotStored(subject);
      return;
    }
    subject = next;
    if (!hasEnded(next.stage)) shredLeft(before, next);
    if (next.leaseId !== before.leaseId) form = readForm(next);
    options.onStored(before, next);
  }

  function store(before: Case, next: Case): Outcome<null> {
    return attempt(log, () => {
      // The lease goes first: a crash in between must leave nothing of an ended case that could still be opened.
      if (hasEnded(next.stage) && before.leaseId !== undefined) {
        storage.leases.shred(before.leaseId);
      }
      return storage.transaction(() => {
        storage.cases.save(next);
        return options.storeAlong(before, next, form);
      });
    });
  }

  function readForm(from: Case): Form | undefined {
    if (hasEnded(from.stage)) return undefined;
    const content = readLease(options, from);
    return content.ok ? content.value.form : undefined;
  }

  /** The values may end while they are being worked with. @returns whether they have */
  function endWithLease(): boolean {
    if (isAhead || !holdsValues(subject.stage) || readLease(options, subject).ok) return false;
    start(subject);
    return true;
  }

  function reload(): void {
    const found = storage.cases.load(subject.id);
    start(found.ok ? found.value : subject);
  }

  function notStored(): Outcome<never> {
    return { ok: false, problem: subject.failure ?? failure('storage.not-written') };
  }

  function ready(): Outcome<null> {
    if (isAhead) reload();
    return isAhead ? notStored() : ok(null);
  }

  function send(event: CaseEvent): Outcome<null> {
    // To go on from what is stored is to try the step again.
    const isBegunAnew = isAhead && event.type === 'step.tried-again';
    const able = ready();
    if (!able.ok || isBegunAnew) return able;
    if (!actor?.getSnapshot().can(event)) return fail('case.not-at-this-step');
    actor.send(event);
    return isAhead ? notStored() : ok(null);
  }

  /** Changes the form, in the lease that holds it. */
  function edit(change: (before: Form, at: Instant) => Outcome<Form>): Outcome<null> {
    if (subject.stage !== 'filling-form') return fail('case.not-at-this-step');
    return rewrite((content, at) => {
      const changed = change(content.form, at);
      return changed.ok ? ok({ ...content, form: changed.value }) : changed;
    });
  }

  function rewrite(
    change: (before: LeaseContent, at: Instant) => Outcome<LeaseContent>,
  ): Outcome<null> {
    const able = ready();
    if (!able.ok) return able;
    if (!holdsValues(subject.stage)) return fail('case.not-at-this-step');
    const content = readLease(options, subject);
    if (!content.ok) return content;
    const changed = change(content.value, clock.now());
    if (!changed.ok) return changed;
    return attempt(log, () => {
      const written = writeLease(options, subject, changed.value);
      if (!written.ok) return written;
      form = changed.value.form;
      return ok(null);
    });
  }

  function takeBack(withdrawal: ConsentWithdrawn): Outcome<null> {
    const able = ready();
    if (!able.ok) return able;
    if (actor?.getSnapshot().can(withdrawal) !== true) return fail('case.not-at-this-step');
    return takeConsentBack(options, subject, withdrawal, send);
  }

  /** What is said to be wrong goes first, as with what is taken back. */
  function endCheck(objections: readonly LicenceObjection[]): Outcome<null> {
    if (subject.stage !== 'checking-values') return fail('case.not-at-this-step');
    const wrong = new Set(objections.map(({ licenceCode }) => licenceCode));
    const removed =
      wrong.size === 0 ? ok(null) : rewrite((kept) => ok(withoutLicences(kept, wrong)));
    return removed.ok ? send({ type: 'values.checked', objections }) : removed;
  }

  /** Gives the case its provisional number in the transaction that stores it as received; from there it goes on. */
  function receiveOffline(work: FormEdits): Outcome<null> {
    const before = subject;
    const windowId = options.windowId();
    if (windowId === undefined) return fail('session.required');
    const received = attempt(log, () =>
      storage.transaction(() => {
        const of = { windowId, day: hallDay(clock.now()) };
        const number = before.isDrill
          ? storage.drill.takeNumber(of)
          : storage.provisionalNumbers.take(of);
        if (!number.ok) return number;
        const event = { type: 'offline.received', provisionalNumber: number.value, work } as const;
        storage.cases.save(afterEvent(options.flow, { subject: before, clock }, event));
        return ok(null);
      }),
    );
    if (!received.ok) return received;
    reload();
    shredLeft(before, subject);
    options.onStored(before, subject);
    return received;
  }

  /** The lease of a case that has left it. One that a crash has kept ends by itself. */
  function shredLeft({ leaseId }: Case, next: Case): void {
    if (leaseId === undefined || next.leaseId !== undefined) return;
    attempt(log, () => {
      storage.leases.shred(leaseId);
      return ok(null);
    });
  }

  start(stored);

  return {
    subject: () => subject,
    form: () => form,
    send,
    ready,
    reload,
    hear: (event) => {
      if (actor?.getSnapshot().status === 'active') actor.send(event);
    },
    takeBack,
    values: () => {
      const content = readLease(options, subject);
      return content.ok ? content.value.licences : [];
    },
    endCheck,
    asked: () => actor?.getSnapshot().children.consent?.getSnapshot().context,
    typeField: (key, value) => edit((before, at) => typeOver(before, key, value, at)),
    settleConflict: (key, choice) => edit((before, at) => settleConflict(before, key, choice, at)),
    endWithLease,
    submit: () => {
      const able = ready();
      if (!able.ok) return able;
      if (endWithLease()) return fail('lease.ended');
      if (form === undefined) return fail('case.not-at-this-step');
      const open = openPoints(form, hallDay(clock.now()));
      if (open.length > 0) return fail('form.incomplete', { count: open.length });
      if (!isReceivedWithoutPlatform(subject)) return send({ type: 'case.submitted' });
      return receiveOffline(editsOf(form));
    },
    stop: () => {
      actor?.stop();
      actor = undefined;
    },
  };
}

/** Whether a case has values in its lease, and a form that they fill. */
function holdsValues(stage: Case['stage']): boolean {
  return stage === 'checking-values' || stage === 'filling-form';
}
