import type { DeviceEvent } from '../../../hardware/device-desk.ts';
import type { ChangesAnswer } from '../../../src/contracts/changes.ts';
import type { PageAct } from '../../../src/contracts/evaluator-ipc.ts';
import { intakeRoles } from '../../../src/contracts/platform-api.ts';
import {
  type IdentifiedPerson,
  type OtherDocument,
  personOnCard,
} from '../../../src/domain/applicant.ts';
import { type Case, hasEnded, isUntouched, mayBeLeft } from '../../../src/domain/case.ts';
import { peopleOf, takesAnotherAdult } from '../../../src/domain/case-holders.ts';
import { isIdNumber } from '../../../src/domain/id-number.ts';
import {
  holderOf,
  type IdentificationProgress,
  type Identified,
} from '../../../src/domain/identification.ts';
import type { CardReading } from '../../../src/domain/identity-card.ts';
import type { CodeKey } from '../../../src/domain/live-code.ts';
import { isReceivedWithoutPlatform } from '../../../src/domain/offline-intake.ts';
import type { ScannedCode } from '../../../src/domain/scanned-code.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { fail, failure, type Outcome } from '../../../src/failures/failure.ts';
import type { IdentificationEvent } from '../../../src/flows/identification-flow.ts';
import type { Instant } from '../../../src/support/clock.ts';
import type { CardPhotos } from '../../card-photos/card-photos.ts';
import type { Middle } from '../open-case/middle.ts';
import type { OpenCase } from '../open-case/open-case.ts';
import type { Rail } from '../rail/rail.ts';
import type { Shift } from '../rail/shift.ts';
import { type CodeOpenerOptions, createCodeOpener } from './code-opener.ts';
import {
  type IdentificationDesk,
  type IdentificationDeskOptions,
  identifyFor,
  type OwnAct,
} from './identification-desk.ts';

/** The clerk's part in finding out whom a case is for. */
type ClerksPart = Extract<
  IdentificationEvent,
  {
    type:
      | 'subject.chosen'
      | 'enterprise.entered'
      | 'statement.made'
      | 'face.wanted'
      | 'holder.absent'
      | 'way.changed';
  }
>;

/** What says who somebody is, on its way to the case that waits for it: cards, codes, and what the clerk has seen. */
export interface IdentityProofs {
  /**
   * Waits for a card on the reader, and takes it for the open case. `reader.busy` while one is waited for already,
   * `card.read-cancelled` where the wait was given up.
   */
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
  /** Takes what readers and scanners tell by themselves. */
  hearDevice(event: DeviceEvent): void;
  /** An item was chosen for the open case: who may have it done is known. */
  itemChosen(item: ServiceItem): void;
  /** How far finding out has come whom the open case is for; undefined once that cannot change any more. */
  progress(): IdentificationProgress | undefined;
  /** Whether a page of ours is on the citizen's screen. */
  isShowing(): boolean;
  /** Somebody did something on a page of ours. */
  pageActed(pageId: string, act: Extract<PageAct, { kind: OwnAct }>): Outcome<null>;
  /** The citizen's screen is gone. */
  screenLost(): void;
  /** Takes the platform's hints that a face check or a delegation has moved. */
  hearChanges(changes: ChangesAnswer['changes']): void;
  /** A case is in the middle now: from here on it is found out whom it is for. */
  begin(started: OpenCase): void;
  /** Nobody waits for a card any longer. */
  stopReading(): void;
  /** Nobody's phone or screen is asked any longer who they are. */
  stopAsking(): void;
  /** No case is in the middle any more. */
  stop(): void;
}

/** What bringing proofs to their case needs. */
export interface IdentityProofsOptions
  extends Omit<
      IdentificationDeskOptions,
      'codes' | 'onProgress' | 'onIdentified' | 'onAdult' | 'onFailed'
    >,
    Pick<CodeOpenerOptions, 'clockDrift'> {
  readonly middle: Middle;
  readonly rail: Pick<Rail, 'open' | 'resume' | 'welcomeBack' | 'caseOf'>;
  readonly shift: Shift;
  readonly photos: CardPhotos;
  readonly readCard: (wish: {
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
  }) => Promise<Outcome<CardReading>>;
  /** Now, by the platform's time as far as it is known. */
  readonly platformNow: () => Instant;
  /** The platform's keys by which codes are opened here while it is away. */
  readonly codeKeys: () => readonly CodeKey[];
  /** Nobody is at the counter: what arrives by itself has no place. */
  readonly isLocked: () => boolean;
  readonly onChange: () => void;
}

/** Nobody is being identified yet. */
export function createIdentityProofs(options: IdentityProofsOptions): IdentityProofs {
  const { clock, middle, rail, shift, photos, log } = options;
  const codes = createCodeOpener({
    usedCodes: options.storage.usedCodes,
    keys: options.codeKeys,
    now: options.platformNow,
    clockDrift: options.clockDrift,
  });
  let identification: IdentificationDesk | undefined;
  /** The photo of the card that was read last, until it is known whether its holder belongs to the case. */
  let photoRead: { readonly at: Instant; readonly photo: Uint8Array } | undefined;
  /** 读卡 was pressed and waits for a card; what the card says then goes nowhere else. */
  let wish: AbortController | undefined;

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

  /** Does something about the open case's person on purpose. */
  function send(event: IdentificationEvent): Outcome<null> {
    return identification?.send(event) ?? fail('case.not-at-this-step');
  }

  /** Tells whoever waits for a card whose it is. */
  function identifyBy(caseId: string, { card, samId, photo }: CardReading): Outcome<null> {
    if (!middle.at(caseId).ok || identification === undefined) return fail('case.unknown');
    const at = clock.now();
    const proof = { by: 'identity-card', at, samId } as const;
    photoRead = { at, photo };
    return identification.send({ type: 'card.read', person: personOnCard(card, proof) });
  }

  /**
   * A card that arrives by itself goes on with what waits for it: the open case that has nobody yet, or the case of
   * that very person in the rail, or else a new one. It never replaces a person.
   */
  function takeArrivingCard(reading: CardReading): void {
    if (options.isLocked() || !mayReceive()) return;
    const subject = middle.open()?.subject();
    const isFree = subject === undefined || mayBeLeft(subject) || isUntouched(subject);
    const { idNumber } = reading.card;
    const calledBack = isFree ? rail.caseOf(idNumber, shift.calledBack()) : undefined;
    if (calledBack !== undefined) {
      if (rail.resume(calledBack).ok) identifyBy(calledBack, reading);
      return;
    }
    const waiting = isFree ? rail.caseOf(idNumber, shift.waiting()) : undefined;
    if (waiting !== undefined) {
      if (rail.welcomeBack(waiting).ok) photos.keep(waiting, reading.photo);
      return;
    }
    const target = caseForArrival();
    if (target !== undefined && awaitsSomebody(target)) identifyBy(target.id, reading);
  }

  /**
   * A code goes on with what waits for it, like a card: the open case that has nobody yet, or a new one. It never replaces
   * a person, and is not used up where it cannot be used.
   */
  function takeArrivingCode(code: ScannedCode): void {
    if (options.isLocked() || !mayReceive()) return;
    const target = caseForArrival();
    if (target === undefined) return;
    if (!awaitsSomebody(target)) {
      middle.open()?.hear({
        type: 'identification.failed',
        failure: failure('identity.applicant-there'),
      });
      return;
    }
    // What the last one was refused for says nothing about this one.
    const isStepFailed = target.failure !== undefined && !isReceivedWithoutPlatform(target);
    if (isStepFailed) middle.open()?.hear({ type: 'step.tried-again' });
    identification?.hear({ type: 'code.scanned', text: code.text });
  }

  /** The case in the middle, where it can be worked on, or else a new one. */
  function caseForArrival(): Case | undefined {
    const subject = middle.open()?.subject();
    if (subject === undefined || mayBeLeft(subject)) rail.open();
    const target = middle.open()?.subject();
    return target === undefined || mayBeLeft(target) ? undefined : target;
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
    const role = options.session()?.clerk.role;
    return role !== undefined && intakeRoles.includes(role);
  }

  function stopAsking(): void {
    identification?.hear({ type: 'way.changed' });
  }

  return {
    readCard: async (caseId) => {
      const found = middle.at(caseId);
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
      middle.send(caseId, { type: 'identification.failed', failure: reading.problem });
      return reading;
    },
    identify: (caseId, event) => {
      const found = middle.at(caseId);
      if (!found.ok) return found;
      const isNewWay = event.type !== 'way.changed' && event.type !== 'statement.made';
      if (isNewWay) middle.send(caseId, { type: 'step.tried-again' });
      return send(event);
    },
    enterDocument: (caseId, { document, name, number }) => {
      const found = middle.at(caseId);
      if (!found.ok) return found;
      const proof = { by: 'document', at: clock.now(), document } as const;
      return send({ type: 'document.entered', person: { name, number, proof } });
    },
    namePerson: (caseId, { name, number }) => {
      const found = middle.at(caseId);
      if (!found.ok) return found;
      if (!isIdNumber(number)) return fail('identity.number-wrong');
      const proof = { by: 'register', at: clock.now() } as const;
      return send({ type: 'person.named', person: { name, number, proof } });
    },
    namePrincipal: (caseId, person) => {
      const found = middle.at(caseId);
      if (!found.ok) return found;
      if (person !== undefined && !isIdNumber(person.number)) return fail('identity.number-wrong');
      middle.send(caseId, { type: 'step.tried-again' });
      return send({ type: 'principal.named', ...(person && { person }) });
    },
    awaitAdult: (caseId) => {
      const found = middle.at(caseId);
      if (!found.ok) return found;
      const subject = found.value.subject();
      if (subject.stage !== 'reviewing' || !takesAnotherAdult(subject)) {
        return fail('case.not-at-this-step');
      }
      return send({ type: 'adult.wanted', besides: peopleOf(subject).map(({ number }) => number) });
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
      const open = middle.open();
      if (event.kind === 'card-read-failed' && open?.subject().stage === 'identifying') {
        open.send({ type: 'identification.failed', failure: event.failure });
      }
    },
    itemChosen: (item) => identification?.hear({ type: 'item.chosen', item }),
    progress: () => {
      const subject = middle.open()?.subject();
      return subject && mayIdentify(subject) ? identification?.progress() : undefined;
    },
    isShowing: () => identification?.isShowing() === true,
    pageActed: (pageId, act) =>
      identification?.pageActed(pageId, act) ?? fail('consent.page-not-on-screen'),
    screenLost: () => identification?.hear({ type: 'screen.lost' }),
    hearChanges: (changes) => {
      for (const change of changes) {
        if (change.kind === 'face:moved') identification?.faceMoved(change.faceSessionId);
        if (change.kind === 'delegation:moved') {
          identification?.delegationMoved(change.delegationId);
        }
      }
    },
    begin: (started) => {
      if (hasEnded(started.subject().stage)) return;
      identification = identifyFor(
        {
          ...options,
          codes,
          onProgress: options.onChange,
          onIdentified: (identified) => takeIdentified(started, identified),
          onAdult: (adult) => takeAdult(started, adult),
          onFailed: (problem) => started.hear({ type: 'identification.failed', failure: problem }),
        },
        started.subject(),
      );
    },
    stopReading: () => wish?.abort(),
    stopAsking,
    stop: () => {
      wish?.abort();
      identification?.stop();
      identification = undefined;
      photoRead = undefined;
    },
  };
}

/** Whether it can still be found out anew whom a case is for: nobody has been asked for anything yet. */
function mayIdentify({ stage }: Case): boolean {
  return ['choosing-item', 'identifying', 'matching', 'reviewing', 'calling-back'].includes(stage);
}
