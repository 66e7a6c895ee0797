import { assign, enqueueActions, fromPromise, not, setup } from 'xstate';
import type { IdentifiedPerson, KnownEnterprise } from '../domain/applicant.ts';
import {
  type AskedDelegation,
  type DelegationProgress,
  type FaceProgress,
  holderOf,
  type Identified,
  type NamedPrincipal,
  type OpenedCode,
  type OpenedFaceCheck,
  type Representation,
  type ResolvedCode,
} from '../domain/identification.ts';
import type { NamedSubject } from '../domain/live-code.ts';
import { isWithoutAnswer } from '../domain/offline-intake.ts';
import { type ServiceItem, type SubjectKind, subjectFor } from '../domain/service-item.ts';
import { type Failure, failure, type Outcome } from '../failures/failure.ts';
import {
  acknowledged,
  behind,
  byDelegation,
  byOpenedCode,
  byOwnCode,
  byRepresentative,
  delegationProblem,
  expectedBy,
  faceProblem,
  type IdentificationContext,
  type IdentificationInput,
  isBesideFirst,
  isGuardianWanted,
  isMinorIn,
  ofPerson,
  personBehind,
  personByOpenedCode,
  problemOf,
  representationProblem,
  withGuardian,
  withRunner,
} from './identification-findings.ts';

/** What can happen while it is not yet known, or not any more, who a case is for. */
export type IdentificationEvent =
  | { readonly type: 'item.chosen'; readonly item: ServiceItem }
  /** 申请人主体. */
  | { readonly type: 'subject.chosen'; readonly subjectType: SubjectKind }
  | {
      readonly type: 'enterprise.entered';
      readonly by: 'uscc' | 'unit-code';
      readonly code: string;
    }
  | { readonly type: 'code.scanned'; readonly text: string }
  /** Whoever has shown a code that was opened without the platform has said who they are. */
  | { readonly type: 'statement.made'; readonly statement: NamedSubject }
  | { readonly type: 'card.read'; readonly person: IdentifiedPerson }
  | { readonly type: 'face.wanted' }
  | { readonly type: 'face.moved'; readonly progress: FaceProgress }
  | { readonly type: 'document.entered'; readonly person: IdentifiedPerson }
  /** Somebody who has nothing to show is named by others: a minor by the guardian, an adult by the applicant. */
  | { readonly type: 'person.named'; readonly person: IdentifiedPerson }
  /**
   * Somebody comes for a principal (委托人) without a code of theirs: a person by name and number, or else the legal person
   * that was found.
   */
  | {
      readonly type: 'principal.named';
      readonly person?: { readonly name: string; readonly number: string };
    }
  | { readonly type: 'delegation.moved'; readonly progress: DelegationProgress }
  /** A further adult is to be identified, beside those in the case, by their numbers. */
  | { readonly type: 'adult.wanted'; readonly besides: readonly string[] }
  /** 持卡人不在场: whoever has brought the card is not its holder. */
  | { readonly type: 'holder.absent'; readonly isAbsent: boolean }
  | { readonly type: 'acknowledgement.given' }
  | { readonly type: 'acknowledgement.refused' }
  /** 换一种方式, asked for on either side of the counter. */
  | { readonly type: 'way.changed' }
  | { readonly type: 'screen.lost' };

/** A code that was scanned, and what for. */
interface CodeQuestion {
  readonly text: string;
  /** Whom the item is for, where it is not for both. */
  readonly expect: 'person' | 'enterprise' | undefined;
  readonly item: ServiceItem | undefined;
}

/** What identifying asks of the platform, and of this workstation where the platform gives no answer. */
export interface IdentificationEffects {
  readonly resolveCode: (question: CodeQuestion) => Promise<Outcome<ResolvedCode>>;
  /** Opens a code while the platform gives no answer; refusals are `code.*`, or say that the clock is off. */
  readonly openCode: (question: CodeQuestion) => Promise<Outcome<OpenedCode>>;
  /** `code.statement-differs`: whoever has shown a code is not whom it stands for. */
  readonly checkStatement: (question: {
    readonly code: OpenedCode;
    readonly statement: NamedSubject;
  }) => Promise<Outcome<null>>;
  readonly findEnterprise: (question: {
    readonly by: 'uscc' | 'unit-code';
    readonly code: string;
    readonly person?: IdentifiedPerson;
  }) => Promise<Outcome<KnownEnterprise & { readonly match?: Representation }>>;
  /** `identity.unknown`, `identity.name-differs`: 自然人库 does not know the person so. */
  readonly matchPerson: (person: IdentifiedPerson) => Promise<Outcome<null>>;
  readonly openFaceCheck: (question: {
    readonly item: ServiceItem;
  }) => Promise<Outcome<OpenedFaceCheck>>;
  /**
   * Asks a principal, on their own phone, to entrust the matter to whoever is there. What is answered after `signal` is
   * taken back at once.
   */
  readonly askDelegation: (
    question: {
      readonly item: ServiceItem;
      readonly principal: NamedPrincipal;
      readonly agent: IdentifiedPerson;
    },
    signal: AbortSignal,
  ) => Promise<Outcome<AskedDelegation>>;
  /** Whoever is there has agreed to act; from then on the delegation holds. */
  readonly acknowledgeDelegation: (delegationId: string) => Promise<Outcome<null>>;
}

/** What identifying does to its surroundings, at once. */
export interface IdentificationActs {
  /** Shows the citizen what to scan. */
  readonly showFaceCode: (check: OpenedFaceCheck) => void;
  /** The face check is not waited for any more. */
  readonly endFaceCheck: (check: OpenedFaceCheck) => void;
  /** Shows how the kind of code that was scanned is activated (开通). */
  readonly showActivation: () => void;
  /** Has whoever is there wait for the principal's phone. */
  readonly showDelegationAsked: (asked: AskedDelegation) => void;
  /** A delegation that was asked for is not needed any more. */
  readonly takeBackDelegation: (asked: AskedDelegation) => void;
  /** Asks whoever acts for somebody else to confirm it. */
  readonly askToAcknowledge: (pending: Identified) => void;
  /** What was on the citizen's screen for this is not needed any more. */
  readonly clearScreen: () => void;
  readonly succeed: (identified: Identified) => void;
  /** A further adult is known. */
  readonly addAdult: (adult: IdentifiedPerson) => void;
  readonly fail: (problem: Failure) => void;
}

const nobody = {
  isForAdult: false,
  besides: [],
  isMatched: undefined,
  principal: undefined,
  delegation: undefined,
  person: undefined,
  pending: undefined,
  code: undefined,
  scanned: undefined,
  openedCode: undefined,
  statement: undefined,
} as const;
const nothing = {
  ...nobody,
  enterprise: undefined,
  entered: undefined,
  isHolderAbsent: false,
} as const;

/** What somebody beside the first person may prove who they are by. */
const proofs = {
  'card.read': { target: 'judging', actions: 'keepPerson' },
  'code.scanned': { target: 'resolving-code', actions: 'keepScanned' },
  'document.entered': { target: 'judging', actions: 'keepPerson' },
  'face.wanted': { target: 'opening-face' },
} as const;

/** What an agent proves who they are by: the platform knows them by number and name. */
const { 'document.entered': _document, ...registeredProofs } = proofs;

/** Who shows nothing has to be in 自然人库. */
const nameable = [
  { guard: 'mayBeNamed', target: 'matching-person', actions: 'keepPerson' },
  {
    actions: { type: 'tellFailure', params: { problem: failure('identity.minor-only') } },
  },
] as const;

/** Where an effect breaks down in a way that nobody has foreseen. */
const unforeseen = {
  target: 'proof',
  actions: { type: 'tellFailure', params: { problem: failure('internal.unexpected') } },
} as const;

const machine = setup({
  types: {
    input: {} as IdentificationInput,
    context: {} as IdentificationContext,
    events: {} as IdentificationEvent,
  },
  actors: {
    resolveCode: fromPromise<Outcome<ResolvedCode>, CodeQuestion>(unprovided),
    openCode: fromPromise<Outcome<OpenedCode>, CodeQuestion>(unprovided),
    checkStatement: fromPromise<
      Outcome<null>,
      Parameters<IdentificationEffects['checkStatement']>[0]
    >(unprovided),
    findEnterprise: fromPromise<
      Awaited<ReturnType<IdentificationEffects['findEnterprise']>>,
      Parameters<IdentificationEffects['findEnterprise']>[0]
    >(unprovided),
    matchPerson: fromPromise<Outcome<null>, IdentifiedPerson>(unprovided),
    openFaceCheck: fromPromise<
      Outcome<OpenedFaceCheck>,
      Parameters<IdentificationEffects['openFaceCheck']>[0]
    >(unprovided),
    askDelegation: fromPromise<
      Outcome<AskedDelegation>,
      Parameters<IdentificationEffects['askDelegation']>[0]
    >(unprovided),
    acknowledgeDelegation: fromPromise<Outcome<null>, string>(unprovided),
  },
  actions: {
    tellFailure: (_, _params: { readonly problem: Failure }) => undefined,
    tellSuccess: (_, _params: { readonly identified: Identified }) => undefined,
    tellAdult: (_, _params: { readonly adult: IdentifiedPerson }) => undefined,
    showFaceCode: (_, _params: { readonly check: OpenedFaceCheck }) => undefined,
    endFaceCheck: (_, _params: { readonly check: OpenedFaceCheck | undefined }) => undefined,
    showActivation: () => undefined,
    showDelegationAsked: (_, _params: { readonly asked: AskedDelegation }) => undefined,
    takeBackDelegation: (_, _params: { readonly asked: AskedDelegation | undefined }) => undefined,
    askToAcknowledge: (_, _params: { readonly pending: Identified | undefined }) => undefined,
    clearScreen: () => undefined,
    forgetPerson: assign(nobody),
    forgetEnterprise: assign({ enterprise: undefined }),
    forgetAbsence: assign({ isHolderAbsent: false }),
    keepBesides: assign(({ event }) =>
      event.type === 'adult.wanted' ? { isForAdult: true, besides: event.besides } : {},
    ),
    keepItem: assign(({ event, context }) =>
      event.type === 'item.chosen'
        ? { item: event.item, subjectType: subjectFor(event.item, context.subjectType) }
        : {},
    ),
    keepSubject: assign(({ event }) =>
      event.type === 'subject.chosen' ? { ...nothing, subjectType: event.subjectType } : {},
    ),
    keepEntered: assign(({ event }) =>
      event.type === 'enterprise.entered'
        ? { ...nothing, entered: { by: event.by, code: event.code } }
        : {},
    ),
    keepScanned: assign(({ event }) =>
      event.type === 'code.scanned' ? { scanned: event.text } : {},
    ),
    keepStatement: assign(({ event }) =>
      event.type === 'statement.made' ? { statement: event.statement } : {},
    ),
    keepAbsence: assign(({ event }) =>
      event.type === 'holder.absent' ? { isHolderAbsent: event.isAbsent } : {},
    ),
    keepPerson: assign(({ event }) =>
      event.type === 'card.read' ||
      event.type === 'document.entered' ||
      event.type === 'person.named'
        ? { person: event.person }
        : event.type === 'face.moved' && event.progress.state === 'passed'
          ? { person: event.progress.person }
          : {},
    ),
    keepPrincipal: assign(({ event, context: { enterprise } }) => {
      if (event.type !== 'principal.named') return {};
      if (event.person !== undefined) {
        return { principal: { ...event.person, subjectType: 'person' as const } };
      }
      if (enterprise === undefined) return {};
      const { kind, name, uscc } = enterprise;
      return { principal: { subjectType: kind, name, number: uscc } };
    }),
    keepProgress: assign(({ event, context: { delegation } }) =>
      event.type === 'delegation.moved' && delegation !== undefined
        ? { delegation: { ...delegation, progress: event.progress } }
        : {},
    ),
    noteScanned: assign(({ event }) =>
      event.type === 'face.moved' ? { isScanned: event.progress.state === 'scanned' } : {},
    ),
  },
  guards: {
    isPersons: ({ context }) => context.subjectType === 'person',
    mayBeRunFor: ({ context }) => context.item?.acceptsRunner === true,
    // Whoever was only named represents nobody, even where another item has come meanwhile.
    isEnterpriseFound: ({ context }) =>
      context.enterprise !== undefined && context.person?.proof.by !== 'register',
    isHolderAbsent: ({ context }) => context.isHolderAbsent,
    isItemChosen: ({ context }) => context.item !== undefined,
    isPrincipalKnown: ({ context, event }) =>
      event.type === 'principal.named' &&
      (event.person !== undefined || context.enterprise !== undefined),
    isPrincipalThemselves: ({ context }) =>
      context.principal !== undefined && context.person?.number === context.principal.number,
    isForPrincipal: ({ context }) => context.principal !== undefined,
    isDelegationAsked: ({ context }) => context.delegation !== undefined,
    isGranted: ({ context }) => context.delegation?.progress.state === 'granted',
    isAwaited: ({ context }) => context.delegation?.progress.state === 'waiting',
    hasPassed: ({ event }) => event.type === 'face.moved' && event.progress.state === 'passed',
    isUnderWay: ({ event }) =>
      event.type === 'face.moved' &&
      (event.progress.state === 'waiting' || event.progress.state === 'scanned'),
    isHolderAgain: ({ context }) =>
      context.pending !== undefined && context.person?.number === holderOf(context.pending).number,
    isRunner: ({ context }) => context.pending !== undefined,
    isForAdult: ({ context }) => context.isForAdult,
    isThereAlready: ({ context: { besides, person } }) =>
      person !== undefined && besides.includes(person.number),
    isGuardianWanted: ({ context }) => isGuardianWanted(context),
    /** Only a minor may be named in the place of showing something, unless it is a further adult who is waited for. */
    mayBeNamed: ({ context, event }) =>
      event.type === 'person.named' &&
      (context.isForAdult ||
        (context.subjectType === 'person' && isMinorIn(context, event.person))),
    isMinorInPlaceOfAdult: ({ context }) =>
      isBesideFirst(context) && isMinorIn(context, context.person),
    isToBeMatched: ({ context }) =>
      context.isForAdult && context.person?.card?.kind === 'resident' && !context.isMatched,
  },
}).createMachine({
  id: 'identification',
  context: ({ input }) => ({
    ...input,
    isForAdult: false,
    besides: [],
    isHolderAbsent: false,
    isScanned: false,
  }),
  initial: 'proof',
  on: {
    'item.chosen': [
      // A principal was asked about the item before.
      { guard: 'isForPrincipal', target: '.proof', actions: 'keepItem' },
      { actions: 'keepItem' },
    ],
    'subject.chosen': { target: '.proof', actions: 'keepSubject' },
    'way.changed': { target: '.proof' },
  },
  states: {
    proof: {
      entry: [
        {
          type: 'takeBackDelegation',
          params: ({ context }) => ({ asked: context.delegation }),
        },
        'forgetPerson',
      ],
      on: {
        'enterprise.entered': { target: 'finding-enterprise', actions: 'keepEntered' },
        'code.scanned': { target: 'resolving-code', actions: 'keepScanned' },
        'card.read': { target: 'judging', actions: 'keepPerson' },
        'document.entered': { target: 'judging', actions: 'keepPerson' },
        'person.named': nameable,
        'principal.named': [
          {
            guard: not('isItemChosen'),
            actions: { type: 'tellFailure', params: { problem: failure('identity.item-first') } },
          },
          { guard: 'isPrincipalKnown', target: 'agent', actions: 'keepPrincipal' },
          {
            actions: {
              type: 'tellFailure',
              params: { problem: failure('identity.enterprise-first') },
            },
          },
        ],
        'adult.wanted': { target: 'adult', actions: 'keepBesides' },
        'holder.absent': { guard: 'mayBeRunFor', actions: 'keepAbsence' },
        'face.wanted': [
          {
            guard: 'isItemChosen',
            target: 'opening-face',
          },
          {
            actions: {
              type: 'tellFailure',
              params: { problem: failure('identity.item-first') },
            },
          },
        ],
      },
    },
    'resolving-code': {
      invoke: {
        src: 'resolveCode',
        input: ({ context }) => codeQuestion(context),
        onDone: [
          {
            guard: ({ event }) => !event.output.ok && isWithoutAnswer(event.output.problem.code),
            target: 'opening-code',
          },
          {
            guard: ({ context, event }) =>
              event.output.ok &&
              event.output.value.subject.type === 'person' &&
              isBesideFirst(context),
            target: 'judging',
            actions: assign(({ context, event }) =>
              event.output.ok ? { person: personBehind(context, event.output.value) } : {},
            ),
          },
          {
            guard: ({ context, event }) => event.output.ok && isBesideFirst(context),
            target: 'resuming',
            actions: {
              type: 'tellFailure',
              params: { problem: failure('identity.person-wanted') },
            },
          },
          {
            guard: ({ event }) => event.output.ok && event.output.value.subject.type === 'person',
            target: 'settling',
            actions: assign(({ context, event }) =>
              event.output.ok ? ofPerson(context, event.output.value) : {},
            ),
          },
          {
            guard: ({ event }) => event.output.ok,
            target: 'finding-enterprise',
            actions: assign(({ event }) => (event.output.ok ? behind(event.output.value) : {})),
          },
          {
            target: 'resuming',
            actions: enqueueActions(({ event, enqueue }) => {
              const problem = problemOf(event.output);
              if (problem.code === 'code.not-activated') enqueue('showActivation');
              enqueue({ type: 'tellFailure', params: { problem } });
            }),
          },
        ],
        onError: unforeseen,
      },
    },
    'opening-code': {
      invoke: {
        src: 'openCode',
        input: ({ context }) => codeQuestion(context),
        onDone: [
          {
            guard: ({ context, event }) =>
              event.output.ok &&
              event.output.value.subjectType !== 'person' &&
              isBesideFirst(context),
            target: 'resuming',
            actions: {
              type: 'tellFailure',
              params: { problem: failure('identity.person-wanted') },
            },
          },
          {
            guard: ({ event }) => event.output.ok,
            target: 'statement',
            actions: assign(({ event }) =>
              event.output.ok ? { openedCode: event.output.value } : {},
            ),
          },
          {
            target: 'resuming',
            actions: {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: problemOf(event.output) }),
            },
          },
        ],
        onError: unforeseen,
      },
    },
    /** A code that is genuine does not say whose it is: whoever has shown it does. */
    statement: {
      on: {
        'statement.made': { target: 'checking-statement', actions: 'keepStatement' },
        'card.read': { target: 'judging', actions: 'keepPerson' },
        'code.scanned': { target: 'resolving-code', actions: 'keepScanned' },
      },
    },
    'checking-statement': {
      invoke: {
        src: 'checkStatement',
        input: ({ context }) => ({
          code: context.openedCode as OpenedCode,
          statement: context.statement as NamedSubject,
        }),
        onDone: [
          {
            guard: ({ context, event }) => event.output.ok && isBesideFirst(context),
            target: 'judging',
            actions: assign(({ context }) => ({ person: personByOpenedCode(context) })),
          },
          {
            guard: ({ event }) => event.output.ok,
            target: 'settling',
            actions: assign(({ context }) => ({ pending: byOpenedCode(context) })),
          },
          {
            target: 'statement',
            actions: {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: problemOf(event.output) }),
            },
          },
        ],
        onError: unforeseen,
      },
    },
    'finding-enterprise': {
      invoke: {
        src: 'findEnterprise',
        input: ({ context }) => context.entered ?? { by: 'uscc' as const, code: '' },
        onDone: [
          {
            guard: ({ event }) => event.output.ok && event.output.value.status === 'revoked',
            target: 'proof',
            actions: {
              type: 'tellFailure',
              params: { problem: failure('identity.enterprise-revoked') },
            },
          },
          {
            guard: ({ event, context }) => event.output.ok && context.code !== undefined,
            target: 'settling',
            actions: assign(({ context, event }) =>
              event.output.ok ? byOwnCode(context, event.output.value) : {},
            ),
          },
          {
            guard: ({ event }) => event.output.ok,
            target: 'proof',
            actions: assign(({ event }) =>
              event.output.ok
                ? { enterprise: event.output.value, subjectType: event.output.value.kind }
                : {},
            ),
          },
          {
            target: 'proof',
            actions: {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: problemOf(event.output) }),
            },
          },
        ],
        onError: unforeseen,
      },
    },
    'opening-face': {
      invoke: {
        src: 'openFaceCheck',
        input: ({ context }) => ({ item: context.item as ServiceItem }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'face',
            actions: assign(({ event }) =>
              event.output.ok ? { faceCheck: event.output.value, isScanned: false } : {},
            ),
          },
          {
            target: 'resuming',
            actions: {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: problemOf(event.output) }),
            },
          },
        ],
        onError: unforeseen,
      },
    },
    'matching-person': {
      invoke: {
        src: 'matchPerson',
        input: ({ context }) => context.person as IdentifiedPerson,
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'judging',
            actions: assign({ isMatched: true }),
          },
          {
            target: 'resuming',
            actions: {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: problemOf(event.output) }),
            },
          },
        ],
        onError: unforeseen,
      },
    },
    face: {
      entry: {
        type: 'showFaceCode',
        params: ({ context }) => ({ check: context.faceCheck as OpenedFaceCheck }),
      },
      exit: [
        { type: 'endFaceCheck', params: ({ context }) => ({ check: context.faceCheck }) },
        'clearScreen',
        assign({ faceCheck: undefined, isScanned: false }),
      ],
      on: {
        'face.moved': [
          { guard: 'hasPassed', target: 'judging', actions: 'keepPerson' },
          { guard: 'isUnderWay', actions: 'noteScanned' },
          {
            target: 'resuming',
            actions: {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: faceProblem(event.progress) }),
            },
          },
        ],
        // Who would rather lay a card down, or show a code, need not say so first.
        'card.read': { target: 'judging', actions: 'keepPerson' },
        'code.scanned': { target: 'resolving-code', actions: 'keepScanned' },
        'screen.lost': {
          target: 'resuming',
          actions: { type: 'tellFailure', params: { problem: failure('evaluator.no-display') } },
        },
      },
    },
    /** Somebody has proved who they are: does that settle whom the case is for? */
    judging: {
      always: [
        {
          guard: 'isMinorInPlaceOfAdult',
          target: 'resuming',
          actions: { type: 'tellFailure', params: { problem: failure('identity.adult-wanted') } },
        },
        {
          guard: 'isThereAlready',
          target: 'resuming',
          actions: { type: 'tellFailure', params: { problem: failure('identity.already-there') } },
        },
        { guard: 'isToBeMatched', target: 'matching-person' },
        {
          guard: 'isForAdult',
          target: 'proof',
          actions: {
            type: 'tellAdult',
            params: ({ context }) => ({ adult: context.person as IdentifiedPerson }),
          },
        },
        {
          guard: 'isPrincipalThemselves',
          target: 'agent',
          actions: { type: 'tellFailure', params: { problem: failure('delegation.to-oneself') } },
        },
        { guard: 'isForPrincipal', target: 'asking-delegation' },
        {
          guard: 'isGuardianWanted',
          target: 'acknowledgement',
          actions: assign(({ context }) => ({ pending: withGuardian(context) })),
        },
        {
          guard: 'isHolderAgain',
          target: 'runner',
          actions: {
            type: 'tellFailure',
            params: { problem: failure('identity.runner-is-holder') },
          },
        },
        {
          guard: 'isRunner',
          target: 'acknowledgement',
          actions: assign(({ context }) => ({ pending: withRunner(context) })),
        },
        {
          guard: 'isPersons',
          target: 'settling',
          actions: assign(({ context }) => ({
            pending: {
              applicant: { ...(context.person as IdentifiedPerson), subjectType: 'person' },
            },
          })),
        },
        { guard: 'isEnterpriseFound', target: 'matching-representative' },
        {
          target: 'proof',
          actions: {
            type: 'tellFailure',
            params: { problem: failure('identity.enterprise-first') },
          },
        },
      ],
    },
    'matching-representative': {
      invoke: {
        src: 'findEnterprise',
        input: ({ context }) => ({
          by: 'uscc' as const,
          code: context.enterprise?.uscc ?? '',
          ...(context.person === undefined ? {} : { person: context.person }),
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok && event.output.value.match === 'representative',
            target: 'settling',
            actions: assign(({ context }) => ({ pending: byRepresentative(context) })),
          },
          {
            target: 'proof',
            actions: {
              type: 'tellFailure',
              params: ({ event, context }) => ({
                problem: event.output.ok
                  ? representationProblem(event.output.value.match, context.enterprise)
                  : event.output.problem,
              }),
            },
          },
        ],
        onError: unforeseen,
      },
    },
    /** It is known whom the case is for; whether somebody else stands there for them is still to be settled. */
    settling: {
      always: [
        {
          guard: ({ context }) => context.pending?.present !== undefined,
          target: 'acknowledgement',
        },
        { guard: 'isGuardianWanted', target: 'guardian' },
        { guard: 'isHolderAbsent', target: 'runner' },
        {
          target: 'proof',
          actions: [
            {
              type: 'tellSuccess',
              params: ({ context }) => ({ identified: context.pending as Identified }),
            },
            'forgetAbsence',
          ],
        },
      ],
    },
    /** What was tried has failed; whoever was waited for beside the first person still is. */
    resuming: {
      always: [
        { guard: 'isForAdult', target: 'adult' },
        { guard: 'isForPrincipal', target: 'agent' },
        { guard: 'isGuardianWanted', target: 'guardian' },
        { target: 'proof' },
      ],
    },
    guardian: { on: proofs },
    agent: { on: registeredProofs },
    'asking-delegation': {
      invoke: {
        src: 'askDelegation',
        input: ({ context }) => ({
          item: context.item as ServiceItem,
          principal: context.principal as NamedPrincipal,
          agent: context.person as IdentifiedPerson,
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'delegation',
            actions: assign(({ event }) =>
              event.output.ok ? { delegation: event.output.value } : {},
            ),
          },
          {
            target: 'proof',
            actions: {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: problemOf(event.output) }),
            },
          },
        ],
        onError: unforeseen,
      },
    },
    /** The principal decides on their own phone; an answer that they have given before is there at once. */
    delegation: {
      entry: {
        type: 'showDelegationAsked',
        params: ({ context }) => ({ asked: context.delegation as AskedDelegation }),
      },
      exit: 'clearScreen',
      always: [
        {
          guard: 'isGranted',
          target: 'acknowledgement',
          actions: assign(({ context }) => ({ pending: byDelegation(context) })),
        },
        {
          guard: not('isAwaited'),
          target: 'proof',
          actions: {
            type: 'tellFailure',
            params: ({ context }) => ({
              problem: delegationProblem((context.delegation as AskedDelegation).progress),
            }),
          },
        },
      ],
      on: { 'delegation.moved': { actions: 'keepProgress' } },
    },
    adult: { on: { ...proofs, 'person.named': nameable } },
    runner: {
      on: {
        'card.read': { target: 'judging', actions: 'keepPerson' },
        'document.entered': { target: 'judging', actions: 'keepPerson' },
        'face.wanted': { target: 'opening-face' },
        'holder.absent': {
          guard: ({ event }) => !event.isAbsent,
          target: 'settling',
          actions: 'keepAbsence',
        },
      },
    },
    acknowledgement: {
      entry: {
        type: 'askToAcknowledge',
        params: ({ context }) => ({ pending: context.pending }),
      },
      exit: 'clearScreen',
      on: {
        'delegation.moved': {
          guard: ({ event }) => event.progress.state !== 'granted',
          target: 'proof',
          actions: [
            'keepProgress',
            {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: delegationProblem(event.progress) }),
            },
          ],
        },
        'acknowledgement.given': [
          {
            guard: 'isDelegationAsked',
            target: 'acknowledging',
            actions: assign(({ context }) => ({ pending: acknowledged(context) })),
          },
          {
            target: 'proof',
            actions: [
              {
                type: 'tellSuccess',
                params: ({ context }) => ({ identified: acknowledged(context) }),
              },
              'forgetAbsence',
            ],
          },
        ],
        'acknowledgement.refused': {
          target: 'proof',
          actions: {
            type: 'tellFailure',
            params: { problem: failure('identity.not-acknowledged') },
          },
        },
        'screen.lost': {
          target: 'proof',
          actions: { type: 'tellFailure', params: { problem: failure('evaluator.no-display') } },
        },
      },
    },
    acknowledging: {
      invoke: {
        src: 'acknowledgeDelegation',
        input: ({ context }) => (context.delegation as AskedDelegation).delegationId,
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: 'proof',
            actions: [
              {
                type: 'tellSuccess',
                params: ({ context }) => ({ identified: context.pending as Identified }),
              },
              assign({ delegation: undefined }),
            ],
          },
          {
            target: 'proof',
            actions: {
              type: 'tellFailure',
              params: ({ event }) => ({ problem: problemOf(event.output) }),
            },
          },
        ],
        onError: unforeseen,
      },
    },
  },
});

/**
 * Finds out whom a case is for and who stands at the counter for them, by whichever way the citizen chooses: every proof
 * that comes is taken, and another way is always one step away. It goes on for as long as the case is open.
 */
export function identificationFlow(effects: IdentificationEffects, acts: IdentificationActs) {
  return machine.provide({
    actors: {
      resolveCode: fromPromise(({ input }) => effects.resolveCode(input)),
      openCode: fromPromise(({ input }) => effects.openCode(input)),
      checkStatement: fromPromise(({ input }) => effects.checkStatement(input)),
      findEnterprise: fromPromise(({ input }) => effects.findEnterprise(input)),
      matchPerson: fromPromise(({ input }) => effects.matchPerson(input)),
      openFaceCheck: fromPromise(({ input }) => effects.openFaceCheck(input)),
      askDelegation: fromPromise(({ input, signal }) => effects.askDelegation(input, signal)),
      acknowledgeDelegation: fromPromise(({ input }) => effects.acknowledgeDelegation(input)),
    },
    actions: {
      tellFailure: (_, { problem }) => acts.fail(problem),
      tellSuccess: (_, { identified }) => acts.succeed(identified),
      tellAdult: (_, { adult }) => acts.addAdult(adult),
      showFaceCode: (_, { check }) => acts.showFaceCode(check),
      endFaceCheck: (_, { check }) => {
        if (check !== undefined) acts.endFaceCheck(check);
      },
      showActivation: () => acts.showActivation(),
      showDelegationAsked: (_, { asked }) => acts.showDelegationAsked(asked),
      takeBackDelegation: (_, { asked }) => {
        if (asked !== undefined) acts.takeBackDelegation(asked);
      },
      askToAcknowledge: (_, { pending }) => {
        if (pending !== undefined) acts.askToAcknowledge(pending);
      },
      clearScreen: () => acts.clearScreen(),
    },
  });
}

function codeQuestion({ scanned = '', item }: IdentificationContext): CodeQuestion {
  return { text: scanned, expect: expectedBy(item), item };
}

function unprovided(): Promise<never> {
  return Promise.reject(new Error('identifying was started without its effects'));
}
