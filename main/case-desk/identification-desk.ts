import { type Actor, createActor } from 'xstate';
import type { PageAct } from '../../src/contracts/evaluator-ipc.ts';
import type { FaceSession } from '../../src/contracts/face-api.ts';
import type { OpenSessionAnswer } from '../../src/contracts/platform-api.ts';
import type { IdentifiedPerson } from '../../src/domain/applicant.ts';
import type { Case } from '../../src/domain/case.ts';
import {
  type FaceProgress,
  holderOf,
  type IdentificationProgress,
  type IdentificationStep,
  type Identified,
  type OpenedFaceCheck,
} from '../../src/domain/identification.ts';
import { shownParty } from '../../src/domain/masking.ts';
import { subjectFor } from '../../src/domain/service-item.ts';
import { type Failure, fail, type Outcome } from '../../src/failures/failure.ts';
import {
  type IdentificationEvent,
  identificationFlow,
} from '../../src/flows/identification-flow.ts';
import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import {
  acknowledgementPage,
  activationPage,
  faceCodePage,
} from '../evaluator-pages/identification-pages.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Settings } from '../settings/settings.ts';
import type { CitizenScreen } from './citizen-screen.ts';
import type { EvaluatorDesk } from './evaluator-desk.ts';
import { matchPerson } from './match-person.ts';

/** Milliseconds after which a face check is asked about again, in case a hint was lost. */
const faceLookAgain = 3_000;

/** Finds out whom one open case is for, on both sides of the counter. */
export interface IdentificationDesk {
  progress(): IdentificationProgress;
  /** Does something on purpose; refused where it has no place. */
  send(event: IdentificationEvent): Outcome<null>;
  /** Passes on what happens by itself. */
  hear(event: IdentificationEvent): void;
  /** The platform hints that a face check has moved. */
  faceMoved(faceSessionId: string): void;
  /** Somebody did something on a page of ours. */
  pageActed(pageId: string, act: Extract<PageAct, { kind: OwnAct }>): Outcome<null>;
  /** Whether a further adult is waited for. */
  isAwaitingAdult(): boolean;
  /** Whether a page of ours is on the citizen's screen. */
  isShowing(): boolean;
  /** What waits is given up, and what was on the citizen's screen for it is taken away. */
  stop(): void;
}

type OwnAct = 'other-way' | 'acknowledge' | 'extend';

/** What identifying needs. */
export interface IdentificationDeskOptions {
  readonly clock: Clock;
  readonly platform: PlatformClient;
  readonly screen: CitizenScreen;
  readonly evaluator: EvaluatorDesk;
  readonly session: () => OpenSessionAnswer | undefined;
  readonly settings: () => Settings;
  readonly log: Log;
  readonly onProgress: () => void;
  readonly onIdentified: (identified: Identified) => void;
  /** A further adult is known, beside the applicant. */
  readonly onAdult: (adult: IdentifiedPerson) => void;
  readonly onFailed: (problem: Failure) => void;
}

/** Starts finding out whom a case is for, and goes on for as long as it is open. */
export function identifyFor(
  options: IdentificationDeskOptions,
  subject: Pick<Case, 'id' | 'item' | 'applicant'>,
): IdentificationDesk {
  const { clock, platform, screen, evaluator, log } = options;
  let lookingAgain: ReturnType<typeof setInterval> | undefined;
  let acknowledgeBy: ReturnType<typeof setTimeout> | undefined;

  const flow = identificationFlow(
    {
      resolveCode: ({ text, expect, item }) =>
        platform.identities.resolveCode({
          code: text,
          purpose: 'mianzhengban',
          ...(expect === undefined ? {} : { expect }),
          ...(item === undefined ? {} : { itemCode: item.code }),
        }),
      findEnterprise: async ({ by, code, person }) => {
        const found = await platform.identities.findEnterprise({
          by,
          code,
          ...(person === undefined
            ? {}
            : { person: { idNumber: person.number, name: person.name } }),
        });
        if (!found.ok) return found;
        const { match, ...enterprise } = found.value;
        return ok(match === undefined ? enterprise : { ...enterprise, match });
      },
      matchPerson: ({ number, name }) => matchPerson(platform, { idNumber: number, name }),
      openFaceCheck: ({ item }) =>
        screen.isPresent()
          ? platform.identities.openFaceSession({ caseId: subject.id, itemCode: item.code })
          : Promise.resolve(fail('evaluator.no-display')),
    },
    {
      showFaceCode,
      endFaceCheck: ({ faceSessionId }) => {
        clearInterval(lookingAgain);
        void endFaceCheck(faceSessionId);
      },
      showActivation: () => screen.prepare(activationPage).show(),
      askToAcknowledge,
      clearScreen: () => {
        clearTimeout(acknowledgeBy);
        clearOwnPage();
      },
      succeed: options.onIdentified,
      addAdult: options.onAdult,
      fail: options.onFailed,
    },
  );
  const actor: Actor<typeof flow> = createActor(flow, {
    input: {
      clock,
      item: subject.item,
      subjectType:
        subject.applicant?.subjectType ??
        (subject.item === undefined ? 'person' : subjectFor(subject.item, 'person')),
    },
  });
  actor.subscribe({
    next: options.onProgress,
    error: (cause) => log.warn('identification.failed', { cause: String(cause) }),
  });
  actor.start();

  function showFaceCode(check: OpenedFaceCheck): void {
    const { item } = actor.getSnapshot().context;
    const opened = options.session();
    if (item === undefined || opened === undefined) return;
    const seconds = Math.round((Date.parse(check.expiresAt) - Date.parse(clock.now())) / 1000);
    screen
      .prepare((basis) =>
        faceCodePage(basis, {
          hall: opened.window.hall,
          windowName: opened.window.name,
          itemName: item.name,
          code: check.code,
          secondsToAnswer: Math.max(1, seconds),
        }),
      )
      .show();
    lookingAgain = setInterval(() => void look(check.faceSessionId), faceLookAgain);
  }

  async function look(faceSessionId: string): Promise<void> {
    const session = await platform.identities.faceSession(faceSessionId);
    if (!session.ok) return log.info('face.not-asked', { code: session.problem.code });
    if (actor.getSnapshot().context.faceCheck?.faceSessionId !== faceSessionId) return;
    if (session.value.state === 'passed') log.info('face.passed', {});
    actor.send({ type: 'face.moved', progress: progressOf(session.value) });
  }

  async function endFaceCheck(faceSessionId: string): Promise<void> {
    const ended = await platform.identities.endFaceSession(faceSessionId);
    if (!ended.ok) log.info('face.not-ended', { code: ended.problem.code });
  }

  function askToAcknowledge({ applicant, present }: Identified): void {
    const opened = options.session();
    if (present === undefined || opened === undefined) return;
    const { numbers } = options.settings();
    const { item } = actor.getSnapshot().context;
    const { page, show } = screen.prepare((basis) =>
      acknowledgementPage(basis, {
        hall: opened.window.hall,
        windowName: opened.window.name,
        itemName: item?.name,
        principal: shownParty(applicant),
        agent: shownParty(present),
        by: present.as === 'guardian' ? 'guardianship' : present.basis.kind,
        secondsToAnswer: basis.largeType ? numbers.consentSecondsElder : numbers.consentSeconds,
      }),
    );
    show();
    startAcknowledgeTime(page.secondsToAnswer);
    if (!screen.isPresent()) actor.send({ type: 'screen.lost' });
  }

  function startAcknowledgeTime(seconds: number): void {
    clearTimeout(acknowledgeBy);
    acknowledgeBy = setTimeout(
      () => actor.send({ type: 'acknowledgement.refused' }),
      seconds * 1000,
    );
  }

  const isShowing = (): boolean => ownPages.has(evaluator.current().kind);

  function clearOwnPage(): void {
    if (isShowing()) screen.showIdle();
  }

  return {
    progress: () => {
      const { value, context } = actor.getSnapshot();
      const { enterprise, pending } = context;
      return {
        step: value as IdentificationStep,
        subjectType: context.subjectType,
        isHolderAbsent: context.isHolderAbsent,
        ...(enterprise === undefined
          ? {}
          : {
              enterprise: {
                uscc: enterprise.uscc,
                name: enterprise.name,
                representativeMaskedName: enterprise.representativeMaskedName,
              },
            }),
        ...(pending === undefined ? {} : { holderName: holderOf(pending).name }),
        ...(context.faceCheck === undefined ? {} : { isScanned: context.isScanned }),
      };
    },
    send: (event) => {
      if (!actor.getSnapshot().can(event)) return fail('case.not-at-this-step');
      actor.send(event);
      return ok(null);
    },
    hear: (event) => actor.send(event),
    faceMoved: (faceSessionId) => {
      if (actor.getSnapshot().context.faceCheck?.faceSessionId === faceSessionId) {
        void look(faceSessionId);
      }
    },
    pageActed: (pageId, act) => {
      const page = evaluator.current();
      if (page.pageId !== pageId || !isShowing()) return fail('consent.page-not-on-screen');
      switch (act.kind) {
        case 'other-way':
          if (page.kind === 'activation') clearOwnPage();
          actor.send({ type: 'way.changed' });
          break;
        case 'acknowledge':
          actor.send({
            type: act.confirmed ? 'acknowledgement.given' : 'acknowledgement.refused',
          });
          break;
        case 'extend':
          // The platform has set the end of a face check; nobody here can move it.
          if (page.kind === 'acknowledgement') {
            startAcknowledgeTime(page.secondsToAnswer);
            evaluator.extend();
          }
      }
      return ok(null);
    },
    isAwaitingAdult: () => actor.getSnapshot().context.isForAdult,
    isShowing,
    stop: () => {
      actor.send({ type: 'way.changed' });
      actor.stop();
      clearOwnPage();
    },
  };
}

/** Kinds of pages that identifying puts on the citizen's screen. */
const ownPages: ReadonlySet<string> = new Set(['face-code', 'acknowledgement', 'activation']);

function progressOf(session: FaceSession): FaceProgress {
  if (session.state !== 'passed') return { state: session.state };
  const { person, passedAt, proof } = session;
  return {
    state: 'passed',
    person: {
      name: person.name,
      number: person.idNumber,
      proof: {
        by: 'face',
        at: passedAt,
        app: proof.app,
        level: proof.level,
        resultRef: proof.resultRef,
      },
    },
  };
}
