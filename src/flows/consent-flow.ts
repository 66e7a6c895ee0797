import { assign, setup } from 'xstate';
import {
  type AnsweringInput,
  type AnsweringTerms,
  type AskedPage,
  type ConsentOutcome,
  type ConsentRecord,
  type ConsentRequest,
  type InputKind,
  licencesOnPage,
} from '../domain/consent.ts';
import { type Failure, failure } from '../failures/failure.ts';
import type { Clock, Instant } from '../support/clock.ts';

/** How long the evaluator may take to confirm that a page is on screen, in milliseconds. */
const confirmationLimit = 5_000;

/** What asking a citizen once is started with. */
export interface ConsentFlowInput extends AnsweringTerms {
  readonly request: ConsentRequest;
  readonly clock: Clock;
}

/** What can happen while the citizen is being asked. Events about another page are ignored. */
export type ConsentEvent =
  | { readonly type: 'page.shown'; readonly pageId: string; readonly digest: string }
  | {
      readonly type: 'page.answered';
      readonly pageId: string;
      /** Positions of the licences that are agreed to, among those the page asks for; none declines everything. */
      readonly agreed: readonly number[];
      /** Positions of the licences that were decided by a choice of their own. */
      readonly chosenSingly: readonly number[];
      readonly input: InputKind;
    }
  /** What was on screen as it was answered is not what main had composed. */
  | { readonly type: 'page.altered'; readonly pageId: string }
  | { readonly type: 'page.extended'; readonly pageId: string; readonly input: InputKind }
  /** Answered on the phone of whoever is asked: the platform has it as the first answer, so it is the final one. */
  | {
      readonly type: 'phone.answered';
      readonly pageId: string;
      /** As with `page.answered`. */
      readonly agreed: readonly number[];
      /** By the platform's clock. */
      readonly answeredAt: Instant;
    }
  /** The person wants it in another language or size: the same question is on its way as another page. */
  | {
      readonly type: 'page.replaced';
      readonly request: ConsentRequest;
      readonly secondsToAnswer: number;
    }
  | { readonly type: 'screen.lost' }
  | { readonly type: 'page.withdrawn' };

/** What asking once keeps of itself. */
export interface ConsentFlowContext extends ConsentFlowInput {
  readonly shownAt?: string | undefined;
  /** Monotonic milliseconds at which the page was confirmed. */
  readonly shownMonotonic?: number | undefined;
  /** Monotonic milliseconds after which no answer counts, however late the timer fires. */
  readonly answerBy?: number;
  /** The pages whose place the present one has taken: a phone may have answered one of them before it heard of that. */
  readonly replaced?: readonly AskedPage[];
  readonly record?: ConsentRecord;
}

/**
 * Asks a citizen for consent once. Whoever is not there answers on their phone; the others see it on the evaluator: send the page, wait until the evaluator confirms it, wait for an answer.
 * The time to answer begins with the confirmation, not with the sending. Whatever ends it is recorded; only a touch on
 * the confirmed page, or an answer on the phone that shows the same page, ends it with `agreed`.
 */
export const consentFlow = setup({
  types: {
    input: {} as ConsentFlowInput,
    context: {} as ConsentFlowContext,
    events: {} as ConsentEvent,
    output: {} as ConsentRecord,
  },
  actions: {
    end: assign(({ context }, { outcome }: { readonly outcome: ConsentOutcome }) => ({
      record: { ...pagesOf(context), outcome, endedAt: context.clock.now() },
    })),
    endByAnswer: assign(({ context, event }) => {
      if (event.type !== 'page.answered') return {};
      const input = answeringInput(context, event.input);
      return {
        record: {
          ...pagesOf(context),
          ...chosenAt(context.request, event.agreed),
          answeredOn: 'evaluator' as const,
          ...(input === undefined ? {} : { input }),
          endedAt: context.clock.now(),
        },
      };
    }),
    endOnPhone: assign(({ context, event }) => {
      const record =
        event.type === 'phone.answered' ? answeredOnPhone(pagesOf(context), event) : undefined;
      return record === undefined ? {} : { record };
    }),
    replace: assign(({ context, event }) =>
      event.type === 'page.replaced'
        ? {
            replaced: [...(context.replaced ?? []), pageOf(context)],
            request: event.request,
            secondsToAnswer: event.secondsToAnswer,
            shownAt: undefined,
            shownMonotonic: undefined,
          }
        : {},
    ),
  },
  guards: {
    isAtTheCounter: ({ context }) => context.isOnPhoneOnly === undefined,
    isOnPhoneOnly: ({ context }) => context.isOnPhoneOnly === true,
    confirmed: ({ context, event }) =>
      event.type === 'page.shown' &&
      event.pageId === context.request.pageId &&
      event.digest === context.request.pageDigest,
    altered: ({ context, event }) =>
      event.type === 'page.shown' &&
      event.pageId === context.request.pageId &&
      event.digest !== context.request.pageDigest,
    isOfThisPage: ({ context, event }) =>
      event.type === 'page.altered' && event.pageId === context.request.pageId,
    answered: ({ context, event }) =>
      event.type === 'page.answered' && refuseAnswer(context, event) === undefined,
    answeredOnPhone: ({ context, event }) =>
      event.type === 'phone.answered' && answeredOnPhone(pagesOf(context), event) !== undefined,
    extended: ({ context, event }) =>
      event.type === 'page.extended' &&
      event.pageId === context.request.pageId &&
      answeringInput(context, event.input) !== undefined,
  },
  delays: {
    confirmationLimit,
    timeToAnswer: ({ context }) => context.secondsToAnswer * 1000,
  },
}).createMachine({
  id: 'consent',
  context: ({ input }) => input,
  initial: 'sending',
  on: {
    'screen.lost': {
      guard: 'isAtTheCounter',
      target: '.ended',
      actions: { type: 'end', params: { outcome: 'screen-lost' } },
    },
    'page.withdrawn': {
      target: '.ended',
      actions: { type: 'end', params: { outcome: 'withdrawn' } },
    },
    'page.replaced': { target: '.sending', actions: 'replace' },
    'phone.answered': { guard: 'answeredOnPhone', target: '.ended', actions: 'endOnPhone' },
  },
  states: {
    sending: {
      always: { guard: 'isOnPhoneOnly', target: 'asking' },
      after: {
        confirmationLimit: {
          target: 'ended',
          actions: { type: 'end', params: { outcome: 'screen-lost' } },
        },
      },
      on: {
        'page.shown': [
          {
            guard: 'confirmed',
            target: 'asking',
            actions: assign(({ context }) => ({
              shownAt: context.clock.now(),
              shownMonotonic: context.clock.monotonic(),
            })),
          },
          {
            guard: 'altered',
            target: 'ended',
            actions: { type: 'end', params: { outcome: 'page-altered' } },
          },
        ],
      },
    },
    asking: {
      entry: assign(({ context }) => ({
        answerBy: context.clock.monotonic() + context.secondsToAnswer * 1000,
      })),
      after: {
        timeToAnswer: {
          target: 'ended',
          actions: { type: 'end', params: { outcome: 'timed-out' } },
        },
      },
      on: {
        'page.shown': {
          guard: 'altered',
          target: 'ended',
          actions: { type: 'end', params: { outcome: 'page-altered' } },
        },
        'page.altered': {
          guard: 'isOfThisPage',
          target: 'ended',
          actions: { type: 'end', params: { outcome: 'page-altered' } },
        },
        'page.answered': { guard: 'answered', target: 'ended', actions: 'endByAnswer' },
        'page.extended': { guard: 'extended', target: 'asking', reenter: true },
      },
    },
    ended: { type: 'final' },
  },
  output: ({ context }) => {
    if (context.record === undefined) throw new Error('a consent ended without a record');
    return context.record;
  },
});

/**
 * Why an answer does not count, or undefined when it does. Refusing is possible at once; agreeing only after the page
 * has been on screen for its minimum time, and to a sensitive licence only by a choice of its own.
 */
export function refuseAnswer(
  asked: Omit<ConsentFlowContext, 'record' | 'shownAt'>,
  answer: Extract<ConsentEvent, { type: 'page.answered' }>,
): Failure | undefined {
  const { shownMonotonic, answerBy } = asked;
  if (
    answer.pageId !== asked.request.pageId ||
    shownMonotonic === undefined ||
    answerBy === undefined
  ) {
    return failure('consent.page-not-on-screen');
  }
  if (answeringInput(asked, answer.input) === undefined) return failure('consent.not-a-touch');
  const { agreed, chosenSingly } = answer;
  const count = licencesOnPage(asked.request);
  if (!arePositions(agreed, count) || !arePositions(chosenSingly, count)) {
    return failure('ipc.invalid-request');
  }
  if (asked.sensitive.some((one) => agreed.includes(one) && !chosenSingly.includes(one))) {
    return failure('consent.not-chosen-singly');
  }
  const now = asked.clock.monotonic();
  if (now >= answerBy) return failure('consent.too-late');
  return agreed.length > 0 && now - shownMonotonic < asked.minimumDisplaySeconds * 1000
    ? failure('consent.too-early')
    : undefined;
}

/** What an input counts as on this page, or undefined when it answers nothing. */
export function answeringInput(
  { isPointerBound }: Pick<AnsweringTerms, 'isPointerBound'>,
  input: InputKind,
): AnsweringInput | undefined {
  if (input === 'touch') return 'touch';
  return input === 'mouse' && isPointerBound ? 'bound-pointer' : undefined;
}

/**
 * The record of an answer on the phone to one of the pages of a question: the one that is, or was, there at last, or one
 * whose place it took.
 * @returns undefined when it answers another page, or licences that the page does not ask for
 */
export function answeredOnPhone(
  question: AskedPage & Pick<ConsentRecord, 'replaced'>,
  answer: Extract<ConsentEvent, { type: 'phone.answered' }>,
): ConsentRecord | undefined {
  const asked = [question, ...(question.replaced ?? [])].find(
    (page) => page.pageId === answer.pageId,
  );
  if (asked === undefined || !arePositions(answer.agreed, licencesOnPage(asked))) {
    return undefined;
  }
  const { pageId, style, pageDigest, holder, licenceTypes, positions, shownAt } = asked;
  return {
    pageId,
    style,
    pageDigest,
    ...(holder === undefined ? {} : { holder }),
    licenceTypes,
    ...(positions === undefined ? {} : { positions }),
    ...chosenAt(asked, answer.agreed),
    ...(shownAt === undefined ? {} : { shownAt }),
    endedAt: answer.answeredAt,
    answeredOn: 'phone',
  };
}

function pageOf({ request, shownAt }: ConsentFlowContext): AskedPage {
  return { ...request, ...(shownAt === undefined ? {} : { shownAt }) };
}

function pagesOf(context: ConsentFlowContext): AskedPage & Pick<ConsentRecord, 'replaced'> {
  const { replaced } = context;
  return { ...pageOf(context), ...(replaced === undefined ? {} : { replaced }) };
}

function arePositions(positions: readonly number[], count: number): boolean {
  return (
    new Set(positions).size === positions.length && positions.every((position) => position < count)
  );
}

/** What an answer decides, in the case that asks and in those that it asks for too. */
function chosenAt(
  asked: ConsentRequest,
  agreed: readonly number[],
): Pick<ConsentRecord, 'outcome' | 'agreedTypes' | 'along'> {
  const own = agreedTypesAt(asked, agreed);
  // What was chosen on a screen before says nothing beside this answer.
  const along = asked.along?.map(({ agreedTypes: _, ...part }) => ({
    ...part,
    ...agreedTypesAt(part, agreed),
  }));
  return {
    outcome: own.agreedTypes === undefined ? 'declined' : 'agreed',
    ...own,
    ...(along === undefined ? {} : { along }),
  };
}

function agreedTypesAt(
  { licenceTypes, positions }: Pick<ConsentRequest, 'licenceTypes' | 'positions'>,
  agreed: readonly number[],
): Pick<ConsentRecord, 'agreedTypes'> {
  const agreedTypes = licenceTypes.filter((_, index) =>
    agreed.includes(positions?.[index] ?? index),
  );
  return agreedTypes.length === 0 ? {} : { agreedTypes };
}
