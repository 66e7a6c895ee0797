import { fromPromise } from 'xstate';
import type { Case } from '../domain/case.ts';
import {
  type CaseHolder,
  everybodyIn,
  furtherAdult,
  isDecidedByAll,
} from '../domain/case-holders.ts';
import type { ConsentRecord, ConsentRequest } from '../domain/consent.ts';
import { shownParty } from '../domain/masking.ts';
import {
  type CallBackPoint,
  type CallBackReason,
  isVerifiedInAbsence,
  isWithoutAnswer,
  pointsToCallAbout,
} from '../domain/offline-intake.ts';
import { type Failure, failure, type Outcome } from '../failures/failure.ts';
import { recorded } from './case-consents.ts';
import type { CaseEffects, OutcomeAbout } from './case-events.ts';
import { type CaseContext, caseSetup } from './case-setup.ts';

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

const machine = caseSetup.createMachine({
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
                actions: { type: 'takeLicences', params: ({ event }) => event },
              },
              {
                // A further adult whose code the platform does not take leaves the case, to be added by another proof; the others stay.
                guard: ({ context, event }) =>
                  refusedAdult(context.case, event.output) !== undefined,
                target: 'failed',
                actions: {
                  type: 'dropRefused',
                  params: ({ context, event }) => ({
                    adult: refusedAdult(context.case, event.output),
                  }),
                },
              },
              {
                // Whoever has shown a code that the platform does not take proves anew who they are, unless there is a paper.
                guard: ({ context, event }) =>
                  context.case.offline === undefined && isCodeRefused(event.output),
                target: '#case.identifying',
                actions: ['forgetApplicant', stepFailed.actions],
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
                  { type: 'takeLicences', params: ({ event }) => event },
                  'noteListed',
                  'decideList',
                ],
              },
              {
                guard: ({ context, event }) =>
                  pointOfMatch(context.case, event.output) !== undefined,
                target: '#case.calling-back',
                actions: {
                  type: 'listCallBack',
                  params: ({ context, event }) => ({
                    points: [pointOfMatch(context.case, event.output) ?? []].flat(),
                  }),
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
          guard: 'mayGoOnWithPaper',
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
          actions: 'noteCaseNumber',
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

function problemOf(outcome: Outcome<unknown>): Failure {
  return outcome.ok ? failure('internal.unexpected') : outcome.problem;
}

/** Why nobody can be asked about somebody whom the platform does not know as their card or code says, and who that is. */
function pointOfMatch(subject: Case, output: OutcomeAbout<unknown>): CallBackPoint | undefined {
  const reason = output.ok ? undefined : reasonsOfMatch[output.problem.code];
  const about = everybodyIn(subject).filter(({ number }) => number === output.about);
  return reason && { reason, about: about.map((person) => shownParty(person).nameMasked) };
}

/** Whether it is a code taken for this case that the platform refuses. */
function isCodeRefused(output: Outcome<unknown>): boolean {
  const reason = output.ok ? undefined : reasonsOfMatch[output.problem.code];
  return reason === 'code-used' || reason === 'code-refused';
}

/** The further adult whose code the platform refuses. */
function refusedAdult(subject: Case, output: OutcomeAbout<unknown>): CaseHolder | undefined {
  return isCodeRefused(output) ? furtherAdult(subject, output.about) : undefined;
}

const reasonsOfMatch: { readonly [Code in Failure['code']]?: CallBackReason } = {
  'identity.unknown': 'person-unknown',
  'identity.name-differs': 'name-differs',
  'code.used': 'code-used',
  'code.unknown': 'code-refused',
  'code.expired': 'code-refused',
  'code.wrong-purpose': 'code-refused',
  'code.other-person': 'code-refused',
};

function requestOf(context: CaseContext): ConsentRequest {
  if (context.case.asking === undefined) throw new Error('asking without a page');
  return context.case.asking;
}

function lostWithTheProgram(context: CaseContext): ConsentRecord {
  return { ...requestOf(context), outcome: 'screen-lost', endedAt: context.clock.now() };
}
