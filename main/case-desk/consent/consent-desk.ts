import type { ConsentState } from '../../../src/contracts/consent-api.ts';
import type { PageAct } from '../../../src/contracts/evaluator-ipc.ts';
import type { ConsentPage, PhoneStanding } from '../../../src/contracts/evaluator-page.ts';
import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import { type Case, mayBeLeft } from '../../../src/domain/case.ts';
import { peopleOf } from '../../../src/domain/case-holders.ts';
import type {
  ConsentRecord,
  ConsentRequest,
  InputKind,
  PageStyle,
} from '../../../src/domain/consent.ts';
import { type Failure, fail, failure, type Outcome } from '../../../src/failures/failure.ts';
import { refuseAnswer } from '../../../src/flows/consent-flow.ts';
import { type Clock, hallDay } from '../../../src/support/clock.ts';
import { err, ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { EvidenceDesk } from '../../evidence/evidence-desk.ts';
import type { Settings } from '../../settings/settings.ts';
import { attempt } from '../../storage/attempt.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { EvaluatorDesk } from '../citizen-screen/evaluator-desk.ts';
import type { Middle } from '../open-case/middle.ts';
import type { Shift } from '../rail/shift.ts';
import { askableAlong, othersOfVisit } from '../rail/visit.ts';
import { absenteeAsked, isPrincipalAsked } from './consent-parties.ts';
import { consentQuestion, type PreparedQuestion } from './consent-question.ts';
import { digestAtAnswer, pageDigest } from './page-digest.ts';
import type { PhoneQuestion } from './phone-question.ts';

/** The question that the citizen of the open case is asked: put, shown anew, answered, and proved. */
export interface ConsentDesk {
  /**
   * Puts the next question of the open case to whoever decides: on the citizen's screen and their phone, or on the phone
   * alone of somebody who is not there. `evaluator.no-display` where no screen could show it, `case.citizen-left` where
   * nobody is there to answer.
   */
  pushConsent(caseId: string): Outcome<null>;
  /** How the citizen's question stands on their phone, while they are being asked. */
  onPhone(): PhoneStanding | undefined;
  /** How many licences the next page of a case asks for in other cases of the visit. */
  numberAskedAlong(subject: Case): number;
  /** The evaluator has shown a page: the time to answer begins. */
  pageShown(pageId: string, digest: string): void;
  /** Whether a question of ours is put to the citizen. */
  isAsked(): boolean;
  /** Gives whoever is asked the full time again. */
  extend(pageId: string, input: InputKind): Outcome<null>;
  /** Takes an answer; refused when it does not count. */
  answer(
    pageId: string,
    act: Extract<PageAct, { kind: 'answer' }>,
    input: InputKind,
  ): Outcome<null>;
  /** Shows the page that is on screen in another language or size; a question is asked anew by it. */
  restyle(pageId: string, style: PageStyle): Outcome<null>;
  /** Keeps what proves an answer that was given on the evaluator: one that nothing proves has not been given. */
  prove(subject: Case, record: ConsentRecord): Outcome<null>;
  /** Tells the platform how a page has ended here. What was agreed to is told when it is used. */
  tellPlatform(before: Case, record: ConsentRecord, next: Case): void;
  /** Asks about what was agreed to: nobody here has heard what was taken back while the case was put aside, or elsewhere. */
  checkGiven(subject: Case): void;
  /**
   * Whether somebody's answer on the phone is waited for, or could take the place of how the page ended here. What was
   * agreed to may be taken back.
   */
  isAwaited(pageId: string, state: ConsentState): boolean;
  /**
   * Nobody else can answer for whoever is not there and whose phone cannot be asked; and nobody at the counter can whom the
   * platform does not let answer.
   */
  endWithoutPhone(): void;
  /** Nobody is asked any longer. */
  forget(): void;
}

/** What asking for consent needs. */
export interface ConsentDeskOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly log: Log;
  readonly middle: Middle;
  readonly shift: Shift;
  readonly screen: CitizenScreen;
  readonly evaluator: EvaluatorDesk;
  readonly phone: PhoneQuestion;
  readonly evidence: EvidenceDesk;
  readonly settings: () => Settings;
  readonly session: () => AtWindow | undefined;
  /** Why nobody can be asked for a consent now, nor give one: the clock that would stamp it is off. */
  readonly clockDrift: () => Failure | undefined;
}

/** Nobody is asked yet. */
export function createConsentDesk(options: ConsentDeskOptions): ConsentDesk {
  const { clock, storage, log, middle, screen, evaluator, phone, evidence } = options;
  /** What the citizen of the open case was asked last, to ask it again in another language or size. */
  let question: PreparedQuestion | undefined;
  /** The page of it that is on screen, or was last, and whether the person has seen its end. */
  let asked: { readonly page: ConsentPage; readonly isReadToEnd: boolean } | undefined;

  /** What the citizen of a case would be asked next, for it and for what else they have come with. */
  function questionOf(subject: Case): PreparedQuestion | undefined {
    const today = hallDay(clock.now());
    return consentQuestion(
      subject,
      askableAlong(subject, othersOfVisit(options, subject), today),
      options.session(),
      options.settings().numbers,
      screen.style(),
      today,
    );
  }

  function pushConsent(caseId: string): Outcome<null> {
    const found = middle.at(caseId);
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
    const pushed = middle.send(caseId, {
      type: 'consent.pushed',
      request: requestOf(page, prepared),
      terms: { ...prepared.terms, isPointerBound: options.settings().evaluator.boundPointer },
    });
    if (!pushed.ok) return pushed;
    const absentee = absenteeAsked(found.value.subject(), prepared.holder, hallDay(clock.now()));
    if (absentee === undefined) show();
    else screen.showAbsenteeAsked(absentee);
    question = prepared;
    asked = { page, isReadToEnd: false };
    if (prepared.onPhone.ok) phone.ask(prepared.onPhone.value(page));
    return pushed;
  }

  /** What the evidence of the page will say, whatever the answer is. */
  function prepareEvidence(pageId: string): void {
    const subject = middle.open()?.subject();
    if (subject === undefined || question === undefined || asked?.page.pageId !== pageId) return;
    evidence.prepare(asked.page, [
      ...peopleOf(subject).map(({ number }) => number),
      ...question.licences.flatMap(({ licenceCode }) => licenceCode ?? []),
    ]);
  }

  function restyle(pageId: string, style: PageStyle): Outcome<null> {
    if (evaluator.current().pageId !== pageId) return fail('consent.page-not-on-screen');
    const open = middle.open();
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
    const page = evaluator.current();
    return page.kind === 'consent' ? digestAtAnswer(page, answer) : undefined;
  }

  function extend(pageId: string, input: InputKind): Outcome<null> {
    const open = middle.open();
    if (open?.asked()?.request.pageId !== pageId) return fail('consent.page-not-on-screen');
    open.hear({ type: 'page.extended', pageId, input });
    evaluator.extend();
    phone.extend(pageId);
    return ok(null);
  }

  function answer(
    pageId: string,
    act: Extract<PageAct, { kind: 'answer' }>,
    input: InputKind,
  ): Outcome<null> {
    const open = middle.open();
    const shown = open?.asked();
    if (open === undefined || shown === undefined) return fail('consent.page-not-on-screen');
    const drift = options.clockDrift();
    if (drift !== undefined) {
      open.hear({ type: 'page.withdrawn' });
      open.hear({ type: 'identification.failed', failure: drift });
      return err(drift);
    }
    const { agreed, chosenSingly, isReadToEnd, digest } = act;
    const answered = { type: 'page.answered', pageId, agreed, chosenSingly, input } as const;
    const refusal = refuseAnswer(shown, answered);
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
    open.hear(answered);
    return ok(null);
  }

  return {
    pushConsent,
    onPhone: () => {
      const asking = middle.open()?.subject().asking;
      if (asking === undefined) return undefined;
      return question?.onPhone.ok === false
        ? { state: 'alone', reason: question.onPhone.problem }
        : phone.standing(asking.pageId);
    },
    numberAskedAlong: (subject) => {
      if (subject.visitId === undefined || subject.stage !== 'reviewing') return 0;
      const { along = [] } = questionOf(subject) ?? {};
      return along.reduce((sum, { licenceTypes }) => sum + licenceTypes.length, 0);
    },
    pageShown: (pageId, digest) => {
      const open = middle.open();
      open?.hear({ type: 'page.shown', pageId, digest });
      if (open?.asked() === undefined) return;
      // The citizen reads now, and nobody waits for the disk. What fails here fails again, and is told, when it is needed.
      attempt(log, () => ok(storage.leases.prepare()));
      prepareEvidence(pageId);
    },
    isAsked: () => middle.open()?.asked() !== undefined,
    extend,
    answer,
    restyle,
    prove: (subject, record) => {
      if (record.answeredOn !== 'evaluator' || subject.isDrill) return ok(null);
      const opened = options.session();
      const { page, isReadToEnd } = asked ?? {};
      if (opened === undefined || question === undefined || page?.pageId !== record.pageId) {
        return fail('evidence.none');
      }
      const { licences } = question;
      evidence.keepAnswer({
        subject,
        opened,
        page,
        record,
        licences,
        isReadToEnd: isReadToEnd === true,
        ...supersededBy(subject, record),
      });
      return ok(null);
    },
    tellPlatform: (before, record, { stage }) => {
      const ended = before.asking ?? before.consents.at(-1);
      if (record.answeredOn === 'evaluator') {
        // Where others are still to be asked, it is used later, and the next question takes the place of this one.
        if (record.outcome === 'declined' || stage === 'reviewing') void phone.tell(record);
      } else if (
        ended !== undefined &&
        (record.answeredOn === undefined || ended.pageId !== record.pageId)
      ) {
        phone.takeBack(ended.pageId);
      }
    },
    checkGiven: (subject) => {
      const given = mayBeLeft(subject) ? [] : subject.consents;
      for (const { outcome, pageId } of given) if (outcome === 'agreed') phone.check(pageId);
    },
    isAwaited: (pageId, state) => {
      const { asking, consents = [] } = middle.open()?.subject() ?? {};
      const isOpen = ({ answeredOn, outcome, withdrawal }: ConsentRecord) =>
        answeredOn === undefined ||
        (state === 'withdrawn' && outcome === 'agreed' && withdrawal === undefined);
      return (
        asking?.pageId === pageId ||
        consents.some((record) => record.pageId === pageId && isOpen(record))
      );
    },
    endWithoutPhone: () => {
      const open = middle.open();
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
    },
    forget: () => {
      question = undefined;
      asked = undefined;
    },
  };
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
