import { assign, fromPromise, sendTo, setup } from 'xstate';
import { type Attachment, attachmentsKept } from '../domain/attachment.ts';
import { type Case, type LicenceObjection, takesAttachments } from '../domain/case.ts';
import {
  type CaseHolder,
  holdersIdentified,
  isDecidedAlready,
  isDecidedByAll,
  nextToAsk,
  partOf,
  standingOf,
  takesAnotherAdult,
  undecidedLicences,
} from '../domain/case-holders.ts';
import type {
  AnsweringTerms,
  AskedAlong,
  ConsentRecord,
  ConsentRequest,
  ConsentWithdrawal,
} from '../domain/consent.ts';
import type { FormEdits } from '../domain/form-edits.ts';
import type { CaseHandover } from '../domain/handover.ts';
import type { Identified } from '../domain/identification.ts';
import type { OfferedLicence } from '../domain/licence.ts';
import {
  type CallBackEnding,
  type CallBackPoint,
  type CallBackReason,
  hasShownResidentCard,
  isReceivedWithoutPlatform,
  isVerifiedInAbsence,
  isWithoutAnswer,
  materialsToVerify,
  mayGoOffline,
  pointsToCallAbout,
} from '../domain/offline-intake.ts';
import type { ServiceItem } from '../domain/service-item.ts';
import { type SettlementChoice, settleInCase } from '../domain/settle-in-case.ts';
import { decideWaiverList } from '../domain/waiver-list.ts';
import { type Failure, failure, type Outcome } from '../failures/failure.ts';
import { type Clock, hallDay } from '../support/clock.ts';
import { answeredOnPhone, type ConsentEvent, consentFlow } from './consent-flow.ts';
import { waiverQuestion } from './waiver-question.ts';

/** What a case's flow is started with: a new case, or one as it was stored. */
export interface CaseFlowInput {
  readonly case: Case;
  readonly clock: Clock;
}

/** 撤回授权: whoever had agreed to a page has taken that back. */
export interface ConsentWithdrawn {
  readonly type: 'consent.withdrawn';
  readonly pageId: string;
  readonly withdrawal: ConsentWithdrawal;
  /** The lease that holds what is left, in the place of the case's; absent: there is none, or it stays. */
  readonly leaseId?: string;
}

/** What can happen to a case. */
export type CaseEvent =
  | { readonly type: 'item.chosen'; readonly item: ServiceItem; readonly variant: string }
  | { readonly type: 'applicant.identified'; readonly identified: Identified }
  /** A further adult (每名成年人) is known. */
  | { readonly type: 'holder.added'; readonly holder: CaseHolder }
  | { readonly type: 'holder.removed'; readonly number: string }
  | { readonly type: 'identification.failed'; readonly failure: Failure }
  | {
      readonly type: 'consent.pushed';
      readonly request: ConsentRequest;
      readonly terms: AnsweringTerms;
    }
  /** The citizen was asked for this case too, on the page of another case of the visit. */
  | {
      readonly type: 'consent.shared';
      readonly record: ConsentRecord;
      /** It takes the place of what the case has of the same question. */
      readonly isAgain: boolean;
    }
  | { readonly type: 'paper.chosen' }
  | ({ readonly type: 'material.settled' } & SettlementChoice)
  | { readonly type: 'attachment.added'; readonly attachment: Attachment }
  | { readonly type: 'attachment.removed'; readonly attachmentId: string }
  /** It is offered to another window. */
  | { readonly type: 'handover.begun'; readonly handover: CaseHandover }
  /** The other window has it for good. */
  | { readonly type: 'handover.taken' }
  /** It goes on here, where it was; with a failure, where the other window is why. */
  | { readonly type: 'handover.returned'; readonly failure?: Failure }
  /** Whoever has agreed has looked at what their licences say, or the time for it is over. */
  | { readonly type: 'values.checked'; readonly objections: readonly LicenceObjection[] }
  | { readonly type: 'case.submitted' }
  /** 离线收件: the clerk goes on without the platform. */
  | { readonly type: 'offline.chosen' }
  /** It is received without the platform, under a provisional number; what was typed is kept until there is a form again. */
  | {
      readonly type: 'offline.received';
      readonly provisionalNumber: string;
      readonly work: FormEdits;
    }
  /** 核验: the platform can be asked about it now. */
  | { readonly type: 'verification.begun' }
  /** 转回访: the clerk wants to ask whoever it is for. */
  | { readonly type: 'call-back.wanted' }
  /** It is on the call-back list and will not be handed in. */
  | { readonly type: 'call-back.ended'; readonly ending: CallBackEnding }
  | { readonly type: 'case.acknowledged'; readonly caseNumber: string }
  | { readonly type: 'case.rejected'; readonly reason: string }
  | { readonly type: 'step.tried-again' }
  | { readonly type: 'case.closed' }
  | ConsentWithdrawn
  | ConsentEvent;

/** Where the values of a case are. */
export interface FetchedValues {
  readonly leaseId: string;
  readonly isToBeChecked: boolean;
}

/** What the flow asks of its surroundings. */
export interface CaseEffects {
  /** Asks the platform who the applicant is and which licences the item may use. */
  readonly match: (subject: Case) => Promise<Outcome<readonly OfferedLicence[]>>;
  /**
   * Fetches the consented licences, fills the form, keeps both in a lease and returns its id, and whether somebody at the
   * counter is to look at them before the clerk does. A case that is received without the platform is filled from what is
   * here. Before it uses an answer
   * given on the evaluator it makes sure that no phone was first; one that was is told to the case as `phone.answered`.
   * Nothing is kept once `signal` says that the case has left the step.
   */
  readonly fetchValues: (subject: Case, signal: AbortSignal) => Promise<Outcome<FetchedValues>>;
  /**
   * Tells the platform that a case which was taken over is stored here; it may be told again. `handover.ended`: it is the
   * other window's again.
   */
  readonly confirmTaking: (subject: Case) => Promise<Outcome<null>>;
}

interface CaseContext extends CaseFlowInput {
  /** How the page that is being shown may be answered. */
  readonly terms: AnsweringTerms;
  /** Whether the case ends as soon as the page that is being shown has been taken back. */
  readonly closing: boolean;
}

/** Lays `change` over the case of the context; `undefined` removes a property. */
function change(
  context: CaseContext,
  patch: { readonly [Key in keyof Case]?: Case[Key] | undefined },
): { case: Case } {
  const next: Record<string, unknown> = { ...context.case, ...patch };
  for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
  return { case: next as unknown as Case };
}

/** A step that came to nothing waits, with its reason, until it is tried again. */
const stepFailed = {
  target: 'failed',
  actions: {
    type: 'fail',
    params: ({ event }: { readonly event: { readonly output: Outcome<unknown> } }) => ({
      problem: problemOf(event.output),
    }),
  },
} as const;
const stepBroken = {
  target: 'failed',
  actions: { type: 'fail', params: { problem: failure('internal.unexpected') } },
} as const;

/** A case whose person has gone home waits where it does not hinder anybody, until the platform answers again. */
const waitForPlatform = {
  guard: ({
    context,
    event,
  }: {
    readonly context: CaseContext;
    readonly event: { readonly output: Outcome<unknown> };
  }) => isVerifiedInAbsence(context.case) && isWithoutAnswer(problemOf(event.output).code),
  target: '#case.awaiting-verification',
  actions: stepFailed.actions,
} as const;

const callBackByClerk = {
  guard: 'hasPaper',
  target: '#case.calling-back',
  actions: [{ type: 'listCallBack', params: { points: [{ reason: 'clerk', about: [] }] } }],
} as const;

const callBackAfterWithdrawal = {
  guard: 'isGivenBack',
  target: '#case.calling-back',
  actions: [
    'giveBack',
    'decideList',
    { type: 'listCallBack', params: { points: [{ reason: 'consent-withdrawn', about: [] }] } },
  ],
} as const;

/** Why the platform does not receive a case whose consents it knows otherwise. */
const consentRejections: ReadonlySet<string> = new Set(['consent-differs', 'consent-missing']);

/** An item may be for another kind of applicant than the one who is there: then it has to be found out anew. */
const otherItem = [
  { guard: 'isForSomethingElse' },
  { guard: 'isIdentifiedFor', target: '#case.matching', reenter: true, actions: 'chooseItem' },
  {
    guard: 'isIdentified',
    target: '#case.identifying',
    actions: [
      'chooseItem',
      'forgetApplicant',
      { type: 'fail', params: { problem: failure('identity.wrong-subject') } },
    ],
  },
  { target: '#case.identifying', actions: 'chooseItem' },
] as const;

const machine = setup({
  types: {
    input: {} as CaseFlowInput,
    context: {} as CaseContext,
    events: {} as CaseEvent,
    children: {} as { consent: 'consent' },
  },
  actors: {
    match: fromPromise<Outcome<readonly OfferedLicence[]>, Case>(unprovided),
    fetchValues: fromPromise<Outcome<FetchedValues>, Case>(unprovided),
    confirmTaking: fromPromise<Outcome<null>, Case>(unprovided),
    consent: consentFlow,
  },
  actions: {
    at: assign(({ context }, { stage }: { readonly stage: Case['stage'] }) =>
      context.case.stage === stage
        ? {}
        : change(context, { stage, stageSince: context.clock.now() }),
    ),
    fail: assign(({ context }, { problem }: { readonly problem: Failure }) =>
      change(context, { failure: problem }),
    ),
    end: assign(({ context }) =>
      change(context, { failure: undefined, leaseId: undefined, handover: undefined }),
    ),
    clearFailure: assign(({ context }) => change(context, { failure: undefined })),
    chooseItem: assign(({ context, event }) =>
      event.type === 'item.chosen'
        ? change(context, {
            item: event.item,
            variant: event.variant,
            attachments: attachmentsKept(context.case.attachments, context.case.item, event.item),
            // What was agreed to for one matter says nothing about another.
            consents: [],
            holders: holdersIdentified(event.item, context.case),
            licences: [],
            waiverList: undefined,
            handedInOtherwise: [],
            objections: undefined,
            settledMaterials: undefined,
            carried: undefined,
            offline: undefined,
            failure: undefined,
          })
        : {},
    ),
    identify: assign(({ context, event }) =>
      event.type === 'applicant.identified'
        ? change(context, {
            applicant: event.identified.applicant,
            present: event.identified.present,
            leftAt: undefined,
            holders: isSame(context.case, event.identified)
              ? context.case.holders
              : holdersIdentified(context.case.item, event.identified),
            consents: isSame(context.case, event.identified) ? context.case.consents : [],
            attachments: isSame(context.case, event.identified)
              ? context.case.attachments
              : undefined,
            carried: isSame(context.case, event.identified) ? context.case.carried : undefined,
            // With another person the platform is asked anew; one whom a paper was given keeps it.
            offline: context.case.offline?.received && context.case.offline,
            licences: [],
            waiverList: undefined,
            handedInOtherwise: [],
            objections: undefined,
            settledMaterials: undefined,
            failure: undefined,
          })
        : {},
    ),
    forgetApplicant: assign(({ context }) =>
      change(context, { applicant: undefined, present: undefined, holders: undefined }),
    ),
    addHolder: assign(({ context, event }) =>
      event.type === 'holder.added'
        ? change(context, {
            holders: [...(context.case.holders ?? []), event.holder],
            failure: undefined,
          })
        : {},
    ),
    removeHolder: assign(({ context, event }) =>
      event.type === 'holder.removed'
        ? change(context, {
            holders: context.case.holders?.filter(({ number }) => number !== event.number),
            // What was asked of them does not belong to the case any more.
            consents: context.case.consents.filter(({ holder }) => holder !== event.number),
          })
        : {},
    ),
    noteIdentificationFailure: assign(({ context, event }) =>
      event.type === 'identification.failed' ? change(context, { failure: event.failure }) : {},
    ),
    decideList: assign(({ context }) => {
      const question = waiverQuestion(context.case, hallDay(context.clock.now()));
      return question === undefined
        ? {}
        : change(context, { waiverList: decideWaiverList(question) });
    }),
    settle: assign(({ context, event }) =>
      event.type === 'material.settled'
        ? change(context, settleInCase(context.case, event, context.clock.now()) ?? {})
        : {},
    ),
    ask: assign(({ context, event }) =>
      event.type === 'consent.pushed'
        ? {
            ...change(context, {
              asking: event.request,
              ...decidedHere(context.case),
              failure: undefined,
              ...handingIn(context.case, event.request.holder, []),
            }),
            terms: event.terms,
          }
        : {},
    ),
    recordConsent: assign(({ context }, { record }: { readonly record: ConsentRecord }) =>
      change(context, recorded(context.case, record)),
    ),
    takeShared: assign(({ context, event }) =>
      event.type === 'consent.shared'
        ? change(context, { ...shared(context.case, event), failure: undefined })
        : {},
    ),
    overtake: assign(({ context, event }) => {
      const record = overtaking(context, event);
      return record === undefined
        ? {}
        : change(context, {
            ...overtaken(context.case, record),
            failure: undefined,
          });
    }),
    keepLease: assign(({ context }, { output }: { readonly output: Outcome<FetchedValues> }) =>
      output.ok
        ? change(context, {
            leaseId: output.value.leaseId,
            // Of somebody who has gone away it cannot be asked again, should the lease end.
            carried: isVerifiedInAbsence(context.case) ? context.case.carried : undefined,
          })
        : {},
    ),
    goOffline: assign(({ context }, { isLibraryAway }: { readonly isLibraryAway: boolean }) =>
      change(context, {
        offline: { since: context.clock.now(), ...(isLibraryAway ? { isLibraryAway } : {}) },
        failure: undefined,
      }),
    ),
    goOnline: assign(({ context }) => change(context, { offline: undefined })),
    receiveOffline: assign(({ context, event }) => {
      const { offline, waiverList } = context.case;
      if (event.type !== 'offline.received' || offline === undefined || !waiverList) return {};
      const { provisionalNumber, work } = event;
      const materials = materialsToVerify(waiverList);
      return change(context, {
        offline: {
          ...offline,
          received: { at: context.clock.now(), provisionalNumber, materials },
        },
        carried: { ...work, stage: 'filling-form' },
        leaseId: undefined,
        failure: undefined,
      });
    }),
    listCallBack: assign(({ context }, { points }: { readonly points: readonly CallBackPoint[] }) =>
      change(context, {
        callBack: { since: context.clock.now(), points },
        offline: withoutReturn(context.case),
        leaseId: undefined,
        failure: undefined,
      }),
    ),
    noteEnding: assign(({ context, event }) => {
      const { callBack } = context.case;
      return event.type !== 'call-back.ended' || callBack === undefined
        ? {}
        : change(context, { callBack: { ...callBack, ending: event.ending } });
    }),
    endCallBack: assign(({ context }) => change(context, { callBack: undefined })),
    welcomeBack: assign(({ context }) => {
      const { offline } = context.case;
      return offline === undefined
        ? {}
        : change(context, {
            offline: { ...offline, isBack: true },
            ...decidedHere(context.case),
            callBack: undefined,
          });
    }),
    takePaper: assign(({ context }) => change(context, onPaperUndecided(context.case))),
    takeObjections: assign(({ context, event }) =>
      event.type === 'values.checked' && event.objections.length > 0
        ? change(context, objectedTo(context.case, event.objections))
        : {},
    ),
    giveBack: assign(({ context, event }) => {
      const record = givenBack(context, event);
      if (record === undefined || event.type !== 'consent.withdrawn') return {};
      const { leaseId = context.case.leaseId, withdrawal } = event;
      return change(context, {
        ...overtaken(context.case, record),
        leaseId,
        // At the window whoever is there has asked for it, and sees what has come of it.
        failure: withdrawal.place === 'phone' ? failure('consent.revoked') : undefined,
      });
    }),
    noteWithdrawal: assign(({ context, event }) => {
      if (event.type !== 'consent.withdrawn') return {};
      const { pageId, withdrawal, leaseId = context.case.leaseId } = event;
      return change(context, {
        leaseId,
        consents: context.case.consents.map((one) =>
          one.pageId === pageId ? { ...one, withdrawal } : one,
        ),
      });
    }),
    giveBackNoted: assign(({ context }) => change(context, noted(context.case))),
    dropCarried: assign(({ context }) => change(context, { carried: undefined })),
    choosePaper: assign(({ context }, { isForAll }: { readonly isForAll: boolean }) =>
      change(context, {
        ...onPaper(context.case, isForAll || isDecidedByAll(context.case)),
        failure: undefined,
      }),
    ),
    addAttachment: assign(({ context, event }) =>
      event.type === 'attachment.added'
        ? change(context, {
            attachments: [...(context.case.attachments ?? []), event.attachment],
          })
        : {},
    ),
    removeAttachment: assign(({ context, event }) =>
      event.type === 'attachment.removed'
        ? change(context, {
            attachments: context.case.attachments?.filter(({ id }) => id !== event.attachmentId),
          })
        : {},
    ),
    replacePage: assign(({ context, event }) =>
      event.type === 'page.replaced' ? change(context, { asking: event.request }) : {},
    ),
    decideHere: assign(({ context }) => change(context, decidedHere(context.case))),
    beginHandover: assign(({ context, event }) =>
      event.type === 'handover.begun'
        ? change(context, { handover: event.handover, failure: undefined })
        : {},
    ),
    endHandover: assign(({ context, event }) =>
      change(context, {
        handover: undefined,
        failure: event.type === 'handover.returned' ? event.failure : undefined,
      }),
    ),
    closeAfterConsent: assign({ closing: true }),
    withdrawPage: sendTo('consent', { type: 'page.withdrawn' }),
    passToConsent: sendTo('consent', ({ event }) => event as ConsentEvent),
  },
  guards: {
    hasList: ({ context }) => context.case.waiverList !== undefined,
    qualifies: ({ context }) => context.case.waiverList?.ineligible === undefined,
    hasLicencesToAskFor: ({ context }) => nextToAsk(context.case) !== undefined,
    hasRoom: ({ context }) => takesAnotherAdult(context.case),
    isAddedWithoutPlatform: ({ context, event }) =>
      event.type === 'holder.added' &&
      isReceivedWithoutPlatform(context.case) &&
      hasShownResidentCard(event.holder) &&
      takesAnotherAdult(context.case),
    isHolder: ({ context, event }) => isAddedAdult(context.case, event),
    isRemovedWithoutPlatform: ({ context, event }) =>
      isReceivedWithoutPlatform(context.case) && isAddedAdult(context.case, event),
    maySettle: ({ context, event }) =>
      event.type === 'material.settled' &&
      settleInCase(context.case, event, context.clock.now()) !== undefined,
    takesAttachments: ({ context }) => takesAttachments(context.case),
    isOvertakenAgreeing: ({ context, event }) => {
      const record = overtaking(context, event);
      return (
        record?.outcome === 'agreed' &&
        isDecidedByAll({ ...context.case, ...overtaken(context.case, record) })
      );
    },
    isSharedAndDecided: ({ context, event }) =>
      event.type === 'consent.shared' &&
      isDecidedByAll({ ...context.case, ...shared(context.case, event) }),
    isGivenBack: ({ context, event }) => givenBack(context, event) !== undefined,
    isOvertaken: ({ context, event }) => overtaking(context, event) !== undefined,
    isIdentifiedFor: ({ context, event }) =>
      event.type === 'item.chosen' && isIdentifiedFor(context.case, event.item),
    isDecidedAlready: ({ context }) => isDecidedAlready(context.case),
    cameFrom: ({ context }, { stage }: { readonly stage: Case['stage'] }) =>
      context.case.handover?.stage === stage,
    isIdentified: ({ context }) => context.case.applicant !== undefined,
    mayGoOffline: ({ context }) => {
      const { failure: problem } = context.case;
      return problem !== undefined && isWithoutAnswer(problem.code) && mayGoOffline(context.case);
    },
    isWithoutPlatform: ({ context }) => isReceivedWithoutPlatform(context.case),
    isWithPlatform: ({ context }) => !isReceivedWithoutPlatform(context.case),
    isFromStartWithPlatform: ({ context }) => context.case.offline === undefined,
    /** Somebody has a paper of it, so it does not simply end. */
    hasPaper: ({ context }) => context.case.offline?.received !== undefined,
    hasNoPaper: ({ context }) => context.case.offline?.received === undefined,
    isToBeCalledBack: ({ context }) => pointsToCallAbout(context.case).length > 0,
    /** A paper says what it was received for, and for whom. */
    isForSomethingElse: ({ context, event }) => {
      if (context.case.offline?.received === undefined) return false;
      return (
        event.type === 'item.chosen' ||
        (event.type === 'applicant.identified' && !isSame(context.case, event.identified))
      );
    },
    isConsentRefused: ({ context, event }) =>
      event.type === 'case.rejected' &&
      isVerifiedInAbsence(context.case) &&
      consentRejections.has(event.reason),
    isAt: ({ context }, { stage }: { readonly stage: Case['stage'] }) =>
      context.case.stage === stage,
  },
}).createMachine({
  id: 'case',
  context: ({ input }) => ({
    ...input,
    terms: { secondsToAnswer: 0, minimumDisplaySeconds: 0, sensitive: [], isPointerBound: false },
    closing: false,
  }),
  initial: 'opening',
  on: {
    'case.closed': { guard: 'hasNoPaper', target: '.closed' },
    'attachment.added': { guard: 'takesAttachments', actions: 'addAttachment' },
    'attachment.removed': { guard: 'takesAttachments', actions: 'removeAttachment' },
  },
  states: {
    /** Goes on where a stored case was. What was on the evaluator when the program ended was not consented to. */
    opening: {
      always: [
        { guard: { type: 'isAt', params: { stage: 'identifying' } }, target: 'identifying' },
        { guard: { type: 'isAt', params: { stage: 'matching' } }, target: 'matching' },
        { guard: { type: 'isAt', params: { stage: 'reviewing' } }, target: 'reviewing' },
        {
          guard: { type: 'isAt', params: { stage: 'asking-consent' } },
          target: 'reviewing',
          actions: {
            type: 'recordConsent',
            params: ({ context }) => ({ record: lostWithTheProgram(context) }),
          },
        },
        {
          guard: { type: 'isAt', params: { stage: 'fetching-values' } },
          target: 'fetching-values',
        },
        { guard: { type: 'isAt', params: { stage: 'checking-values' } }, target: 'filling-form' },
        { guard: { type: 'isAt', params: { stage: 'filling-form' } }, target: 'filling-form' },
        { guard: { type: 'isAt', params: { stage: 'handing-over' } }, target: 'handing-over' },
        { guard: { type: 'isAt', params: { stage: 'taking-over' } }, target: 'taking-over' },
        {
          guard: { type: 'isAt', params: { stage: 'awaiting-verification' } },
          target: 'awaiting-verification',
        },
        { guard: { type: 'isAt', params: { stage: 'verifying' } }, target: 'verifying' },
        { guard: { type: 'isAt', params: { stage: 'calling-back' } }, target: 'calling-back' },
        { guard: { type: 'isAt', params: { stage: 'submitting' } }, target: 'submitting' },
        { guard: { type: 'isAt', params: { stage: 'received' } }, target: 'received' },
        { guard: { type: 'isAt', params: { stage: 'closed' } }, target: 'closed' },
        { target: 'choosing-item' },
      ],
    },
    'choosing-item': {
      entry: { type: 'at', params: { stage: 'choosing-item' } },
      on: {
        'item.chosen': otherItem,
        'applicant.identified': { actions: 'identify' },
        'identification.failed': { actions: 'noteIdentificationFailure' },
        'step.tried-again': { actions: 'clearFailure' },
      },
    },
    identifying: {
      entry: { type: 'at', params: { stage: 'identifying' } },
      on: {
        'item.chosen': { actions: 'chooseItem' },
        'applicant.identified': { target: 'matching', actions: 'identify' },
        'identification.failed': { actions: 'noteIdentificationFailure' },
        'step.tried-again': { actions: 'clearFailure' },
      },
    },
    matching: {
      entry: { type: 'at', params: { stage: 'matching' } },
      initial: 'asking',
      states: {
        asking: {
          entry: 'clearFailure',
          invoke: {
            src: 'match',
            input: ({ context }) => context.case,
            onDone: [
              {
                guard: ({ event }) => event.output.ok,
                target: '#case.reviewing',
                actions: assign(({ context, event }) =>
                  event.output.ok ? change(context, { licences: event.output.value }) : {},
                ),
              },
              stepFailed,
            ],
            onError: stepBroken,
          },
        },
        failed: {
          on: {
            'step.tried-again': { target: 'asking' },
            'offline.chosen': {
              guard: 'mayGoOffline',
              target: '#case.reviewing',
              actions: { type: 'goOffline', params: { isLibraryAway: true } },
            },
          },
        },
      },
      on: {
        'item.chosen': otherItem,
        'applicant.identified': [
          { guard: 'isForSomethingElse' },
          { target: 'matching', reenter: true, actions: 'identify' },
        ],
      },
    },
    reviewing: {
      entry: [{ type: 'at', params: { stage: 'reviewing' } }, 'decideList'],
      // Nobody is asked again for what was decided at the window that the case comes from.
      always: { guard: 'isDecidedAlready', target: 'fetching-values', actions: 'decideHere' },
      on: {
        'handover.begun': {
          guard: 'isFromStartWithPlatform',
          target: 'handing-over',
          actions: 'beginHandover',
        },
        'item.chosen': otherItem,
        'applicant.identified': [
          { guard: 'isForSomethingElse' },
          { target: 'matching', actions: 'identify' },
        ],
        'call-back.wanted': callBackByClerk,
        // The platform is tried again, as long as nothing was received without it.
        'step.tried-again': {
          guard: 'isWithoutPlatform',
          target: 'matching',
          actions: 'goOnline',
        },
        'identification.failed': { actions: 'noteIdentificationFailure' },
        'consent.pushed': {
          guard: 'hasLicencesToAskFor',
          target: 'asking-consent',
          actions: 'ask',
        },
        'holder.added': [
          { guard: 'isAddedWithoutPlatform', actions: ['addHolder', 'decideList'] },
          { guard: 'isWithoutPlatform' },
          { guard: 'hasRoom', target: 'matching', actions: 'addHolder' },
        ],
        'holder.removed': [
          {
            guard: 'isRemovedWithoutPlatform',
            actions: ['removeHolder', 'decideList'],
          },
          { guard: 'isHolder', target: 'matching', actions: 'removeHolder' },
        ],
        'paper.chosen': {
          guard: 'qualifies',
          target: 'fetching-values',
          actions: [{ type: 'choosePaper', params: { isForAll: false } }, 'decideList'],
        },
        'material.settled': { guard: 'maySettle', actions: 'settle' },
        'consent.shared': [
          {
            guard: 'isSharedAndDecided',
            target: 'fetching-values',
            actions: ['takeShared', 'decideList'],
          },
          { actions: ['takeShared', 'decideList'] },
        ],
        'consent.withdrawn': { guard: 'isGivenBack', actions: ['giveBack', 'decideList'] },
        'phone.answered': [
          {
            guard: 'isOvertakenAgreeing',
            target: 'fetching-values',
            actions: ['overtake', 'decideList'],
          },
          { guard: 'isOvertaken', actions: ['overtake', 'decideList'] },
        ],
      },
    },
    'asking-consent': {
      entry: [{ type: 'at', params: { stage: 'asking-consent' } }, 'decideList'],
      invoke: {
        id: 'consent',
        src: 'consent',
        input: ({ context }) => ({
          request: requestOf(context),
          clock: context.clock,
          ...context.terms,
        }),
        onDone: [
          {
            guard: ({ context }) => context.closing,
            target: 'closed',
            actions: {
              type: 'recordConsent',
              params: ({ event }) => ({ record: event.output }),
            },
          },
          {
            guard: ({ context, event }) =>
              isDecidedByAll({ ...context.case, ...recorded(context.case, event.output) }),
            target: 'fetching-values',
            actions: [
              { type: 'recordConsent', params: ({ event }) => ({ record: event.output }) },
              'decideList',
            ],
          },
          {
            target: 'reviewing',
            actions: {
              type: 'recordConsent',
              params: ({ event }) => ({ record: event.output }),
            },
          },
        ],
      },
      on: {
        'page.shown': { actions: 'passToConsent' },
        'page.answered': { actions: 'passToConsent' },
        'page.altered': { actions: 'passToConsent' },
        'page.extended': { actions: 'passToConsent' },
        'page.replaced': { actions: ['replacePage', 'passToConsent'] },
        'page.withdrawn': { actions: 'passToConsent' },
        'consent.withdrawn': { guard: 'isGivenBack', actions: ['giveBack', 'decideList'] },
        'phone.answered': [
          // Of somebody asked before, while the next one has the page.
          { guard: 'isOvertaken', actions: ['overtake', 'decideList'] },
          { actions: 'passToConsent' },
        ],
        'screen.lost': { actions: 'passToConsent' },
        // Whatever ends a page is recorded, so it is taken back before the case ends.
        'case.closed': { guard: 'hasNoPaper', actions: ['closeAfterConsent', 'withdrawPage'] },
      },
    },
    'fetching-values': {
      entry: { type: 'at', params: { stage: 'fetching-values' } },
      initial: 'fetching',
      states: {
        fetching: {
          entry: 'clearFailure',
          invoke: {
            src: 'fetchValues',
            input: ({ context }) => context.case,
            onDone: [
              {
                guard: ({ event }) => event.output.ok && event.output.value.isToBeChecked,
                target: '#case.checking-values',
                actions: { type: 'keepLease', params: ({ event }) => event },
              },
              {
                guard: ({ event }) => event.output.ok,
                target: '#case.filling-form',
                actions: { type: 'keepLease', params: ({ event }) => event },
              },
              waitForPlatform,
              {
                guard: ({ context, event }) =>
                  isVerifiedInAbsence(context.case) &&
                  problemOf(event.output).code === 'evidence.refused',
                target: '#case.calling-back',
                actions: {
                  type: 'listCallBack',
                  params: { points: [{ reason: 'consent-refused', about: [] }] },
                },
              },
              stepFailed,
            ],
            onError: stepBroken,
          },
        },
        failed: {
          on: {
            'step.tried-again': { target: 'fetching' },
            'offline.chosen': {
              guard: 'mayGoOffline',
              target: 'fetching',
              actions: { type: 'goOffline', params: { isLibraryAway: false } },
            },
            'call-back.wanted': callBackByClerk,
            'paper.chosen': {
              target: 'fetching',
              actions: [{ type: 'choosePaper', params: { isForAll: true } }, 'decideList'],
            },
          },
        },
      },
      on: {
        'consent.shared': [
          {
            guard: 'isSharedAndDecided',
            target: 'fetching-values',
            reenter: true,
            actions: ['takeShared', 'decideList'],
          },
          { target: 'reviewing', actions: 'takeShared' },
        ],
        'consent.withdrawn': { guard: 'isGivenBack', target: 'reviewing', actions: 'giveBack' },
        'phone.answered': [
          {
            guard: 'isOvertakenAgreeing',
            target: 'fetching-values',
            reenter: true,
            actions: ['overtake', 'decideList'],
          },
          { guard: 'isOvertaken', target: 'reviewing', actions: 'overtake' },
        ],
      },
    },
    /** It comes after a consent and is none: whatever ends it, the case goes on. */
    'checking-values': {
      entry: { type: 'at', params: { stage: 'checking-values' } },
      on: {
        'values.checked': { target: 'filling-form', actions: ['takeObjections', 'decideList'] },
        'page.withdrawn': 'filling-form',
        'screen.lost': 'filling-form',
        'consent.withdrawn': {
          guard: 'isGivenBack',
          target: 'filling-form',
          actions: ['giveBack', 'decideList'],
        },
      },
    },
    'filling-form': {
      entry: { type: 'at', params: { stage: 'filling-form' } },
      on: {
        'case.submitted': {
          guard: 'isWithPlatform',
          target: 'submitting',
          actions: ['clearFailure', 'endCallBack', 'dropCarried'],
        },
        'offline.received': {
          guard: 'isWithoutPlatform',
          target: 'awaiting-verification',
          actions: 'receiveOffline',
        },
        'call-back.wanted': callBackByClerk,
        'handover.begun': {
          guard: 'isFromStartWithPlatform',
          target: 'handing-over',
          actions: 'beginHandover',
        },
        'consent.withdrawn': { guard: 'isGivenBack', actions: ['giveBack', 'decideList'] },
        'material.settled': { guard: 'maySettle', actions: 'settle' },
      },
    },
    'handing-over': {
      entry: { type: 'at', params: { stage: 'handing-over' } },
      on: {
        'handover.taken': 'closed',
        'handover.returned': [
          {
            guard: { type: 'cameFrom', params: { stage: 'filling-form' } },
            target: 'filling-form',
            actions: 'endHandover',
          },
          { target: 'reviewing', actions: 'endHandover' },
        ],
        // The other window may have it already; closing would not take it away there.
        'case.closed': {},
      },
    },
    'taking-over': {
      entry: { type: 'at', params: { stage: 'taking-over' } },
      initial: 'confirming',
      states: {
        confirming: {
          entry: 'clearFailure',
          invoke: {
            src: 'confirmTaking',
            input: ({ context }) => context.case,
            onDone: [
              {
                guard: ({ event }) => event.output.ok,
                target: '#case.matching',
                actions: 'endHandover',
              },
              {
                guard: ({ event }) => problemOf(event.output).code === 'handover.ended',
                target: '#case.closed',
              },
              stepFailed,
            ],
            onError: stepBroken,
          },
        },
        failed: {
          on: { 'step.tried-again': { target: 'confirming' } },
        },
      },
      on: {
        // As long as it is not known whose it is, it cannot be dropped here.
        'case.closed': {},
      },
    },
    /** Whoever it is for has gone home with a paper; it is the clerk's to go on with it once the platform answers. */
    'awaiting-verification': {
      entry: { type: 'at', params: { stage: 'awaiting-verification' } },
      on: {
        'verification.begun': { target: 'verifying', actions: 'clearFailure' },
        'call-back.wanted': callBackByClerk,
        'consent.withdrawn': callBackAfterWithdrawal,
      },
    },
    /** Who they are and which licences they hold is asked as for any case; what was agreed to decides what is used. */
    verifying: {
      entry: { type: 'at', params: { stage: 'verifying' } },
      initial: 'asking',
      states: {
        asking: {
          entry: 'clearFailure',
          invoke: {
            src: 'match',
            input: ({ context }) => context.case,
            onDone: [
              {
                guard: ({ event }) => event.output.ok,
                target: 'judging',
                actions: [
                  assign(({ context, event }) =>
                    event.output.ok
                      ? change(context, {
                          licences: event.output.value,
                          offline: listedNow(context.case),
                        })
                      : {},
                  ),
                  'decideList',
                ],
              },
              {
                guard: ({ event }) => pointOfMatch(event.output) !== undefined,
                target: '#case.calling-back',
                actions: {
                  type: 'listCallBack',
                  params: ({ event }) => ({ points: [pointOfMatch(event.output) ?? []].flat() }),
                },
              },
              {
                target: '#case.awaiting-verification',
                actions: {
                  type: 'fail',
                  params: ({ event }) => ({ problem: problemOf(event.output) }),
                },
              },
            ],
            onError: {
              target: '#case.awaiting-verification',
              actions: { type: 'fail', params: { problem: failure('internal.unexpected') } },
            },
          },
        },
        judging: {
          always: [
            {
              guard: 'isToBeCalledBack',
              target: '#case.calling-back',
              actions: {
                type: 'listCallBack',
                params: ({ context }) => ({ points: pointsToCallAbout(context.case) }),
              },
            },
            { target: '#case.fetching-values', actions: 'endCallBack' },
          ],
        },
      },
      on: { 'consent.withdrawn': callBackAfterWithdrawal },
    },
    /** What is missing only whoever it is for can give: another consent, or a paper. */
    'calling-back': {
      entry: { type: 'at', params: { stage: 'calling-back' } },
      on: {
        'applicant.identified': [
          { guard: 'isForSomethingElse' },
          { target: 'matching', actions: ['identify', 'welcomeBack'] },
        ],
        'identification.failed': { actions: 'noteIdentificationFailure' },
        // It stays on the list until it is known that there is nothing to call about any more.
        'verification.begun': 'verifying',
        'paper.chosen': {
          guard: 'hasList',
          target: 'fetching-values',
          actions: ['takePaper', 'decideList', 'endCallBack'],
        },
        'call-back.ended': { target: 'closed', actions: 'noteEnding' },
        'consent.withdrawn': callBackAfterWithdrawal,
      },
    },
    submitting: {
      entry: { type: 'at', params: { stage: 'submitting' } },
      on: {
        'case.acknowledged': {
          target: 'received',
          actions: assign(({ context, event }) =>
            change(context, { caseNumber: event.caseNumber }),
          ),
        },
        'case.rejected': [
          {
            guard: 'isConsentRefused',
            target: 'calling-back',
            actions: [
              'giveBackNoted',
              'decideList',
              {
                type: 'listCallBack',
                params: { points: [{ reason: 'consent-refused', about: [] }] },
              },
            ],
          },
          {
            target: 'filling-form',
            actions: [
              // What was taken back meanwhile the next attempt does without.
              'giveBackNoted',
              'decideList',
              {
                type: 'fail',
                params: ({ event }) => ({
                  problem: failure('case.rejected', { reason: event.reason }),
                }),
              },
            ],
          },
        ],
        'consent.withdrawn': { guard: 'isGivenBack', actions: 'noteWithdrawal' },
        // What is in the outbox is the platform's to decide; the counter cannot take it back by closing.
        'case.closed': {},
      },
    },
    /** Nothing happens to it here any more, but that whoever had agreed takes that back. */
    received: {
      entry: [{ type: 'at', params: { stage: 'received' } }, 'end'],
      on: {
        'consent.withdrawn': { guard: 'isGivenBack', actions: 'noteWithdrawal' },
        'case.closed': {},
      },
    },
    closed: {
      type: 'final',
      entry: [{ type: 'at', params: { stage: 'closed' } }, 'end'],
    },
  },
});

/**
 * One case from the choice of the item to the platform's case number. The state's name is the case's stage; the case
 * in the context is what is stored at every transition.
 */
export function caseFlow(effects: CaseEffects) {
  return machine.provide({
    actors: {
      match: fromPromise(({ input }) => effects.match(input)),
      fetchValues: fromPromise(({ input, signal }) => effects.fetchValues(input, signal)),
      confirmTaking: fromPromise(({ input }) => effects.confirmTaking(input)),
    },
  });
}

/** Whether it is one of the further adults who is to be removed. */
function isAddedAdult({ holders = [] }: Case, event: CaseEvent): boolean {
  return (
    event.type === 'holder.removed' &&
    holders.some(({ heldBy, number }) => heldBy === 'each-adult' && number === event.number)
  );
}

/** Whether whom the case is for, and whoever stands there in their place, are whom another item can be for. */
function isIdentifiedFor({ applicant, present }: Case, item: ServiceItem): boolean {
  return (
    applicant !== undefined &&
    item.subjects.includes(applicant.subjectType) &&
    (present?.as !== 'runner' || item.acceptsRunner === true)
  );
}

/**
 * Whether it is the same applicant as before, represented by the same person, with the same one at the counter: what was
 * agreed to then still counts.
 */
function isSame(before: Case, { applicant, present }: Identified): boolean {
  return (
    before.applicant?.number === applicant.number &&
    before.applicant.representative?.number === applicant.representative?.number &&
    before.present?.number === present?.number
  );
}

function unprovided(): Promise<never> {
  return Promise.reject(new Error('the case flow was started without its effects'));
}

function problemOf(outcome: Outcome<unknown>): Failure {
  return outcome.ok ? failure('internal.unexpected') : outcome.problem;
}

/** The types that the citizen has decided not to let be used. Where nothing was decided, nothing is refused. */
function refusedTypes({
  outcome,
  licenceTypes,
  agreedTypes = [],
}: ConsentRecord): readonly string[] {
  if (outcome !== 'agreed' && outcome !== 'declined') return [];
  return licenceTypes.filter((typeCode) => !agreedTypes.includes(typeCode));
}

/** The case's part that says which types of one person come on paper. */
function handingIn(
  { holders }: Case,
  number: string | undefined,
  typeCodes: readonly string[],
): Pick<Case, 'handedInOtherwise'> | { readonly holders: readonly CaseHolder[] } {
  if (number === undefined) return { handedInOtherwise: typeCodes };
  return {
    holders: (holders ?? []).map((holder) =>
      holder.number === number ? { ...holder, handedInOtherwise: typeCodes } : holder,
    ),
  };
}

/** The case's part from which on what counts is what is decided at this window: what comes after is the clerk's again. */
function decidedHere({ carried }: Case): Pick<Case, 'carried'> {
  return carried === undefined ? {} : { carried: { ...carried, stage: 'reviewing' } };
}

/** What the end of a page changes in its case. */
function recorded(subject: Case, record: ConsentRecord) {
  return {
    asking: undefined,
    consents: [...subject.consents, record],
    ...handingIn(subject, record.holder, refusedTypes(record)),
  };
}

/** What an answer on a page of another case changes. */
function shared(
  subject: Case,
  { record, isAgain }: Extract<CaseEvent, { type: 'consent.shared' }>,
) {
  return isAgain ? overtaken(subject, record) : recorded(subject, record);
}

/** What an answer on the phone changes that takes the place of how its person's last page ended. */
function overtaken(subject: Case, record: ConsentRecord) {
  const last = subject.consents.filter(({ holder }) => holder === record.holder).at(-1);
  return {
    consents: subject.consents.map((one) => (one === last ? record : one)),
    ...handingIn(subject, record.holder, refusedTypes(record)),
  };
}

/** Licences that are said to be wrong are not used: their materials come on paper, whatever was agreed to. */
function objectedTo(subject: Case, objections: readonly LicenceObjection[]) {
  const { applicant, holders, handedInOtherwise } = subject;
  const withPaper = (number: string | undefined, known: readonly string[]) => {
    const wrong = objections.filter(({ holder }) => holder === number);
    return [...new Set([...known, ...wrong.map(({ typeCode }) => typeCode)])];
  };
  return {
    objections: [...(subject.objections ?? []), ...objections],
    handedInOtherwise: withPaper(applicant?.number, handedInOtherwise),
    holders: holders?.map((holder) => ({
      ...holder,
      handedInOtherwise: withPaper(holder.number, holder.handedInOtherwise ?? []),
    })),
  };
}

/** What comes on paper once that is chosen: all licences of whoever has not agreed, or of everybody. */
function onPaper(subject: Case, isForAll: boolean): Pick<Case, 'handedInOtherwise' | 'holders'> {
  const { applicant, holders, handedInOtherwise, licences, waiverList } = subject;
  const awaited = (waiverList?.lines ?? []).flatMap((line) => line.awaited ?? []);
  const everyType = [...licences, ...awaited].map(({ typeCode }) => typeCode);
  const isKept = (number: string | undefined) =>
    !isForAll && number !== undefined && standingOf(subject, number) === 'agreed';
  return {
    handedInOtherwise: isKept(applicant?.number) ? handedInOtherwise : everyType,
    ...(holders === undefined
      ? {}
      : {
          holders: holders.map((holder) =>
            isKept(holder.number) ? holder : { ...holder, handedInOtherwise: everyType },
          ),
        }),
  };
}

/** What comes on paper where nobody can be asked now: all that was not agreed to. */
function onPaperUndecided(subject: Case): Pick<Case, 'handedInOtherwise' | 'holders'> {
  const undecided = undecidedLicences(subject);
  const { applicant, holders, handedInOtherwise } = subject;
  const withPaper = (number: string | undefined, known: readonly string[]) => {
    const own = undecided.filter((licence) => partOf(subject, licence)?.person.number === number);
    return [...new Set([...known, ...own.map(({ typeCode }) => typeCode)])];
  };
  return {
    handedInOtherwise: withPaper(applicant?.number, handedInOtherwise),
    ...(holders === undefined
      ? {}
      : {
          holders: holders.map((holder) => ({
            ...holder,
            handedInOtherwise: withPaper(holder.number, holder.handedInOtherwise ?? []),
          })),
        }),
  };
}

/** The case's part that says that the library has been asked by now. */
function listedNow({ offline }: Case): Case['offline'] {
  if (offline === undefined) return undefined;
  const { isLibraryAway: _noLonger, ...listed } = offline;
  return listed;
}

/** The case's part that says that whoever it is for is waited for. */
function withoutReturn({ offline }: Case): Case['offline'] {
  if (offline === undefined) return undefined;
  const { isBack: _goneAgain, ...waiting } = offline;
  return waiting;
}

/** Why nobody can be asked about somebody whom the platform does not know as the card says. */
function pointOfMatch(output: Outcome<unknown>): CallBackPoint | undefined {
  const reason = output.ok ? undefined : reasonsOfMatch[output.problem.code];
  return reason && { reason, about: [] };
}

const reasonsOfMatch: { readonly [Code in Failure['code']]?: CallBackReason } = {
  'identity.unknown': 'person-unknown',
  'identity.name-differs': 'name-differs',
};

/**
 * The record of an answer on the phone that the platform has had before somebody's last page ended here: it takes the
 * place of that ending, as long as nothing has been made of it. Whoever is being asked anew answers the newer page.
 */
function overtaking({ case: subject }: CaseContext, event: CaseEvent): ConsentRecord | undefined {
  if (event.type !== 'phone.answered') return undefined;
  const { stage, asking, consents } = subject;
  for (const [index, record] of consents.entries()) {
    const isSuperseded =
      consents.slice(index + 1).some(({ holder }) => holder === record.holder) ||
      (asking !== undefined && asking.holder === record.holder);
    // Values that are on their way without a consent are those of a case that goes on on paper.
    const isOnPaper = stage === 'fetching-values' && record.outcome !== 'agreed';
    if (isSuperseded || isOnPaper || isFinal(record)) continue;
    const answered = answeredOnPhone(record, event);
    if (answered !== undefined) return answered;
  }
  return undefined;
}

/** Whether no answer on a phone takes the place of a record. */
function isFinal({ answeredOn, withdrawal }: ConsentRecord): boolean {
  return answeredOn === 'phone' || withdrawal !== undefined;
}

/** The record of somebody who had agreed and has taken that back: from then on it is as if they had declined. */
function givenBack({ case: subject }: CaseContext, event: CaseEvent): ConsentRecord | undefined {
  if (event.type !== 'consent.withdrawn') return undefined;
  const given = subject.consents.find(({ pageId }) => pageId === event.pageId);
  if (given?.outcome !== 'agreed' || given.withdrawal !== undefined) return undefined;
  const last = subject.consents.filter(({ holder }) => holder === given.holder).at(-1);
  return last === given ? takenBack(given, event.withdrawal) : undefined;
}

/** What is left of the record of a consent that has been taken back. */
function takenBack(given: ConsentRecord, withdrawal: ConsentWithdrawal): ConsentRecord {
  const { agreedTypes: _takenBack, input: _touch, along, ...page } = given;
  return {
    ...page,
    ...(along === undefined
      ? {}
      : { along: along.map(({ agreedTypes: _too, ...part }): AskedAlong => part) }),
    outcome: 'declined',
    answeredOn: withdrawal.place === 'phone' ? 'phone' : 'evaluator',
    endedAt: withdrawal.at,
    withdrawal,
  };
}

/** What a case that has come back from the platform does without: what was taken back while it was there. */
function noted(handedIn: Case): Case {
  let subject = handedIn;
  for (const { withdrawal, ...given } of handedIn.consents) {
    if (withdrawal === undefined || given.outcome !== 'agreed') continue;
    subject = { ...subject, ...overtaken(subject, takenBack(given, withdrawal)) };
  }
  return subject;
}

function requestOf(context: CaseContext): ConsentRequest {
  if (context.case.asking === undefined) throw new Error('asking without a page');
  return context.case.asking;
}

function lostWithTheProgram(context: CaseContext): ConsentRecord {
  return { ...requestOf(context), outcome: 'screen-lost', endedAt: context.clock.now() };
}
