import { type ActorRefFrom, createActor } from 'xstate';
import type { DeviceEvent } from '../../hardware/device-desk.ts';
import { intakeRoles } from '../../src/contracts/clerk-ipc.ts';
import type { PageAct } from '../../src/contracts/evaluator-ipc.ts';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type {
  BatchAnswer,
  ChangesAnswer,
  OpenSessionAnswer,
} from '../../src/contracts/platform-api.ts';
import type { Applicant } from '../../src/domain/applicant.ts';
import { type Case, hasEnded } from '../../src/domain/case.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import { type Form, missingFields, typeOver } from '../../src/domain/form.ts';
import type { CardReading } from '../../src/domain/identity-card.ts';
import { maskName, maskNumber } from '../../src/domain/masking.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import { type CaseEvent, caseFlow } from '../../src/flows/case-flow.ts';
import { answeringInput, refuseAnswer } from '../../src/flows/consent-flow.ts';
import type { Clock } from '../../src/support/clock.ts';
import { type RandomBytes, uuidV7 } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import { composeConsentPage } from '../evaluator-pages/compose-consent-page.ts';
import type { Words } from '../evaluator-pages/page-basis.ts';
import { blankPage, idlePage } from '../evaluator-pages/plain-pages.ts';
import { resultPage } from '../evaluator-pages/result-page.ts';
import type { LicenceLibrary } from '../platform-client/licence-library.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import { askedLicences } from './asked-licences.ts';
import { caseEffects } from './case-effects.ts';
import type { EvaluatorDesk } from './evaluator-desk.ts';
import { pageDigest } from './page-digest.ts';
import { receivedPayload } from './received-event.ts';

/** Milliseconds the citizen's screen stays blank after a case before it shows the hall's own page again. */
const blankTime = 3_000;

/** The case that is open at this counter, and everything that can be done with it. */
export interface CaseDesk {
  /** The open case and its form, as they are stored. */
  current(): { readonly subject: Case; readonly form: Form | undefined } | undefined;
  /** Goes on with what this clerk had open. */
  resume(): void;
  /** Lets go of the open case without ending it; it is resumed at the next login. */
  suspend(): void;
  open(): Outcome<null>;
  chooseItem(caseId: string, item: ServiceItem, variant: string): Outcome<null>;
  readCard(caseId: string): Promise<Outcome<null>>;
  pushConsent(caseId: string): Outcome<null>;
  typeField(caseId: string, key: string, value: string): Outcome<null>;
  submit(caseId: string): Outcome<null>;
  /** Events without anything to add: withdraw the page, go on on paper, try again, close. */
  send(
    caseId: string,
    event: Extract<
      CaseEvent,
      { type: 'page.withdrawn' | 'paper.chosen' | 'step.tried-again' | 'case.closed' }
    >,
  ): Outcome<null>;
  hearDevice(event: DeviceEvent): void;
  /** The evaluator has shown a page. */
  pageShown(pageId: string, digest: string): void;
  /** Somebody did something on the evaluator; refused when it does not count. */
  pageActed(pageId: string, act: PageAct, input: InputKind): Outcome<null>;
  /** The citizen's screen, or the page on it, is gone. */
  screenLost(): void;
  /** The clerk's page died: nothing stays in front of the citizen that nobody is watching. */
  clerkWindowLost(): void;
  /** Takes the platform's word for events of any case. */
  acknowledge(answer: BatchAnswer): Outcome<null>;
  /** Takes the platform's word for cases whose acknowledgement may have been lost. */
  hearChanges(changes: ChangesAnswer['changes']): Outcome<null>;
}

/** What the case desk needs. */
export interface CaseDeskOptions {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly storage: Storage;
  readonly platform: PlatformClient;
  readonly licences: LicenceLibrary;
  readonly evaluator: EvaluatorDesk;
  readonly readCard: (wish: {
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
  }) => Promise<Outcome<CardReading>>;
  readonly settings: () => Settings;
  readonly words: (language: EvaluatorPage['language']) => Words;
  readonly log: Log;
  readonly onChange: () => void;
  /** Something has been put into the outbox. */
  readonly onEnqueued: () => void;
}

/** Keeps the open case: its flow, its storage at every transition, and the citizen's screen that belongs to it. */
export function createCaseDesk(options: CaseDeskOptions): CaseDesk {
  const { clock, storage, evaluator, platform, log } = options;
  const flow = caseFlow(caseEffects(options));
  let actor: ActorRefFrom<typeof flow> | undefined;
  let subject: Case | undefined;
  let form: Form | undefined;
  /** The flow has gone further than could be stored; it counts for nothing and is begun anew from what is stored. */
  let isAhead = false;
  /** 读卡 was pressed and waits for a card; what the card says then goes nowhere else. */
  let wish: AbortController | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;

  const newId = () => uuidV7(Date.parse(clock.now()), options.randomBytes);
  const session = (): OpenSessionAnswer | undefined => platform.session()?.opened;
  const pageBasis = () => {
    const { language } = options.settings();
    return { pageId: newId(), language, words: options.words(language) };
  };

  /** Runs a case from where it stands. A lease that has ended takes the form with it: consent is needed again. */
  function start(stored: Case): void {
    clearTimeout(idleTimer);
    wish?.abort();
    actor?.stop();
    form = readForm(stored);
    const isFormLost = stored.stage === 'filling-form' && form === undefined;
    run(isFormLost ? { ...stored, stage: 'reviewing', failure: failure('lease.ended') } : stored);
  }

  function run(from: Case): void {
    subject = from;
    isAhead = false;
    const started = createActor(flow, { input: { case: from, clock } });
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
    if (before === undefined || next === before) return;
    const stored = store(before, next);
    if (!stored.ok) {
      log.warn('case.not-stored', { code: stored.problem.code });
      actor?.stop();
      isAhead = true;
      subject = { ...before, failure: stored.problem };
      if (before.stage === 'asking-consent') evaluator.show(blankPage(pageBasis()));
      options.onChange();
      return;
    }
    subject = next;
    if (next.leaseId !== before.leaseId) form = readForm(next);
    if (next.stage !== before.stage) {
      log.info('case.stage', { stage: next.stage });
      showStage(before, next);
    }
    if (next.stage === 'submitting') options.onEnqueued();
    options.onChange();
  }

  /** The case and, when it is submitted, the event that reports it: both or neither. */
  function store(before: Case, next: Case): Outcome<null> {
    try {
      // The lease goes first: a crash in between must leave nothing of an ended case that could still be opened.
      if (hasEnded(next.stage) && before.leaseId !== undefined) {
        storage.leases.shred(before.leaseId);
      }
      return storage.transaction(() => {
        storage.cases.save(next);
        return next.stage === 'submitting' && before.stage === 'filling-form'
          ? enqueueReceived(next)
          : ok(null);
      });
    } catch (cause) {
      log.warn('storage.failed', { cause: String(cause) });
      return fail('storage.not-written');
    }
  }

  function showStage(before: Case, next: Case): void {
    const outcome = next.consents.at(-1)?.outcome;
    if (before.stage === 'asking-consent' && outcome !== undefined) {
      evaluator.show(resultPage(pageBasis(), outcome));
    }
    if (hasEnded(next.stage)) {
      wish?.abort();
      evaluator.show(blankPage(pageBasis()));
      idleTimer = setTimeout(showIdle, blankTime);
    }
  }

  function showIdle(): void {
    const opened = session();
    evaluator.show(
      opened === undefined
        ? blankPage(pageBasis())
        : idlePage({ ...pageBasis(), hall: opened.window.hall, windowName: opened.window.name }),
    );
  }

  function enqueueReceived(next: Case): Outcome<null> {
    const opened = session();
    const payload =
      opened === undefined || form === undefined
        ? undefined
        : receivedPayload(next, form, {
            windowId: opened.window.id,
            clerkNumber: opened.clerk.number,
          });
    if (payload === undefined) return fail('case.not-at-this-step');
    storage.outbox.enqueue({ id: newId(), kind: 'case:received', at: clock.now(), payload });
    return ok(null);
  }

  function readForm(stored: Case): Form | undefined {
    if (stored.leaseId === undefined || hasEnded(stored.stage)) return undefined;
    const content = storage.leases.read(stored.leaseId, clock.now());
    return content.ok ? content.value.form : undefined;
  }

  /** Passes on what happens by itself, which means nothing to a flow that has ended. */
  function hear(event: CaseEvent): void {
    if (actor?.getSnapshot().status === 'active') actor.send(event);
  }

  /** The flow of the open case; one that stopped because nothing could be stored goes on from what is stored. */
  function at(caseId: string): Outcome<ActorRefFrom<typeof flow>> {
    if (actor === undefined || subject?.id !== caseId) return fail('case.unknown');
    if (isAhead) beginAnew(subject);
    return isAhead ? notStored() : ok(actor);
  }

  function send(caseId: string, event: CaseEvent): Outcome<null> {
    // To go on from what is stored is to try the step again.
    const isBegunAnew = isAhead && event.type === 'step.tried-again';
    const found = at(caseId);
    if (!found.ok) return found;
    if (isBegunAnew) return ok(null);
    if (!found.value.getSnapshot().can(event)) return fail('case.not-at-this-step');
    found.value.send(event);
    return isAhead ? notStored() : ok(null);
  }

  function beginAnew(unstored: Case): void {
    const stored = storage.cases.load(unstored.id);
    start(stored.ok ? stored.value : unstored);
  }

  function notStored(): Outcome<never> {
    return { ok: false, problem: subject?.failure ?? failure('storage.not-written') };
  }

  function applicantOf({ card, samId }: CardReading): Applicant {
    const { kind: _kind, ...holder } = card;
    return {
      ...holder,
      subjectType: 'person',
      identifiedBy: 'identity-card',
      identifiedAt: clock.now(),
      samId,
    };
  }

  /** A card that arrives by itself goes on with a case that waits for one, or opens a case; it never replaces a person. */
  function takeArrivingCard(reading: CardReading): void {
    const role = session()?.clerk.role;
    if (role === undefined || !intakeRoles.includes(role)) return;
    if (subject === undefined || hasEnded(subject.stage)) open();
    if (subject === undefined || subject.applicant !== undefined) return;
    send(subject.id, { type: 'card.read', applicant: applicantOf(reading) });
  }

  function noteCardFailure(caseId: string, problem: Failure): void {
    send(caseId, { type: 'card.failed', failure: problem });
  }

  function open(): Outcome<null> {
    const opened = session();
    if (opened === undefined) return fail('session.required');
    if (subject !== undefined && !mayBeLeft(subject)) return fail('case.not-at-this-step');
    const waiting = waitingCase(opened.clerk.account);
    if (waiting !== undefined) {
      start(waiting);
      return ok(null);
    }
    start({
      id: newId(),
      stage: 'choosing-item',
      openedAt: clock.now(),
      clerk: opened.clerk.account,
      licences: [],
      consents: [],
      handedInOtherwise: [],
    });
    if (evaluator.current().kind !== 'idle') showIdle();
    return isAhead ? notStored() : ok(null);
  }

  /** The clerk's oldest case that needs a hand, e.g. one that the platform has sent back. */
  function waitingCase(account: string): Case | undefined {
    const { cases, unreadable } = storage.cases.listOpen(account);
    if (unreadable.length > 0) log.warn('case.unreadable', { count: unreadable.length });
    return cases.find((stored) => stored.id !== subject?.id && !mayBeLeft(stored));
  }

  function suspend(): void {
    hear({ type: 'page.withdrawn' });
    wish?.abort();
    actor?.stop();
    actor = undefined;
    subject = undefined;
    form = undefined;
    clearTimeout(idleTimer);
    storage.leases.shredEnded(clock.now());
    evaluator.show(blankPage(pageBasis()));
  }

  return {
    current: () => (subject === undefined ? undefined : { subject, form }),
    open,
    send,
    resume: () => {
      const opened = session();
      if (opened === undefined) return;
      if (subject === undefined) storage.leases.shredEnded(clock.now());
      else suspend();
      const { account } = opened.clerk;
      const stored = waitingCase(account) ?? storage.cases.listOpen(account).cases.at(-1);
      if (stored !== undefined) start(stored);
      if (subject?.asking === undefined) showIdle();
    },
    suspend,
    chooseItem: (caseId, item, variant) =>
      item.variants.some(({ code }) => code === variant)
        ? send(caseId, { type: 'item.chosen', item, variant })
        : fail('item.unknown'),
    readCard: async (caseId) => {
      const found = at(caseId);
      if (!found.ok) return found;
      if (wish !== undefined) return fail('reader.busy');
      const own = new AbortController();
      wish = own;
      const reading = await options.readCard({
        timeoutMs: options.settings().numbers.cardSeconds * 1000,
        signal: own.signal,
      });
      wish = undefined;
      if (own.signal.aborted) return fail('card.read-cancelled');
      if (!reading.ok) {
        noteCardFailure(caseId, reading.problem);
        return reading;
      }
      return send(caseId, { type: 'card.read', applicant: applicantOf(reading.value) });
    },
    pushConsent: (caseId) => {
      const found = at(caseId);
      if (!found.ok) return found;
      if (!evaluator.isPresent()) return fail('evaluator.no-display');
      const asked = subject && askedLicences(subject);
      const opened = session();
      if (!subject?.item || !subject.applicant || !asked || asked.length === 0 || !opened) {
        return fail('case.not-at-this-step');
      }
      const { numbers, evaluator: screen } = options.settings();
      const page = composeConsentPage({
        ...pageBasis(),
        hall: opened.window.hall,
        windowName: opened.window.name,
        clerkNumber: opened.clerk.number,
        item: subject.item,
        variant: subject.variant ?? '',
        holder: {
          nameMasked: maskName(subject.applicant.name),
          numberMasked: maskNumber(subject.applicant.idNumber),
        },
        licences: asked,
        secondsToAnswer: numbers.consentSeconds,
        minimumDisplaySeconds:
          numbers.consentMinimumSeconds + numbers.consentMinimumSecondsPerLicence * asked.length,
      });
      const pushed = send(caseId, {
        type: 'consent.pushed',
        request: {
          pageId: page.pageId,
          pageDigest: pageDigest(page),
          licenceTypes: asked.map(({ required }) => required.typeCode),
        },
        terms: {
          secondsToAnswer: page.secondsToAnswer,
          minimumDisplaySeconds: page.minimumDisplaySeconds,
          isPointerBound: screen.boundPointer,
        },
      });
      if (pushed.ok) evaluator.show(page);
      return pushed;
    },
    typeField: (caseId, key, value) => {
      const found = at(caseId);
      if (!found.ok) return found;
      if (subject?.stage !== 'filling-form' || subject.leaseId === undefined) {
        return fail('case.not-at-this-step');
      }
      const content = storage.leases.read(subject.leaseId, clock.now());
      if (!content.ok) return content;
      if (!content.value.form.some((field) => field.key === key)) return fail('form.unknown-field');
      const typed = typeOver(content.value.form, key, value, clock.now());
      const written = storage.leases.write(subject.leaseId, { ...content.value, form: typed });
      if (!written.ok) return written;
      form = typed;
      options.onChange();
      return ok(null);
    },
    submit: (caseId) => {
      const found = at(caseId);
      if (!found.ok) return found;
      if (form === undefined) return fail('case.not-at-this-step');
      const missing = missingFields(form);
      if (missing.length > 0) return fail('form.incomplete', { count: missing.length });
      return send(caseId, { type: 'case.submitted' });
    },
    hearDevice: (event) => {
      if (event.kind === 'snapshot') options.onChange();
      if (wish !== undefined) return;
      if (event.kind === 'card-read') takeArrivingCard(event.reading);
      if (event.kind === 'card-read-failed' && subject?.stage === 'identifying') {
        noteCardFailure(subject.id, event.failure);
      }
    },
    pageShown: (pageId, digest) => {
      evaluator.confirm(pageId);
      hear({ type: 'page.shown', pageId, digest });
    },
    pageActed: (pageId, act, input) => {
      if (actor === undefined || subject?.stage !== 'asking-consent') {
        return fail('consent.page-not-on-screen');
      }
      const asked = actor.getSnapshot().children.consent?.getSnapshot().context;
      if (asked === undefined) return fail('consent.page-not-on-screen');
      if (act.kind === 'extend') {
        if (answeringInput(asked, input) === undefined) return fail('consent.not-a-touch');
        if (pageId !== asked.request.pageId) return fail('consent.page-not-on-screen');
        actor.send({ type: 'page.extended', pageId, input });
        evaluator.extend();
        return ok(null);
      }
      const answer = { type: 'page.answered', pageId, decision: act.decision, input } as const;
      const refusal = refuseAnswer(asked, answer);
      if (refusal !== undefined) {
        log.warn('consent.answer-refused', { code: refusal.code, input });
        return { ok: false, problem: refusal };
      }
      actor.send(answer);
      return ok(null);
    },
    screenLost: () => hear({ type: 'screen.lost' }),
    clerkWindowLost: () => {
      hear({ type: 'page.withdrawn' });
      evaluator.show(blankPage(pageBasis()));
    },
    acknowledge: (answer) =>
      settle(() => {
        const taken = storage.outbox.acknowledge(answer);
        if (!taken.ok) return taken;
        return ok([
          ...received(taken.value.received),
          ...taken.value.rejected.map(({ caseId, code }) => ({
            caseId,
            event: { type: 'case.rejected', reason: code } as const,
          })),
        ]);
      }),
    hearChanges: (changes) => settle(() => ok(received(changes))),
  };

  /**
   * Stores what the platform has decided of cases together with where that is known from, so that neither is lost; then
   * lets the open case follow.
   */
  function settle(decide: () => Outcome<readonly Decision[]>): Outcome<null> {
    const settled: { readonly before: Case; readonly event: Settlement }[] = [];
    const stored = storage.transaction(() => {
      const decisions = decide();
      if (!decisions.ok) return decisions;
      for (const { caseId, event } of decisions.value) {
        const before = storage.cases.load(caseId);
        if (!before.ok || before.value.stage !== 'submitting') continue;
        const background = createActor(flow, { input: { case: before.value, clock } }).start();
        background.send(event);
        storage.cases.save(background.getSnapshot().context.case);
        background.stop();
        settled.push({ before: before.value, event });
      }
      return ok(null);
    });
    if (!stored.ok) return stored;
    for (const { before, event } of settled) {
      if (before.id === subject?.id) {
        if (isAhead) beginAnew(before);
        else hear(event);
      } else if (event.type === 'case.acknowledged' && before.leaseId !== undefined) {
        storage.leases.shred(before.leaseId);
      }
    }
    options.onChange();
    return ok(null);
  }
}

/** What the platform decides of a submitted case. */
type Settlement = Extract<CaseEvent, { type: 'case.acknowledged' | 'case.rejected' }>;

/** What the platform decides of one case. */
interface Decision {
  readonly caseId: string;
  readonly event: Settlement;
}

function received(
  cases: readonly { readonly caseId: string; readonly caseNumber: string }[],
): readonly Decision[] {
  return cases.map(({ caseId, caseNumber }) => ({
    caseId,
    event: { type: 'case.acknowledged', caseNumber },
  }));
}

/** Whether the clerk may turn to the next person: the case has ended, or only waits for the platform. */
function mayBeLeft({ stage }: Case): boolean {
  return hasEnded(stage) || stage === 'submitting';
}
