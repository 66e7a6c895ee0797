import { type Actor, createActor } from 'xstate';
import type { DelegationView } from '../../../src/contracts/delegation-api.ts';
import type { PageAct } from '../../../src/contracts/evaluator-ipc.ts';
import type { FaceSession } from '../../../src/contracts/face-api.ts';
import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import type { IdentifiedPerson } from '../../../src/domain/applicant.ts';
import type { Case } from '../../../src/domain/case.ts';
import {
  type AskedDelegation,
  type DelegationProgress,
  type FaceProgress,
  holderOf,
  type IdentificationProgress,
  type IdentificationStep,
  type Identified,
  type NamedPrincipal,
  type OpenedFaceCheck,
} from '../../../src/domain/identification.ts';
import { shownParty } from '../../../src/domain/masking.ts';
import { isApplicants, type ServiceItem, subjectFor } from '../../../src/domain/service-item.ts';
import { type Failure, fail, type Outcome } from '../../../src/failures/failure.ts';
import {
  type IdentificationEvent,
  identificationFlow,
} from '../../../src/flows/identification-flow.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import {
  acknowledgementPage,
  activationPage,
  faceCodePage,
} from '../../evaluator-pages/identification-pages.ts';
import { delegationAskedPage } from '../../evaluator-pages/result-page.ts';
import type { PlatformClient } from '../../platform-client/platform-client.ts';
import type { Settings } from '../../settings/settings.ts';
import { attempt } from '../../storage/attempt.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { EvaluatorDesk } from '../citizen-screen/evaluator-desk.ts';
import { type CodeOpener, liveCode } from './code-opener.ts';
import { matchPerson } from './match-person.ts';

/** Milliseconds after which a phone's answer is asked for again, in case a hint was lost. */
const lookAgain = 3_000;

/** Finds out whom one open case is for, on both sides of the counter. */
export interface IdentificationDesk {
  progress(): IdentificationProgress;
  /** Does something on purpose; refused where it has no place. */
  send(event: IdentificationEvent): Outcome<null>;
  /** Passes on what happens by itself. */
  hear(event: IdentificationEvent): void;
  /** The platform hints that a face check has moved. */
  faceMoved(faceSessionId: string): void;
  /** The platform hints that a delegation has moved. */
  delegationMoved(delegationId: string): void;
  /** Somebody did something on a page of ours. */
  pageActed(pageId: string, act: Extract<PageAct, { kind: OwnAct }>): Outcome<null>;
  /** Whether a further adult is waited for. */
  isAwaitingAdult(): boolean;
  /** Whether a page of ours is on the citizen's screen. */
  isShowing(): boolean;
  /** What waits is given up, and what was on the citizen's screen for it is taken away. */
  stop(): void;
}

/** What somebody may do on a page that identifying has put on the citizen's screen. */
export type OwnAct = 'other-way' | 'acknowledge' | 'extend';

/** What identifying needs. */
export interface IdentificationDeskOptions {
  readonly clock: Clock;
  readonly platform: PlatformClient;
  readonly codes: CodeOpener;
  readonly storage: Pick<Storage, 'usedCodes' | 'transaction'>;
  readonly screen: CitizenScreen;
  readonly evaluator: EvaluatorDesk;
  readonly session: () => AtWindow | undefined;
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
  const { clock, platform, codes, storage, screen, evaluator, log } = options;
  let lookingAgain: ReturnType<typeof setInterval> | undefined;
  let acknowledgeBy: ReturnType<typeof setTimeout> | undefined;
  /** While the principal is asked on their phone. */
  let asking: { readonly lookingAgain: NodeJS.Timeout; readonly until: NodeJS.Timeout } | undefined;

  const flow = identificationFlow(
    {
      resolveCode: async ({ text, expect, item }) => {
        const resolved = await platform.identities.resolveCode({
          code: text,
          purpose: 'mianzhengban',
          ...(expect === undefined ? {} : { expect }),
          ...(item === undefined ? {} : { itemCode: item.code }),
        });
        if (resolved.ok) noteUsed(text);
        return resolved;
      },
      openCode: async ({ text, expect }) => codes.open({ text, expect, caseId: subject.id }),
      checkStatement: ({ code, statement }) => codes.check(code, statement),
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
      askDelegation: async ({ item, principal, agent }, signal) => {
        const asked = await platform.identities.askDelegation({
          caseId: subject.id,
          itemCode: item.code,
          agent: { idNumber: agent.number, name: agent.name },
          principal: principalAsked(principal),
          licenceTypes: typesToEntrust(item),
        });
        if (!asked.ok) return asked;
        const delegation = askedDelegation(asked.value);
        if (signal.aborted) void takeBackDelegation(delegation);
        return ok(delegation);
      },
      acknowledgeDelegation: async (delegationId) => {
        const acted = await platform.identities.actOnDelegation(delegationId, 'acknowledge');
        // The agent may have agreed on their own phone meanwhile.
        const standing = acted.ok ? acted : await platform.identities.delegation(delegationId);
        if (standing.ok && standing.value.state === 'accepted') return ok(null);
        return acted.ok ? fail('delegation.ended') : acted;
      },
    },
    {
      showFaceCode,
      endFaceCheck: ({ faceSessionId }) => {
        clearInterval(lookingAgain);
        void endFaceCheck(faceSessionId);
      },
      showActivation: () => screen.prepare(activationPage).show(),
      showDelegationAsked,
      takeBackDelegation: (asked) => void takeBackDelegation(asked),
      askToAcknowledge,
      clearScreen: () => {
        clearTimeout(acknowledgeBy);
        clearOwnPage();
        clearInterval(asking?.lookingAgain);
        clearTimeout(asking?.until);
        asking = undefined;
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

  /** What the platform has resolved is not taken here once it is away. That it cannot be noted stops nobody. */
  function noteUsed(text: string): void {
    const code = liveCode(text);
    if (code !== undefined)
      attempt(log, () => storage.transaction(() => storage.usedCodes.add(code)));
  }

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
    lookingAgain = setInterval(() => void look(check.faceSessionId), lookAgain);
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

  function showDelegationAsked({ delegationId }: AskedDelegation): void {
    const { principalSeconds } = options.settings().numbers;
    screen.prepare((basis) => delegationAskedPage(basis, principalSeconds)).show();
    asking = {
      lookingAgain: setInterval(() => void lookAtDelegation(delegationId), lookAgain),
      until: setTimeout(
        () => actor.send({ type: 'delegation.moved', progress: { state: 'unanswered' } }),
        principalSeconds * 1000,
      ),
    };
  }

  async function lookAtDelegation(delegationId: string): Promise<void> {
    const found = await platform.identities.delegation(delegationId);
    if (!found.ok) return log.info('delegation.not-asked', { code: found.problem.code });
    if (actor.getSnapshot().context.delegation?.delegationId !== delegationId) return;
    actor.send({ type: 'delegation.moved', progress: askedDelegation(found.value).progress });
  }

  async function takeBackDelegation({ delegationId, progress }: AskedDelegation): Promise<void> {
    if (progress.state === 'rejected' || progress.state === 'ended') return;
    const ended = await platform.identities.actOnDelegation(delegationId, 'cancel');
    if (!ended.ok) log.info('delegation.not-ended', { code: ended.problem.code });
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

  const isShowing = (): boolean => {
    const { kind } = evaluator.current();
    return ownPages.has(kind) || (kind === 'result' && asking !== undefined);
  };

  function clearOwnPage(): void {
    if (isShowing()) screen.showIdle();
  }

  return {
    progress: () => {
      const { value, context } = actor.getSnapshot();
      const { enterprise, pending, principal, openedCode } = context;
      const named = principal ?? (pending === undefined ? undefined : holderOf(pending));
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
        ...(named === undefined ? {} : { holderName: named.name }),
        ...(context.faceCheck === undefined ? {} : { isScanned: context.isScanned }),
        ...(openedCode === undefined
          ? {}
          : {
              openedCode: {
                subjectType: openedCode.subjectType,
                nameMasked: openedCode.nameMasked,
              },
            }),
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
    delegationMoved: (delegationId) => {
      if (actor.getSnapshot().context.delegation?.delegationId === delegationId) {
        void lookAtDelegation(delegationId);
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

function principalAsked({ subjectType, name, number }: NamedPrincipal) {
  return subjectType === 'person'
    ? { type: 'person' as const, idNumber: number, name }
    : { type: 'enterprise' as const, uscc: number, name };
}

/** Types of the licences that an item may want of whoever applies: who applies for a family is one of its adults. */
function typesToEntrust({ licences }: ServiceItem): string[] {
  const own = licences.filter(({ holder }) => isApplicants(holder) || holder === 'each-adult');
  return [...new Set(own.map(({ typeCode }) => typeCode))];
}

function askedDelegation({
  delegationId,
  state,
  principalAgreedAt,
  scope,
}: DelegationView): AskedDelegation {
  return { delegationId, progress: progressOfDelegation(state, principalAgreedAt, scope) };
}

function progressOfDelegation(
  state: DelegationView['state'],
  at: DelegationView['principalAgreedAt'],
  { licenceTypes }: DelegationView['scope'],
): DelegationProgress {
  switch (state) {
    case 'pending':
    case 'part-accepted':
    case 'accepted':
      return at === undefined ? { state: 'waiting' } : { state: 'granted', at, licenceTypes };
    case 'rejected':
      return { state: 'rejected' };
    default:
      return { state: 'ended' };
  }
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
