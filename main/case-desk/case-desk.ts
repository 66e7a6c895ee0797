import type { DeviceEvent } from '../../hardware/device-desk.ts';
import type { CardPhoto } from '../../src/contracts/card-photo.ts';
import type { ChangesAnswer } from '../../src/contracts/changes.ts';
import type { CaseSummary } from '../../src/contracts/clerk-ipc.ts';
import type { ConsentState } from '../../src/contracts/consent-api.ts';
import type { LicenceObjectedPayload } from '../../src/contracts/correction-api.ts';
import type { PageAct } from '../../src/contracts/evaluator-ipc.ts';
import type {
  ConsentPage,
  EvaluatorPage,
  PhoneStanding,
} from '../../src/contracts/evaluator-page.ts';
import { type AtWindow, type BatchAnswer, intakeRoles } from '../../src/contracts/platform-api.ts';
import type { RatingLevel } from '../../src/contracts/rating.ts';
import {
  type IdentifiedPerson,
  type OtherDocument,
  personOnCard,
} from '../../src/domain/applicant.ts';
import { type Case, hasEnded, isUntouched, mayBeLeft } from '../../src/domain/case.ts';
import { peopleOf, takesAnotherAdult } from '../../src/domain/case-holders.ts';
import type {
  ConsentRecord,
  ConsentRequest,
  InputKind,
  PageStyle,
  WithdrawalPlace,
} from '../../src/domain/consent.ts';
import type { ConflictChoice, Form } from '../../src/domain/form.ts';
import { isIdNumber } from '../../src/domain/id-number.ts';
import {
  holderOf,
  type IdentificationProgress,
  type Identified,
} from '../../src/domain/identification.ts';
import type { CardReading } from '../../src/domain/identity-card.ts';
import {
  callBackOutcome,
  isReceivedWithoutPlatform,
  isVerifiedInAbsence,
} from '../../src/domain/offline-intake.ts';
import type { ScannedCode } from '../../src/domain/scanned-code.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { SettlementChoice } from '../../src/domain/settle-in-case.ts';
import { settlementOffer } from '../../src/domain/waiver-list.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import { type CaseEvent, type ConsentWithdrawn, caseFlow } from '../../src/flows/case-flow.ts';
import { answeringInput, refuseAnswer } from '../../src/flows/consent-flow.ts';
import type { IdentificationEvent } from '../../src/flows/identification-flow.ts';
import { type Clock, hallDay, type Instant } from '../../src/support/clock.ts';
import { type RandomBytes, uuidV7 } from '../../src/support/ids.ts';
import { err, ok } from '../../src/support/result.ts';
import type { CardPhotos } from '../card-photos/card-photos.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Words } from '../evaluator-pages/page-basis.ts';
import type { Absentee } from '../evaluator-pages/result-page.ts';
import type { EvidenceDesk } from '../evidence/evidence-desk.ts';
import type { LicenceLibrary } from '../platform-client/licence-library.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import { storageFailure } from '../storage/storage-failure.ts';
import { licencesToldOf } from './asked-licences.ts';
import { attempt } from './attempt.ts';
import { callBackEnded } from './call-back-ended.ts';
import { caseEffects } from './case-effects.ts';
import { createCitizenScreen } from './citizen-screen.ts';
import { isAskedOnPhoneOnly, isPrincipalAsked } from './consent-parties.ts';
import { consentQuestion, type PreparedQuestion } from './consent-question.ts';
import {
  createConsentWithdrawal,
  type WithdrawableConsent,
  withdrawableConsents,
} from './consent-withdrawal.ts';
import { correctionsAsked } from './corrections-asked.ts';
import type { EvaluatorDesk } from './evaluator-desk.ts';
import { createHandovers, type Handovers } from './handovers.ts';
import { type IdentificationDesk, identifyFor } from './identification-desk.ts';
import { createOldDrafts } from './old-drafts.ts';
import { type OpenCase, openCase } from './open-case.ts';
import { createOwnValuesCheck } from './own-values.ts';
import { digestAtAnswer, pageDigest } from './page-digest.ts';
import { createPhoneQuestion } from './phone-question.ts';
import { receivedPayload } from './received-event.ts';
import { removeCase } from './remove-case.ts';
import { type Decision, decisionsOfBatch, decisionsOfChanges, settle } from './settlement.ts';
import { createShift } from './shift.ts';
import { afterEvent, askableAlong, inSameVisit, mayHaveAnotherItem, shareAnswer } from './visit.ts';
import { takeConsentBack } from './withdrawn-values.ts';

/** The cases of the clerk at this counter: the one in the middle of the window, and those in the rail beside it. */
export interface CaseDesk {
  /** The open case and its form, as they are stored. */
  current():
    | {
        readonly subject: Case;
        readonly form: Form | undefined;
        /** How far finding out has come whom the case is for; absent once that cannot change any more. */
        readonly identification: IdentificationProgress | undefined;
        /** How many licences the next page asks for in other cases of the visit. */
        readonly asksAlong: number;
        /** The consents that may be taken back now. */
        readonly withdrawable: readonly WithdrawableConsent[];
        /** Somebody is being asked whether they take one back. */
        readonly isWithdrawalAsked: boolean;
      }
    | undefined;
  /** The cases of the clerk's shift. */
  summaries(): readonly CaseSummary[];
  /** A case of the clerk's, open or not, as it is stored. */
  find(caseId: string): Outcome<Case>;
  /** A clerk has come: their shift is listed, and what they had open when the program ended goes on. */
  begin(): void;
  /**
   * The clerk has gone; the open case waits for their next login. Resolves when the platform has been told that nobody is
   * asked any longer, or could not be.
   */
  leave(): Promise<void>;
  /** Takes the page back and keeps everything as it is, until the clerk is back. */
  lock(): void;
  /** The clerk is back. */
  unlock(): void;
  /** Puts aside whatever is open. Resolves as `leave` does, with nothing open any more. */
  putAside(): Promise<Outcome<null>>;
  /** A drill has begun or ended. */
  noteDrill(): void;
  /** Removes every case of a drill. @returns whether none is left */
  removeDrills(): boolean;
  /**
   * Some time has passed, a minute or so: what has ended by that alone ends. Leases, the form that they held, and drafts of
   * an earlier day.
   */
  passTime(): void;
  /** What has happened to the clerk's cases while nobody was there. */
  notices(): readonly Failure[];
  /** Opens a new case and holds the one that is open. */
  open(): Outcome<null>;
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
  chooseItem(caseId: string, item: ServiceItem, variant: string): Outcome<null>;
  readCard(caseId: string): Promise<Outcome<null>>;
  /** What the clerk does to find out whom the case is for. */
  identify(caseId: string, event: ClerksPart): Outcome<null>;
  /** The clerk has compared a document with its holder. */
  enterDocument(
    caseId: string,
    document: {
      readonly document: OtherDocument;
      readonly name: string;
      readonly number: string;
    },
  ): Outcome<null>;
  /**
   * Somebody is named who has nothing to show: a minor, or an adult who is not there. `identity.number-wrong` where the
   * number cannot be one.
   */
  namePerson(
    caseId: string,
    person: { readonly name: string; readonly number: string },
  ): Outcome<null>;
  /**
   * Whoever is there comes for somebody else without a code of theirs: for a person by name and number, or else for the
   * legal person that was found. `identity.number-wrong` where the number cannot be one.
   */
  namePrincipal(
    caseId: string,
    person: { readonly name: string; readonly number: string } | undefined,
  ): Outcome<null>;
  /** A further adult comes next: whoever proves who they are now is one. */
  awaitAdult(caseId: string): Outcome<null>;
  removeAdult(caseId: string, number: string): Outcome<null>;
  /** The portrait of the card that the open case began with. */
  showPhoto(caseId: string): Promise<Outcome<CardPhoto>>;
  pushConsent(caseId: string): Outcome<null>;
  /**
   * 撤回授权, as whoever had agreed wishes: the citizen's screen asks them to confirm it. Where there is no screen, `window`
   * takes it back on their word. `consent.not-given` where the page is not one that was agreed to, `consent.phone-only`
   * where whoever has agreed is not at the counter.
   */
  withdrawConsent(
    caseId: string,
    pageId: string,
    place: Exclude<WithdrawalPlace, 'phone'>,
  ): Outcome<null>;
  /** `material.not-offered` where the item does not let the material be settled so. */
  settleMaterial(caseId: string, choice: SettlementChoice): Outcome<null>;
  typeField(caseId: string, key: string, value: string): Outcome<null>;
  /** Decides between sources that disagree about a field. */
  settleConflict(caseId: string, key: string, choice: ConflictChoice): Outcome<null>;
  submit(caseId: string): Outcome<null>;
  /** 核验: takes up a case that was received without the platform, and asks the platform about it. */
  verify(caseId: string): Outcome<null>;
  /** Events that the flow judges alone: withdraw the page, go on on paper, try again, attachments, close. */
  send(
    caseId: string,
    event: Extract<
      CaseEvent,
      {
        type:
          | 'page.withdrawn'
          | 'paper.chosen'
          | 'step.tried-again'
          | 'attachment.added'
          | 'attachment.removed'
          | 'offline.chosen'
          | 'call-back.wanted'
          | 'call-back.ended'
          | 'case.closed';
      }
    >,
  ): Outcome<null>;
  /** Cases that go to other windows, and come from there. */
  readonly handovers: Handovers;
  /** How the citizen's question stands on their phone, while they are being asked. */
  onPhone(): PhoneStanding | undefined;
  hearDevice(event: DeviceEvent): void;
  /** The evaluator has shown a page. */
  pageShown(pageId: string, digest: string): void;
  /** Somebody did something on the evaluator; refused when it does not count. */
  pageActed(pageId: string, act: PageAct, input: InputKind): Outcome<null>;
  /** The citizen's screen, or the page on it, is gone. */
  screenLost(): void;
  /** The clerk's page died: nothing stays in front of the citizen that nobody is watching. */
  clerkWindowLost(): void;
  /** A case has become another clerk's, or this one's. */
  noteReassigned(given: Case): void;
  /** Takes the platform's word for events of any case. */
  acknowledge(answer: BatchAnswer): Outcome<null>;
  /** Takes the platform's word for cases whose acknowledgement may have been lost, and for answers on the phone. */
  hearChanges(changes: ChangesAnswer['changes']): Outcome<null>;
}

/** The clerk's part in finding out whom a case is for. */
type ClerksPart = Extract<
  IdentificationEvent,
  {
    type: 'subject.chosen' | 'enterprise.entered' | 'face.wanted' | 'holder.absent' | 'way.changed';
  }
>;

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
  readonly photos: CardPhotos;
  readonly evidence: EvidenceDesk;
  readonly settings: () => Settings;
  /** Why nobody can be asked for a consent now, nor give one: the clock that would stamp it is off. */
  readonly clockDrift: () => Failure | undefined;
  readonly words: (language: EvaluatorPage['language']) => Words;
  readonly log: Log;
  readonly onChange: () => void;
  /** Something has been put into the outbox. */
  readonly onEnqueued: () => void;
  /** What is begun now is part of a drill. */
  readonly isDrill: () => boolean;
  /** Why no new case may be begun, or undefined when one may. */
  readonly refuseNew: () => Failure | undefined;
}

/** Keeps the cases of one counter, and the citizen's screen that belongs to the open one. */
export function createCaseDesk(options: CaseDeskOptions): CaseDesk {
  const { clock, storage, platform, photos, log } = options;
  const phone = createPhoneQuestion({
    consents: platform.consents,
    evidence: options.evidence,
    isAwaited,
    onAnswered: (answer) => open?.hear(answer),
    onWithdrawn: (withdrawal) => {
      const taken = open?.takeBack(withdrawal);
      // That the platform says it again changes nothing.
      if (taken?.ok === false && taken.problem.code !== 'case.not-at-this-step') {
        log.warn('consent.not-taken-back', { code: taken.problem.code });
      }
    },
    onChange: () => {
      endWithoutPhone();
      options.onChange();
    },
    log,
  });
  const flow = caseFlow(caseEffects({ ...options, phone }));
  const newId = () => uuidV7(Date.parse(clock.now()), options.randomBytes);
  const session = (): AtWindow | undefined => platform.session()?.opened;
  const screen = createCitizenScreen({ ...options, newId, session });
  const ownValues = createOwnValuesCheck({
    ...options,
    screen,
    place: placeOfCounter,
    onChecked: (objections) => {
      const ended = open?.endCheck(objections);
      if (ended?.ok === false) log.warn('values.not-checked', { code: ended.problem.code });
    },
  });
  const withdrawals = createConsentWithdrawal({
    ...options,
    screen,
    place: placeOfCounter,
    onWithdrawn: (caseId, pageId) => {
      const withdrawn = takeBack(caseId, pageId, 'evaluator');
      // The clerk is told by the desk; whoever has touched it must not believe that it was done.
      if (!withdrawn.ok) screen.showTakenBack('kept');
    },
  });
  const shift = createShift({ clock, cases: storage.cases, log });
  const oldDrafts = createOldDrafts(options);
  const handovers = createHandovers({
    ...options,
    flow,
    newId,
    session,
    open: () => open,
    pageSettled: () => phone.settled(),
    putAside,
    resume,
    onStored: followUnopened,
  });
  let open: OpenCase | undefined;
  let identification: IdentificationDesk | undefined;
  /** The photo of the card that was read last, until it is known whether its holder belongs to the case. */
  let photoRead: { readonly at: Instant; readonly photo: Uint8Array } | undefined;
  let isLocked = false;
  /** What the citizen of the open case was asked last, to ask it again in another language or size. */
  let question: PreparedQuestion | undefined;
  /** The page of it that is on screen, or was last, and whether the person has seen its end. */
  let asked: { readonly page: ConsentPage; readonly isReadToEnd: boolean } | undefined;
  /** 读卡 was pressed and waits for a card; what the card says then goes nowhere else. */
  let wish: AbortController | undefined;

  function placeOfCounter() {
    const opened = session();
    return opened && { hall: opened.window.hall, windowName: opened.window.name };
  }

  function start(stored: Case): void {
    clear();
    open = openCase(
      {
        clock,
        storage,
        flow,
        log,
        windowId: () => session()?.window.id,
        storeAlong,
        onStored,
        onNotStored,
      },
      stored,
    );
    const started = open;
    if (!hasEnded(stored.stage)) {
      identification = identifyFor(
        {
          ...options,
          screen,
          session,
          onProgress: options.onChange,
          onIdentified: (identified) => takeIdentified(started, identified),
          onAdult: (adult) => takeAdult(started, adult),
          onFailed: (problem) => started.hear({ type: 'identification.failed', failure: problem }),
        },
        stored,
      );
    }
    shift.note(open.subject());
    checkGiven(stored);
    options.onChange();
  }

  /** Asks about what was agreed to: nobody here has heard what was taken back while the case was put aside, or elsewhere. */
  function checkGiven(subject: Case): void {
    const given = mayBeLeft(subject) ? [] : subject.consents;
    for (const { outcome, pageId } of given) if (outcome === 'agreed') phone.check(pageId);
  }

  /** It is known whom a case is for; whether the item is for them too, its rules say. */
  function takeIdentified(target: OpenCase, identified: Identified): void {
    const { id, item, applicant, leftAt, offline } = target.subject();
    // Whoever comes after somebody who has gone away is not waited for.
    const isSomebodyAway = leftAt !== undefined || offline?.received !== undefined;
    if (isSomebodyAway && applicant?.number !== identified.applicant.number) {
      target.hear({ type: 'identification.failed', failure: failure('identity.applicant-there') });
      return;
    }
    if (item !== undefined && !item.subjects.includes(identified.applicant.subjectType)) {
      target.hear({ type: 'identification.failed', failure: failure('identity.wrong-subject') });
      return;
    }
    const told = target.send({ type: 'applicant.identified', identified });
    if (!told.ok) {
      log.info('identification.not-taken', { code: told.problem.code });
      return;
    }
    const { proof } = holderOf(identified);
    if (photoRead?.at === proof.at) photos.keep(id, photoRead.photo);
    photoRead = undefined;
  }

  /** A further adult is known. */
  function takeAdult(target: OpenCase, adult: IdentifiedPerson): void {
    photoRead = undefined;
    target.hear({ type: 'holder.added', holder: { ...adult, heldBy: 'each-adult' } });
  }

  /**
   * What is stored with a step of a case, or neither is: the answer to a page in the other cases that it asked for, and the
   * event that reports a submitted case.
   */
  function storeAlong(before: Case, next: Case, form: Form | undefined): Outcome<null> {
    const record = endOfPage(before, next);
    if (record !== undefined) {
      const proved = keepEvidence(next, record);
      if (!proved.ok) return proved;
      shareAnswer({ flow, clock, storage }, before, record);
    }
    // Nobody but whoever practises is told of a drill.
    if (next.isDrill) return ok(null);
    for (const payload of objectionsRaised(before, next)) {
      storage.outbox.enqueue({ id: newId(), kind: 'licence:objected', at: clock.now(), payload });
    }
    for (const { pageId, withdrawal } of withdrawnBetween(before, next)) {
      // Of a phone the platform has it.
      if (withdrawal === undefined || withdrawal.place === 'phone') continue;
      const payload = { consentId: pageId, caseId: next.id, place: withdrawal.place };
      const { at } = withdrawal;
      storage.outbox.enqueue({ id: newId(), kind: 'consent:withdrawn', at, payload });
      keepWithdrawal(before, pageId);
    }
    const opened = session();
    const ended = opened && callBackEnded(before, next, opened.window.id);
    if (ended !== undefined) {
      storage.outbox.enqueue({
        id: newId(),
        kind: 'call-back:ended',
        at: clock.now(),
        payload: ended,
      });
    }
    if (next.stage !== 'submitting' || before.stage !== 'filling-form') return ok(null);
    const payload =
      opened &&
      form &&
      receivedPayload(next, form, {
        windowId: opened.window.id,
        clerkNumber: opened.clerk.number,
      });
    if (payload === undefined) return fail('case.not-at-this-step');
    const at = clock.now();
    storage.outbox.enqueue({ id: newId(), kind: 'case:received', at, payload });
    for (const asked of correctionsAsked(next.id, form ?? [])) {
      storage.outbox.enqueue({ id: newId(), kind: 'correction:asked', at, payload: asked });
    }
    return ok(null);
  }

  /** What the evidence of the page will say, whatever the answer is. */
  function prepareEvidence(pageId: string): void {
    const subject = open?.subject();
    if (subject === undefined || question === undefined || asked?.page.pageId !== pageId) return;
    options.evidence.prepare(asked.page, [
      ...peopleOf(subject).map(({ number }) => number),
      ...question.licences.flatMap(({ licenceCode }) => licenceCode ?? []),
    ]);
  }

  /** An answer that nothing proves has not been given. */
  function keepEvidence(subject: Case, record: ConsentRecord): Outcome<null> {
    if (record.answeredOn !== 'evaluator' || subject.isDrill) return ok(null);
    const opened = session();
    const { page, isReadToEnd } = asked ?? {};
    if (opened === undefined || question === undefined || page?.pageId !== record.pageId) {
      return fail('evidence.none');
    }
    const { licences } = question;
    options.evidence.keepAnswer({
      subject,
      opened,
      page,
      record,
      licences,
      isReadToEnd: isReadToEnd === true,
      ...supersededBy(subject, record),
    });
    return ok(null);
  }

  /** What was answered here is taken back with a proof of its own; an answer on a phone is the platform's to prove. */
  function keepWithdrawal(subject: Case, pageId: string): void {
    const opened = session();
    const record = subject.consents.find((one) => one.pageId === pageId);
    if (opened === undefined || record?.answeredOn !== 'evaluator') return;
    options.evidence.keepWithdrawal({ subject, opened, record });
  }

  function onStored(before: Case, next: Case): void {
    shift.note(next);
    if (hasEnded(next.stage)) {
      photos.drop(next.id);
      // Nobody's phone is asked any longer who a case was for that has ended.
      identification?.hear({ type: 'way.changed' });
    }
    removeFiles(before, next);
    const record = endOfPage(before, next);
    if (record !== undefined) {
      if (record.answeredOn === 'evaluator') log.info('evidence.kept', {});
      noteShared(record);
      tellPlatform(before, record, next);
      if (!isLocked) {
        const isOffline = isReceivedWithoutPlatform(next);
        screen.showResult(record, absenteeAsked(next, record), isOffline);
      }
    }
    if (next.stage !== before.stage) {
      log.info('case.stage', { stage: next.stage });
      showStage(before, next);
    }
    const outcome = callBackOutcome(before, next);
    if (outcome !== undefined) log.info('call-back.ended', { outcome });
    const withdrawn = withdrawnBetween(before, next);
    for (const { withdrawal } of withdrawn) {
      log.info('consent.withdrawn', { place: withdrawal?.place });
    }
    if (withdrawn.length > 0 && !isLocked && !screen.isTakingFeedback()) {
      screen.showTakenBack(isHandedIn(next) ? 'withdrawn-after-intake' : 'withdrawn');
    }
    const isEnqueued =
      next.stage === 'submitting' ||
      next.objections !== before.objections ||
      outcome !== undefined ||
      withdrawn.length > 0;
    if (isEnqueued) options.onEnqueued();
    if (before.stage === 'matching' && next.carried !== undefined) checkGiven(next);
    options.onChange();
  }

  /** Takes back what a page of the open case was given, in every case that it has asked for. */
  function takeBack(
    caseId: string,
    pageId: string,
    place: Exclude<WithdrawalPlace, 'phone'>,
  ): Outcome<null> {
    const found = at(caseId);
    if (!found.ok) return found;
    const { along = [] } =
      found.value.subject().consents.find((record) => record.pageId === pageId) ?? {};
    const withdrawal = { at: clock.now(), place };
    const event = { type: 'consent.withdrawn', pageId, withdrawal } as const;
    const taken = found.value.takeBack(event);
    if (taken.ok) for (const other of along) takeBackAside(other.caseId, event);
    return taken;
  }

  /** A case that the same page has asked for, and that is not open. The platform is told by the one that is. */
  function takeBackAside(caseId: string, event: ConsentWithdrawn): void {
    const found = storage.cases.load(caseId);
    if (!found.ok || !mayHearAside(found.value)) return;
    const before = found.value;
    const taken = takeConsentBack(options, before, event, (withdrawal) => {
      const after = afterEvent(flow, { subject: before, clock }, withdrawal);
      const stored = save(after);
      if (stored.ok) followUnopened(before, after);
      return stored;
    });
    if (!taken.ok) log.warn('consent.not-taken-back', { code: taken.problem.code });
  }

  /** Lets the rail follow a case that has been stored without being open. */
  function followUnopened(before: Case, after: Case): void {
    if (hasEnded(after.stage)) photos.drop(after.id);
    removeFiles(before, after);
    shift.note(after);
    options.onChange();
  }

  function dropOldDrafts(): void {
    // Whoever is at work may finish, be it past midnight.
    const dropped = oldDrafts.drop(isLocked ? undefined : open?.subject().id);
    if (dropped.some(({ id }) => id === open?.subject().id)) clear();
    for (const draft of dropped) followUnopened(draft, { ...draft, stage: 'closed' });
  }

  function removeDrills(): boolean {
    const { cases: found, unreadable } = storage.cases.listOfDrills();
    const removed = found.filter((subject) => removeCase(options, subject));
    if (removed.some(({ id }) => id === open?.subject().id)) {
      clear();
      if (!isLocked) screen.showIdle();
    }
    for (const subject of removed) followUnopened(subject, { ...subject, stage: 'closed' });
    if (unreadable.length > 0) log.warn('case.unreadable', { count: unreadable.length });
    return removed.length === found.length;
  }

  function passTime(): void {
    dropOldDrafts();
    attempt(log, () => {
      storage.leases.shredEnded(clock.now());
      return ok(null);
    });
    const wasLooking = open?.subject().stage === 'checking-values';
    if (open?.endWithLease() !== true) return;
    if (wasLooking) ownValues.stop();
    if (wasLooking && !isLocked) screen.showIdle();
    options.onChange();
  }

  function noteShared({ along = [] }: ConsentRecord): void {
    for (const { caseId } of along) {
      const found = storage.cases.load(caseId);
      if (found.ok) shift.note(found.value);
    }
  }

  /** The other cases of the open case's visit that can be worked on. */
  function othersOfVisit({ id, visitId }: Case): readonly Case[] {
    if (visitId === undefined) return [];
    return shift.ofVisit(visitId).flatMap((caseId) => {
      const found = caseId === id ? undefined : storage.cases.load(caseId);
      return found?.ok === true ? [found.value] : [];
    });
  }

  /** What the citizen of a case would be asked next, for it and for what else they have come with. */
  function questionOf(subject: Case): PreparedQuestion | undefined {
    const today = hallDay(clock.now());
    return consentQuestion(
      subject,
      askableAlong(subject, othersOfVisit(subject), today),
      session(),
      options.settings().numbers,
      screen.style(),
      today,
    );
  }

  function numberAskedAlong(subject: Case): number {
    if (subject.visitId === undefined || subject.stage !== 'reviewing') return 0;
    const { along = [] } = questionOf(subject) ?? {};
    return along.reduce((sum, { licenceTypes }) => sum + licenceTypes.length, 0);
  }

  /** A file goes when it has left its case, or its case has ended: the platform has what was handed in. */
  function removeFiles(before: Case, next: Case): void {
    const kept = hasEnded(next.stage) ? [] : (next.attachments ?? []);
    const gone = (before.attachments ?? []).filter(({ id }) => !kept.some((own) => own.id === id));
    // What cannot be removed now is removed at the next start.
    for (const { id } of gone) {
      attempt(log, () => {
        storage.attachments.remove(id);
        return ok(null);
      });
    }
  }

  function onNotStored(stored: Case): void {
    if (stored.asking !== undefined) {
      screen.blank();
      phone.takeBack(stored.asking.pageId);
    }
    options.onChange();
  }

  /**
   * Nobody else can answer for whoever is not there and whose phone cannot be asked; and nobody at the counter can whom the
   * platform does not let answer.
   */
  function endWithoutPhone(): void {
    const subject = open?.subject();
    if (subject?.asking === undefined) return;
    const standing = phone.standing(subject.asking.pageId);
    if (standing?.state !== 'alone') return;
    const isEntitled = standing.reason.info?.['reason'] !== 'asked-not-entitled';
    if (isEntitled && question?.terms.isOnPhoneOnly === undefined) return;
    open?.hear({ type: 'page.withdrawn' });
    open?.hear({
      type: 'identification.failed',
      failure: isEntitled || isPrincipalAsked(subject) ? standing.reason : notEntitled(subject),
    });
  }

  /** Who is asked on their own phone only, if anybody is: an agent's principal, or somebody who was named and is not there. */
  function absenteeAsked(
    subject: Case,
    { holder = subject.applicant?.number ?? '' }: Pick<ConsentRecord, 'holder'>,
  ): Absentee | undefined {
    if (!isAskedOnPhoneOnly(subject, holder, hallDay(clock.now()))) return undefined;
    return holder === subject.applicant?.number && isPrincipalAsked(subject)
      ? 'principal'
      : 'holder';
  }

  /** Whether somebody's answer on the phone is waited for, or could take the place of how the page ended here. What was agreed to may be taken back. */
  function isAwaited(pageId: string, state: ConsentState): boolean {
    const { asking, consents = [] } = open?.subject() ?? {};
    const isOpen = ({ answeredOn, outcome, withdrawal }: ConsentRecord) =>
      answeredOn === undefined ||
      (state === 'withdrawn' && outcome === 'agreed' && withdrawal === undefined);
    return (
      asking?.pageId === pageId ||
      consents.some((record) => record.pageId === pageId && isOpen(record))
    );
  }

  /** Tells the platform how a page has ended here. What was agreed to is told when it is used. */
  function tellPlatform({ asking, consents }: Case, record: ConsentRecord, { stage }: Case): void {
    const asked = asking ?? consents.at(-1);
    if (record.answeredOn === 'evaluator') {
      // Where others are still to be asked, it is used later, and the next question takes the place of this one.
      if (record.outcome === 'declined' || stage === 'reviewing') void phone.tell(record);
    } else if (
      asked !== undefined &&
      (record.answeredOn === undefined || asked.pageId !== record.pageId)
    ) {
      phone.takeBack(asked.pageId);
    }
  }

  function showStage(before: Case, next: Case): void {
    if (before.stage === 'checking-values') ownValues.stop();
    if (isLocked) return;
    if (before.stage === 'reviewing' && next.stage === 'fetching-values') tellOfDuty(before, next);
    // Once what has led here is stored and told.
    if (next.stage === 'checking-values') queueMicrotask(() => beginCheck(next.id));
    if (before.stage === 'checking-values' && next.stage === 'filling-form') {
      screen.showChecked((next.objections ?? []).length);
    }
    if (next.stage === 'submitting' && !isVerifiedInAbsence(next)) screen.showSubmitted();
    if (before.stage === 'filling-form' && next.stage === 'awaiting-verification') {
      screen.showReceivedOffline();
    }
    if (hasEnded(next.stage)) {
      wish?.abort();
      screen.letGo();
    }
  }

  /** Where a page was answered, it has told of this. */
  function tellOfDuty(before: Case, next: Case): void {
    const byDuty = licencesToldOf(next);
    if (next.item === undefined || byDuty.length === 0) return;
    if (next.consents.length > before.consents.length || wasAnswered(next)) return;
    screen.showDutyNotice(next.item.department, byDuty);
  }

  function beginCheck(caseId: string): void {
    const subject = open?.subject();
    if (subject?.id !== caseId || subject.stage !== 'checking-values') return;
    ownValues.start(subject, open?.values() ?? []);
  }

  function at(caseId: string): Outcome<OpenCase> {
    return open?.subject().id === caseId ? ok(open) : fail('case.unknown');
  }

  function send(caseId: string, event: CaseEvent): Outcome<null> {
    const found = at(caseId);
    return found.ok ? found.value.send(event) : found;
  }

  /** Changes the open case's form, and tells of it. */
  function edit(caseId: string, change: (found: OpenCase) => Outcome<null>): Outcome<null> {
    const found = at(caseId);
    if (!found.ok) return found;
    const changed = change(found.value);
    if (changed.ok) options.onChange();
    return changed;
  }

  function find(caseId: string): Outcome<Case> {
    const found = storage.cases.load(caseId);
    return found.ok && found.value.clerk !== session()?.clerk.account
      ? fail('case.unknown')
      : found;
  }

  /** Puts the open case aside. A case that has ended, or in which nothing has been done yet, is not worth keeping. */
  function putAside(marks: Pick<Case, 'visitId' | 'leftAt'> = {}): Outcome<null> {
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
    clear();
    // Who is being asked how the service was may finish, whatever the clerk turns to.
    if (!screen.isTakingFeedback()) screen.letGo();
    return ok(null);
  }

  function save(changed: Case): Outcome<null> {
    try {
      return storage.transaction(() => {
        storage.cases.save(changed);
        return ok(null);
      });
    } catch (cause) {
      log.warn('storage.failed', { cause: String(cause) });
      return err(storageFailure(cause));
    }
  }

  function clear(): void {
    wish?.abort();
    ownValues.stop();
    withdrawals.stop();
    identification?.stop();
    identification = undefined;
    photoRead = undefined;
    question = undefined;
    asked = undefined;
    open?.stop();
    open = undefined;
  }

  function openNew(): Outcome<null> {
    const opened = session();
    if (opened === undefined) return fail('session.required');
    if (open !== undefined && isUntouched(open.subject())) return ok(null);
    const refusal = options.refuseNew();
    if (refusal !== undefined) return err(refusal);
    const aside = putAside();
    return aside.ok ? begin(opened.clerk.account) : aside;
  }

  function begin(clerk: string, known: Pick<Case, 'visitId' | 'applicant'> = {}): Outcome<null> {
    const now = clock.now();
    const begun: Case = {
      id: newId(),
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

  function openAnother(caseId: string): Outcome<null> {
    const found = at(caseId);
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
    if (begun.ok && open !== undefined) photos.keepAlso(subject.id, open.subject().id);
    return begun;
  }

  function markLeft(caseId: string): Outcome<null> {
    const found = at(caseId);
    if (!found.ok) return found;
    const leftAt = clock.now();
    const others = othersOfVisit(found.value.subject());
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

  /** @param isBack whether they have just proved that they are at the counter */
  /** Whether a case belongs to what is done now: a drill's to the drill, a real one to the rest of the time. */
  function isOfNow({ isDrill }: Case): boolean {
    return (isDrill === true) === options.isDrill();
  }

  function resume(caseId: string, isBack = false): Outcome<null> {
    if (open?.subject().id === caseId) return ok(null);
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

  /**
   * A card that arrives by itself goes on with what waits for it: the open case that has nobody yet, or the case of
   * that very person in the rail, or else a new one. It never replaces a person.
   */
  function takeArrivingCard(reading: CardReading): void {
    if (isLocked || !mayReceive()) return;
    const subject = open?.subject();
    const isFree = subject === undefined || mayBeLeft(subject) || isUntouched(subject);
    const { idNumber } = reading.card;
    const calledBack = isFree ? caseOf(idNumber, shift.calledBack()) : undefined;
    if (calledBack !== undefined) {
      if (resume(calledBack).ok) identifyBy(calledBack, reading);
      return;
    }
    const waiting = isFree ? caseOf(idNumber, shift.waiting()) : undefined;
    if (waiting !== undefined) {
      if (resume(waiting, true).ok) photos.keep(waiting, reading.photo);
      return;
    }
    if (subject === undefined || mayBeLeft(subject)) openNew();
    const target = open?.subject();
    if (target === undefined || mayBeLeft(target) || !awaitsSomebody(target)) return;
    identifyBy(target.id, reading);
  }

  /**
   * A code goes on with what waits for it, like a card: the open case that has nobody yet, or a new one. It never replaces
   * a person, and is not used up where it cannot be used.
   */
  function takeArrivingCode(code: ScannedCode): void {
    if (isLocked || !mayReceive()) return;
    const subject = open?.subject();
    if (subject === undefined || mayBeLeft(subject)) openNew();
    const target = open?.subject();
    if (target === undefined || mayBeLeft(target)) return;
    if (!awaitsSomebody(target)) {
      open?.hear({
        type: 'identification.failed',
        failure: failure('identity.applicant-there'),
      });
      return;
    }
    // What the last one was refused for says nothing about this one.
    if (target.failure !== undefined) open?.hear({ type: 'step.tried-again' });
    identification?.hear({ type: 'code.scanned', text: code.text });
  }

  /**
   * Whether a proof that arrives by itself has a place: nobody is there yet, or not any more, or a further adult is waited
   * for.
   */
  function awaitsSomebody({ applicant, leftAt }: Case): boolean {
    return (
      applicant === undefined || leftAt !== undefined || identification?.isAwaitingAdult() === true
    );
  }

  function mayReceive(): boolean {
    const role = session()?.clerk.role;
    return role !== undefined && intakeRoles.includes(role);
  }

  /** Tells whoever waits for a card whose it is. */
  function identifyBy(caseId: string, { card, samId, photo }: CardReading): Outcome<null> {
    if (open?.subject().id !== caseId || identification === undefined) return fail('case.unknown');
    const at = clock.now();
    const proof = { by: 'identity-card', at, samId } as const;
    photoRead = { at, photo };
    return identification.send({ type: 'card.read', person: personOnCard(card, proof) });
  }

  /** The first of some cases in the rail that is for this person. */
  function caseOf(idNumber: string, among: readonly string[]): string | undefined {
    return among.find((caseId) => {
      const found = storage.cases.load(caseId);
      return found.ok && isOfNow(found.value) && found.value.applicant?.number === idNumber;
    });
  }

  function askToRate(itemCode: string, ticket: string): void {
    if (isLocked) return;
    screen.askToRate((level: RatingLevel) => {
      const opened = session();
      if (opened === undefined) return;
      const at = clock.now();
      const payload = { ticket, itemCode, windowId: opened.window.id, level, at };
      try {
        storage.transaction(() => {
          storage.outbox.enqueue({ id: newId(), kind: 'service:rated', at, payload });
          return ok(null);
        });
        options.onEnqueued();
      } catch (cause) {
        // Nobody at the counter may see it, so nobody there can be asked to do it again.
        log.warn('rating.not-stored', { cause: String(cause) });
      }
    });
  }

  /** Stores what the platform has decided, then lets the open case and the rail follow. */
  function take(decide: () => Outcome<readonly Decision[]>): Outcome<null> {
    const settled = settle({ clock, storage, flow }, decide);
    if (!settled.ok) return settled;
    for (const { before, after, evaluationTicket } of settled.value) {
      const isReceived = after.stage === 'received';
      if (isReceived && before.leaseId !== undefined) storage.leases.shred(before.leaseId);
      if (before.id !== open?.subject().id) {
        followUnopened(before, after);
        continue;
      }
      open.reload();
      onStored(before, open.subject());
      // Who stands there is not who was served, where a case was verified without its person.
      const isAsked = isReceived && !isVerifiedInAbsence(after);
      if (isAsked && evaluationTicket !== undefined && after.item !== undefined) {
        askToRate(after.item.code, evaluationTicket);
      }
    }
    options.onChange();
    return ok(null);
  }

  function restyle(pageId: string, style: PageStyle): Outcome<null> {
    if (options.evaluator.current().pageId !== pageId) return fail('consent.page-not-on-screen');
    const shown = open?.asked();
    const page = screen.restyle(style);
    if (shown !== undefined && page.kind === 'consent') {
      asked = { page, isReadToEnd: false };
      open?.hear({
        type: 'page.replaced',
        request: requestOf(page, shown.request),
        secondsToAnswer: page.secondsToAnswer,
      });
      phone.takeBack(pageId);
      if (question?.onPhone.ok === true) phone.ask(question.onPhone.value(page));
    }
    return ok(null);
  }

  function digestOnScreen(answer: Extract<PageAct, { kind: 'answer' }>): string | undefined {
    const page = options.evaluator.current();
    return page.kind === 'consent' ? digestAtAnswer(page, answer) : undefined;
  }

  function actOnConsent(
    pageId: string,
    act: Extract<PageAct, { kind: 'answer' | 'extend' }>,
    input: InputKind,
  ): Outcome<null> {
    const shown = open?.asked();
    if (open === undefined || shown === undefined) return fail('consent.page-not-on-screen');
    if (act.kind === 'extend') {
      if (pageId !== shown.request.pageId) return fail('consent.page-not-on-screen');
      open.hear({ type: 'page.extended', pageId, input });
      options.evaluator.extend();
      phone.extend(pageId);
      return ok(null);
    }
    const drift = options.clockDrift();
    if (drift !== undefined) {
      open.hear({ type: 'page.withdrawn' });
      open.hear({ type: 'identification.failed', failure: drift });
      return err(drift);
    }
    const { agreed, chosenSingly, isReadToEnd, digest } = act;
    const answer = { type: 'page.answered', pageId, agreed, chosenSingly, input } as const;
    const refusal = refuseAnswer(shown, answer);
    if (refusal !== undefined) {
      log.warn('consent.answer-refused', { code: refusal.code, input });
      return err(refusal);
    }
    // To decline one that has been altered is to decline.
    if (agreed.length > 0 && digest !== digestOnScreen(act)) {
      log.warn('consent.page-altered', { input });
      open.hear({ type: 'page.altered', pageId });
      return fail('consent.page-not-on-screen');
    }
    if (asked !== undefined) asked = { ...asked, isReadToEnd };
    open.hear(answer);
    return ok(null);
  }

  function withdrawConsent(
    caseId: string,
    pageId: string,
    place: Exclude<WithdrawalPlace, 'phone'>,
  ): Outcome<null> {
    const found = at(caseId);
    if (!found.ok) return found;
    const able = found.value.ready();
    if (!able.ok) return able;
    const subject = found.value.subject();
    const given = withdrawableConsents(subject, hallDay(clock.now())).find(
      ({ record }) => record.pageId === pageId,
    );
    if (given === undefined) return fail('consent.not-given');
    if (given.isAway) return fail('consent.phone-only');
    if (!screen.isPresent()) {
      return place === 'window' ? takeBack(caseId, pageId, place) : fail('evaluator.no-display');
    }
    // Whoever takes it back need not look at the values first.
    found.value.hear({ type: 'page.withdrawn' });
    const others = (given.record.along ?? []).flatMap((other) => {
      const one = storage.cases.load(other.caseId);
      return one.ok ? [one.value] : [];
    });
    const itemNames = [subject, ...others].flatMap(({ item }) => (item ? [item.name] : []));
    return withdrawals.ask(subject, given, itemNames);
  }

  return {
    current: () =>
      open && {
        subject: open.subject(),
        // Whoever it is about looks first.
        form: open.subject().stage === 'checking-values' ? undefined : open.form(),
        identification: mayIdentify(open.subject()) ? identification?.progress() : undefined,
        asksAlong: numberAskedAlong(open.subject()),
        withdrawable: withdrawableConsents(open.subject(), hallDay(clock.now())),
        isWithdrawalAsked: withdrawals.isShowing(),
      },
    summaries: () => shift.summaries(open?.subject().id),
    find,
    send: (caseId, event) => {
      if (event.type === 'page.withdrawn' && withdrawals.isShowing()) {
        withdrawals.giveUp();
        return ok(null);
      }
      return send(caseId, event);
    },
    open: openNew,
    openAnother,
    markLeft,
    resume: (caseId) => resume(caseId),
    begin: () => {
      const opened = session();
      if (opened === undefined) return;
      clear();
      passTime();
      const { account, role } = opened.clerk;
      if (!intakeRoles.includes(role)) {
        screen.blank();
        return;
      }
      shift.begin(account);
      void options.evidence.deliver();
      // What needs the clerk comes before what only waits for the platform.
      const submitted = shift.summaries(undefined).filter(({ stage }) => stage === 'submitting');
      const stored = [...shift.waiting(), ...submitted.map(({ id }) => id)].flatMap((caseId) => {
        const found = storage.cases.load(caseId);
        const isToGoOn = found.ok && found.value.heldAt === undefined && isOfNow(found.value);
        return isToGoOn ? [found.value] : [];
      })[0];
      if (stored !== undefined) start(stored);
      screen.showIdle();
      handovers.look();
    },
    leave: () => {
      open?.hear({ type: 'page.withdrawn' });
      clear();
      photos.dropAll();
      const account = session()?.clerk.account;
      if (account !== undefined) oldDrafts.forget(account);
      shift.begin(undefined);
      handovers.forget();
      isLocked = false;
      storage.leases.shredEnded(clock.now());
      screen.blank();
      return phone.settled();
    },
    lock: () => {
      isLocked = true;
      wish?.abort();
      withdrawals.stop();
      identification?.hear({ type: 'way.changed' });
      open?.hear({ type: 'page.withdrawn' });
      screen.blank();
      options.onChange();
    },
    unlock: () => {
      passTime();
      isLocked = false;
      screen.showIdle();
      options.onChange();
    },
    passTime,
    putAside: async () => {
      // Another case may have been taken up while the platform was told of the one before.
      do {
        const aside = putAside();
        options.onChange();
        if (!aside.ok) return aside;
        await phone.settled();
      } while (open !== undefined);
      return ok(null);
    },
    noteDrill: screen.noteDrill,
    removeDrills,
    notices: () => oldDrafts.notices(session()?.clerk.account ?? ''),
    hold: (caseId) => {
      const found = at(caseId);
      if (!found.ok) return found;
      const aside = putAside();
      options.onChange();
      return aside;
    },
    chooseItem: (caseId, item, variant) => {
      if (!item.variants.some(({ code }) => code === variant)) return fail('item.unknown');
      const chosen = send(caseId, { type: 'item.chosen', item, variant });
      if (chosen.ok) identification?.hear({ type: 'item.chosen', item });
      return chosen;
    },
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
      if (reading.ok) return identifyBy(caseId, reading.value);
      send(caseId, { type: 'identification.failed', failure: reading.problem });
      return reading;
    },
    identify: (caseId, event) => {
      const found = at(caseId);
      if (!found.ok) return found;
      if (event.type !== 'way.changed') send(caseId, { type: 'step.tried-again' });
      return identification?.send(event) ?? fail('case.not-at-this-step');
    },
    enterDocument: (caseId, { document, name, number }) => {
      const found = at(caseId);
      if (!found.ok) return found;
      const proof = { by: 'document', at: clock.now(), document } as const;
      const person: IdentifiedPerson = { name, number, proof };
      return (
        identification?.send({ type: 'document.entered', person }) ?? fail('case.not-at-this-step')
      );
    },
    namePerson: (caseId, { name, number }) => {
      const found = at(caseId);
      if (!found.ok) return found;
      if (!isIdNumber(number)) return fail('identity.number-wrong');
      const person: IdentifiedPerson = { name, number, proof: { by: 'register', at: clock.now() } };
      return (
        identification?.send({ type: 'person.named', person }) ?? fail('case.not-at-this-step')
      );
    },
    namePrincipal: (caseId, person) => {
      const found = at(caseId);
      if (!found.ok) return found;
      if (person !== undefined && !isIdNumber(person.number)) return fail('identity.number-wrong');
      send(caseId, { type: 'step.tried-again' });
      const named = { type: 'principal.named', ...(person && { person }) } as const;
      return identification?.send(named) ?? fail('case.not-at-this-step');
    },
    awaitAdult: (caseId) => {
      const found = at(caseId);
      if (!found.ok) return found;
      const subject = found.value.subject();
      if (subject.stage !== 'reviewing' || !takesAnotherAdult(subject)) {
        return fail('case.not-at-this-step');
      }
      const besides = peopleOf(subject).map(({ number }) => number);
      return (
        identification?.send({ type: 'adult.wanted', besides }) ?? fail('case.not-at-this-step')
      );
    },
    removeAdult: (caseId, number) => send(caseId, { type: 'holder.removed', number }),
    showPhoto: async (caseId) => {
      const found = at(caseId);
      return found.ok ? photos.show(caseId) : found;
    },
    pushConsent: (caseId) => {
      const found = at(caseId);
      if (!found.ok) return found;
      const able = found.value.ready();
      if (!able.ok) return able;
      const prepared = questionOf(found.value.subject());
      if (prepared === undefined) return fail('case.not-at-this-step');
      const drift = options.clockDrift();
      if (drift !== undefined) return err(drift);
      const isOnPhoneOnly = prepared.terms.isOnPhoneOnly === true;
      const hasLeft = found.value.subject().leftAt !== undefined;
      if (hasLeft && !isOnPhoneOnly) return fail('case.citizen-left');
      if (!isOnPhoneOnly && !screen.isPresent()) return fail('evaluator.no-display');
      if (isOnPhoneOnly && !prepared.onPhone.ok) return prepared.onPhone;
      const { page, show } = screen.prepare(prepared.compose);
      const pushed = send(caseId, {
        type: 'consent.pushed',
        request: requestOf(page, prepared),
        terms: { ...prepared.terms, isPointerBound: options.settings().evaluator.boundPointer },
      });
      if (!pushed.ok) return pushed;
      const absentee = absenteeAsked(found.value.subject(), prepared);
      if (absentee === undefined) show();
      else screen.showAbsenteeAsked(absentee);
      question = prepared;
      asked = { page, isReadToEnd: false };
      if (prepared.onPhone.ok) phone.ask(prepared.onPhone.value(page));
      return pushed;
    },
    withdrawConsent,
    settleMaterial: (caseId, { material, way }) => {
      const found = at(caseId);
      if (!found.ok) return found;
      const { waiverList } = found.value.subject();
      const isOffered =
        waiverList !== undefined &&
        (way === undefined || settlementOffer(waiverList, material, way) !== undefined);
      return isOffered
        ? found.value.send({ type: 'material.settled', material, ...(way && { way }) })
        : fail('material.not-offered');
    },
    typeField: (caseId, key, value) => edit(caseId, (found) => found.typeField(key, value)),
    verify: (caseId) => {
      const resumed = resume(caseId);
      return resumed.ok ? send(caseId, { type: 'verification.begun' }) : resumed;
    },
    settleConflict: (caseId, key, choice) =>
      edit(caseId, (found) => found.settleConflict(key, choice)),
    submit: (caseId) => {
      const found = at(caseId);
      return found.ok ? found.value.submit() : found;
    },
    handovers,
    onPhone: () => {
      const asking = open?.subject().asking;
      if (asking === undefined) return undefined;
      return question?.onPhone.ok === false
        ? { state: 'alone', reason: question.onPhone.problem }
        : phone.standing(asking.pageId);
    },
    hearDevice: (event) => {
      if (event.kind === 'snapshot') options.onChange();
      if (event.kind === 'card-read') log.info('card.read', {});
      if (event.kind === 'code-scanned') {
        log.info('code.scanned', {});
        takeArrivingCode(event);
      }
      if (wish !== undefined) return;
      if (event.kind === 'card-read') takeArrivingCard(event.reading);
      if (event.kind === 'card-read-failed' && open?.subject().stage === 'identifying') {
        open.send({ type: 'identification.failed', failure: event.failure });
      }
    },
    pageShown: (pageId, digest) => {
      screen.confirm(pageId);
      ownValues.confirm(pageId);
      withdrawals.confirm(pageId);
      open?.hear({ type: 'page.shown', pageId, digest });
      // The citizen reads now, and nobody waits for the disk. What fails here fails again, and is told, when it is needed.
      if (open?.asked() !== undefined) {
        attempt(log, () => ok(storage.leases.prepare()));
        prepareEvidence(pageId);
      }
    },
    pageActed: (pageId, act, input) => {
      const { boundPointer } = options.settings().evaluator;
      if (act.kind === 'answer') return actOnConsent(pageId, act, input);
      if (act.kind === 'object') return ownValues.object(pageId, act.wrong, input);
      if (answeringInput({ isPointerBound: boundPointer }, input) === undefined) {
        return fail('consent.not-a-touch');
      }
      switch (act.kind) {
        case 'other-way':
        case 'acknowledge':
          if (act.kind === 'acknowledge' && withdrawals.isShowing()) {
            return withdrawals.answer(pageId, act.confirmed);
          }
          return identification?.pageActed(pageId, act) ?? fail('consent.page-not-on-screen');
        case 'extend':
          if (identification?.isShowing() === true) return identification.pageActed(pageId, act);
          if (ownValues.isShowing()) return ownValues.extend(pageId);
          if (withdrawals.isShowing()) return withdrawals.extend(pageId);
          return open?.asked() === undefined
            ? screen.extendRating(pageId)
            : actOnConsent(pageId, act, input);
        case 'rate':
          return screen.rate(pageId, act.level);
        case 'display-setting':
          return restyle(pageId, { language: act.language, largeType: act.largeType });
      }
    },
    screenLost: () => {
      identification?.hear({ type: 'screen.lost' });
      withdrawals.stop();
      open?.hear({ type: 'screen.lost' });
    },
    clerkWindowLost: () => {
      identification?.hear({ type: 'way.changed' });
      withdrawals.stop();
      open?.hear({ type: 'page.withdrawn' });
      screen.blank();
    },
    noteReassigned: (given) => {
      shift.note(given);
      options.onChange();
    },
    acknowledge: (answer) =>
      take(() => {
        const taken = storage.outbox.acknowledge(answer);
        return taken.ok ? ok(decisionsOfBatch(taken.value.received, taken.value.rejected)) : taken;
      }),
    hearChanges: (changes) => {
      phone.hear(changes);
      handovers.hear(changes);
      for (const change of changes) {
        if (change.kind === 'face:moved') identification?.faceMoved(change.faceSessionId);
        if (change.kind === 'delegation:moved') {
          identification?.delegationMoved(change.delegationId);
        }
      }
      return take(() => ok(decisionsOfChanges(changes)));
    },
  };
}

/** The consents of a case that have just been taken back. */
function withdrawnBetween(before: Case, next: Case): readonly ConsentRecord[] {
  if (before.consents === next.consents) return [];
  const known = new Set(
    before.consents.flatMap(({ pageId, withdrawal }) => (withdrawal === undefined ? [] : [pageId])),
  );
  return next.consents.filter(
    ({ pageId, withdrawal }) => withdrawal !== undefined && !known.has(pageId),
  );
}

/** Whether a case has been handed to the platform. */
function isHandedIn({ stage }: Case): boolean {
  return stage === 'submitting' || stage === 'received';
}

/** Whether a case that is not open may hear something without anything being asked of anybody for it. */
function mayHearAside({ stage }: Case): boolean {
  return stage !== 'matching' && stage !== 'verifying' && stage !== 'taking-over';
}

/** Whether it can still be found out anew whom a case is for: nobody has been asked for anything yet. */
function mayIdentify({ stage }: Case): boolean {
  return ['choosing-item', 'identifying', 'matching', 'reviewing', 'calling-back'].includes(stage);
}

/** The question that a page puts to the citizen. */
function requestOf(
  page: ConsentPage,
  asked: Pick<ConsentRequest, 'licenceTypes' | 'positions' | 'along' | 'holder'>,
): ConsentRequest {
  const { licenceTypes, positions, along, holder } = asked;
  const { pageId, language, largeType } = page;
  return {
    pageId,
    style: { language, largeType },
    pageDigest: pageDigest(page),
    ...(holder === undefined ? {} : { holder }),
    licenceTypes,
    ...(positions === undefined ? {} : { positions }),
    ...(along === undefined ? {} : { along }),
  };
}

/** What the clerk is told where the platform does not let somebody answer. */
function notEntitled({ present, asking }: Case): Failure {
  const isGuardians = present?.as === 'guardian' && asking?.holder === undefined;
  return failure(isGuardians ? 'consent.not-guardian' : 'consent.not-entitled');
}

/** What somebody has just said of their licences, as the platform is told. */
function objectionsRaised(before: Case, next: Case): readonly LicenceObjectedPayload[] {
  const { id: caseId, item, objections = [] } = next;
  if (item === undefined) return [];
  return objections
    .slice(before.objections?.length ?? 0)
    .map(({ licenceCode, typeCode }) => ({ caseId, itemCode: item.code, licenceCode, typeCode }));
}

/** The earlier answer of the same person in this case, if there is one. */
function supersededBy(
  { consents }: Case,
  { pageId, holder }: ConsentRecord,
): { readonly supersedes?: string } {
  const earlier = consents.filter(
    (one) => one.pageId !== pageId && one.holder === holder && one.answeredOn === 'evaluator',
  );
  const last = earlier.at(-1);
  return last === undefined ? {} : { supersedes: last.pageId };
}

function wasAnswered({ consents }: Case): boolean {
  return consents.some(({ answeredOn }) => answeredOn !== undefined);
}

/** The record of a page that has just ended, or that a phone has answered before it ended. */
function endOfPage(before: Case, next: Case): ConsentRecord | undefined {
  const record = next.consents.at(-1);
  const hasEndedNow = before.asking !== undefined && next.asking === undefined;
  // Where the next one is being asked already, their page stays.
  const isOvertaken =
    next.asking === undefined &&
    record?.answeredOn === 'phone' &&
    record.withdrawal === undefined &&
    before.consents.at(-1)?.answeredOn !== 'phone';
  return hasEndedNow || isOvertaken ? record : undefined;
}
