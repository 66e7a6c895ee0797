import type { ChangesAnswer } from '../../src/contracts/changes.ts';
import type { AtWindow, BatchAnswer } from '../../src/contracts/platform-api.ts';
import type { Case } from '../../src/domain/case.ts';
import type { Form } from '../../src/domain/form.ts';
import type { IdentificationProgress } from '../../src/domain/identification.ts';
import type { Failure, Outcome } from '../../src/failures/failure.ts';
import { caseFlow } from '../../src/flows/case-flow.ts';
import { type Clock, hallDay } from '../../src/support/clock.ts';
import { type RandomBytes, uuidV7 } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import type { CardPhotos } from '../card-photos/card-photos.ts';
import type { Log } from '../diagnostics/log.ts';
import type { EvidenceDesk } from '../evidence/evidence-desk.ts';
import type { LicenceLibrary } from '../platform-client/licence-library.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import { type CitizenPart, citizenPart } from './citizen-screen/citizen-part.ts';
import { type CitizenScreenOptions, createCitizenScreen } from './citizen-screen/citizen-screen.ts';
import type { EvaluatorDesk } from './citizen-screen/evaluator-desk.ts';
import { type ClerkPresence, createClerkPresence } from './clerk/clerk-presence.ts';
import { type ConsentDesk, createConsentDesk } from './consent/consent-desk.ts';
import {
  createConsentWithdrawal,
  type WithdrawableConsent,
  withdrawableConsents,
} from './consent/consent-withdrawal.ts';
import { createOwnValuesCheck } from './consent/own-values.ts';
import { createPhoneQuestion } from './consent/phone-question.ts';
import { takeBackEverywhere } from './consent/take-consent-back.ts';
import {
  createIdentityProofs,
  type IdentityProofs,
  type IdentityProofsOptions,
} from './identity/identity-proofs.ts';
import { followNotStored, followStep } from './open-case/after-step.ts';
import { caseEffects } from './open-case/case-effects.ts';
import { type ClerksWork, clerksWork } from './open-case/clerks-work.ts';
import { createMiddle } from './open-case/middle.ts';
import { storeWithStep } from './open-case/stored-with-step.ts';
import { type ClearingOutOptions, clearOutByTime, clearOutDrills } from './rail/clearing-out.ts';
import { createHandovers, type Handovers } from './rail/handovers.ts';
import { createOldDrafts } from './rail/old-drafts.ts';
import { takeDecisions } from './rail/platform-decisions.ts';
import { createRail, type Rail, type RailOptions } from './rail/rail.ts';
import { decisionsOfBatch, decisionsOfChanges } from './rail/settlement.ts';
import { createShift } from './rail/shift.ts';

/** The cases of the clerk at this counter: the one in the middle of the window, and those in the rail beside it. */
export interface CaseDesk
  extends ClerksWork,
    CitizenPart,
    Omit<ClerkPresence, 'isLocked'>,
    Pick<
      Rail,
      | 'summaries'
      | 'find'
      | 'open'
      | 'hold'
      | 'openAnother'
      | 'markLeft'
      | 'resume'
      | 'noteReassigned'
    >,
    Pick<
      IdentityProofs,
      | 'readCard'
      | 'identify'
      | 'enterDocument'
      | 'namePerson'
      | 'namePrincipal'
      | 'awaitAdult'
      | 'hearDevice'
    >,
    Pick<ConsentDesk, 'pushConsent' | 'onPhone'> {
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
  /** Cases that go to other windows, and come from there. */
  readonly handovers: Handovers;
  /** A drill has begun or ended: the citizen's screen says so. */
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
  /** Takes the platform's word for events of any case. */
  acknowledge(answer: BatchAnswer): Outcome<null>;
  /** Takes the platform's word for cases whose acknowledgement may have been lost, and for answers on the phone. */
  hearChanges(changes: ChangesAnswer['changes']): Outcome<null>;
}

/** What the case desk needs. */
export interface CaseDeskOptions
  extends Pick<CitizenScreenOptions, 'words'>,
    Pick<IdentityProofsOptions, 'readCard' | 'platformNow' | 'codeKeys'>,
    Pick<ClearingOutOptions, 'platformReached'>,
    Pick<RailOptions, 'isDrill' | 'refuseNew'> {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly storage: Storage;
  readonly platform: PlatformClient;
  readonly licences: LicenceLibrary;
  readonly evaluator: EvaluatorDesk;
  readonly photos: CardPhotos;
  readonly evidence: EvidenceDesk;
  readonly settings: () => Settings;
  /** Why nobody can be asked for a consent now, nor give one: the clock that would stamp it is off. */
  readonly clockDrift: () => Failure | undefined;
  readonly log: Log;
  readonly onChange: () => void;
  /** Cases have been removed that the backup may still hold. */
  readonly onRemoved: () => void;
  /** Something has been put into the outbox. */
  readonly onEnqueued: () => void;
}

/** Keeps the cases of one counter, and the citizen's screen that belongs to the open one. */
export function createCaseDesk(options: CaseDeskOptions): CaseDesk {
  const { clock, storage, platform, log } = options;
  const newId = () => uuidV7(Date.parse(clock.now()), options.randomBytes);
  const session = (): AtWindow | undefined => platform.session()?.opened;
  const place = () => {
    const opened = session();
    return opened && { hall: opened.window.hall, windowName: opened.window.name };
  };
  const isLocked = () => presence.isLocked();
  const base = { ...options, newId, session, place, isLocked };

  const screen = createCitizenScreen(base);
  const shift = createShift({ clock, cases: storage.cases, log });
  const oldDrafts = createOldDrafts(options);
  const phone = createPhoneQuestion({
    consents: platform.consents,
    evidence: options.evidence,
    isAwaited: (pageId, state) => consents.isAwaited(pageId, state),
    onAnswered: (answer) => middle.open()?.hear(answer),
    onWithdrawn: (withdrawal) => {
      const taken = middle.open()?.takeBack(withdrawal);
      // That the platform says it again changes nothing.
      if (taken?.ok === false && taken.problem.code !== 'case.not-at-this-step') {
        log.warn('consent.not-taken-back', { code: taken.problem.code });
      }
    },
    onChange: () => {
      consents.endWithoutPhone();
      options.onChange();
    },
    log,
  });
  const flow = caseFlow(caseEffects({ ...options, phone }));
  const middle = createMiddle({
    ...base,
    flow,
    windowId: () => session()?.window.id,
    storeAlong: (before, next, form) => storeWithStep(parts, before, next, form),
    onStored,
    onNotStored: (stored) => followNotStored(parts, stored),
    onClear: () => {
      proofs.stop();
      ownValues.stop();
      withdrawals.stop();
      consents.forget();
    },
  });
  const rail = createRail({
    ...base,
    middle,
    shift,
    screen,
    onStarted: (started) => {
      proofs.begin(started);
      consents.checkGiven(started.subject());
    },
  });
  const proofs = createIdentityProofs({ ...base, middle, rail, shift, screen });
  const consents = createConsentDesk({ ...base, middle, shift, screen, phone });
  const ownValues = createOwnValuesCheck({
    ...base,
    screen,
    onChecked: (objections) => {
      const ended = middle.open()?.endCheck(objections);
      if (ended?.ok === false) log.warn('values.not-checked', { code: ended.problem.code });
    },
  });
  const withdrawals = createConsentWithdrawal({
    ...base,
    screen,
    onWithdrawn: (caseId, pageId) => {
      const withdrawn = takeBackEverywhere(parts, caseId, pageId, 'evaluator');
      // The clerk is told by the desk; whoever has touched it must not believe that it was done.
      if (!withdrawn.ok) screen.showTakenBack('kept');
    },
  });
  const handovers = createHandovers({
    ...base,
    flow,
    middle,
    rail,
    pageSettled: () => phone.settled(),
  });
  /** Every part, as each of the others may need it. */
  const parts = {
    ...base,
    flow,
    onStored,
    passTime,
    screen,
    shift,
    oldDrafts,
    phone,
    middle,
    rail,
    proofs,
    consents,
    ownValues,
    withdrawals,
    handovers,
  };
  const presence = createClerkPresence(parts);

  function passTime(): void {
    clearOutByTime(parts);
  }

  function onStored(before: Case, next: Case): void {
    followStep(parts, before, next);
  }

  return {
    ...clerksWork(parts),
    ...citizenPart(parts),
    begin: presence.begin,
    leave: presence.leave,
    lock: presence.lock,
    unlock: presence.unlock,
    clerkWindowLost: presence.clerkWindowLost,
    summaries: rail.summaries,
    find: rail.find,
    open: rail.open,
    hold: rail.hold,
    openAnother: rail.openAnother,
    markLeft: rail.markLeft,
    resume: rail.resume,
    putAside: presence.putAside,
    noteReassigned: rail.noteReassigned,
    readCard: proofs.readCard,
    identify: proofs.identify,
    enterDocument: proofs.enterDocument,
    namePerson: proofs.namePerson,
    namePrincipal: proofs.namePrincipal,
    awaitAdult: proofs.awaitAdult,
    hearDevice: proofs.hearDevice,
    pushConsent: consents.pushConsent,
    onPhone: consents.onPhone,
    handovers,
    passTime,
    noteDrill: screen.noteDrill,
    removeDrills: () => clearOutDrills(parts),
    notices: () => oldDrafts.notices(session()?.clerk.account ?? ''),
    current: () => {
      const open = middle.open();
      if (open === undefined) return undefined;
      const subject = open.subject();
      return {
        subject,
        // Whoever it is about looks first.
        form: subject.stage === 'checking-values' ? undefined : open.form(),
        identification: proofs.progress(),
        asksAlong: consents.numberAskedAlong(subject),
        withdrawable: withdrawableConsents(subject, hallDay(clock.now())),
        isWithdrawalAsked: withdrawals.isShowing(),
      };
    },
    acknowledge: (answer) =>
      takeDecisions(parts, () => {
        const taken = storage.outbox.acknowledge(answer);
        return taken.ok ? ok(decisionsOfBatch(taken.value.received, taken.value.rejected)) : taken;
      }),
    hearChanges: (changes) => {
      phone.hear(changes);
      handovers.hear(changes);
      proofs.hearChanges(changes);
      return takeDecisions(parts, () => ok(decisionsOfChanges(changes)));
    },
  };
}
