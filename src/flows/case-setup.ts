import { assign, fromPromise, sendTo, setup } from 'xstate';
import { attachmentsKept } from '../domain/attachment.ts';
import { type Case, takesAttachments } from '../domain/case.ts';
import {
  type CaseHolder,
  furtherAdult,
  holdersAgain,
  holdersIdentified,
  isDecidedAlready,
  isDecidedByAll,
  nextToAsk,
  takesAnotherAdult,
} from '../domain/case-holders.ts';
import type { AnsweringTerms, ConsentRecord } from '../domain/consent.ts';
import type { Identified } from '../domain/identification.ts';
import type { OfferedLicence } from '../domain/licence.ts';
import { shownParty } from '../domain/masking.ts';
import {
  type CallBackPoint,
  hasTakenCode,
  isKnownHere,
  isReceivedWithoutPlatform,
  isVerifiedInAbsence,
  isWithoutAnswer,
  materialsToVerify,
  mayGoOffline,
  pointsToCallAbout,
  withoutTakenCodes,
} from '../domain/offline-intake.ts';
import type { ServiceItem } from '../domain/service-item.ts';
import { settleInCase } from '../domain/settle-in-case.ts';
import { decideWaiverList } from '../domain/waiver-list.ts';
import { type Failure, failure, type Outcome } from '../failures/failure.ts';
import { hallDay } from '../support/clock.ts';
import {
  decidedHere,
  givenBack,
  handingIn,
  noted,
  objectedTo,
  onPaper,
  onPaperUndecided,
  overtaken,
  overtaking,
  recorded,
  shared,
} from './case-consents.ts';
import type { CaseEvent, CaseFlowInput, FetchedValues, OutcomeAbout } from './case-events.ts';
import { type ConsentEvent, consentFlow } from './consent-flow.ts';
import { waiverQuestion } from './waiver-question.ts';

/** A case on its way, and what belongs to the page that is being shown for it. */
export interface CaseContext extends CaseFlowInput {
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

/** Why the platform does not receive a case whose consents it knows otherwise. */
const consentRejections: ReadonlySet<string> = new Set(['consent-differs', 'consent-missing']);

/** The case flow's vocabulary: what a step may do to a case (actions), and on what it depends (guards). */
export const caseSetup = setup({
  types: {
    input: {} as CaseFlowInput,
    context: {} as CaseContext,
    events: {} as CaseEvent,
    children: {} as { consent: 'consent' },
  },
  actors: {
    match: fromPromise<OutcomeAbout<readonly OfferedLicence[]>, Case>(unprovided),
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
              ? holdersAgain(context.case, event.identified)
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
        ? change(context, withoutHolder(context.case, event.number))
        : {},
    ),
    dropRefused: assign(({ context }, { adult }: { readonly adult: CaseHolder | undefined }) =>
      adult === undefined
        ? {}
        : change(context, {
            ...withoutHolder(context.case, adult.number),
            failure: failure('code.adult-refused', { name: shownParty(adult).nameMasked }),
          }),
    ),
    noteIdentificationFailure: assign(({ context, event }) =>
      event.type === 'identification.failed' ? change(context, { failure: event.failure }) : {},
    ),
    takeLicences: assign(
      ({ context }, { output }: { readonly output: Outcome<readonly OfferedLicence[]> }) =>
        output.ok
          ? change(context, { ...withoutTakenCodes(context.case), licences: output.value })
          : {},
    ),
    noteListed: assign(({ context }) => change(context, { offline: listedNow(context.case) })),
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
    noteCaseNumber: assign(({ context, event }) =>
      event.type === 'case.acknowledged' ? change(context, { caseNumber: event.caseNumber }) : {},
    ),
    closeAfterConsent: assign({ closing: true }),
    withdrawPage: sendTo('consent', { type: 'page.withdrawn' }),
    passToConsent: sendTo('consent', ({ event }) => event as ConsentEvent),
  },
  guards: {
    mayGoOnWithPaper: ({ context }) =>
      context.case.waiverList !== undefined && !hasTakenCode(context.case),
    qualifies: ({ context }) => context.case.waiverList?.ineligible === undefined,
    hasLicencesToAskFor: ({ context }) => nextToAsk(context.case) !== undefined,
    hasRoom: ({ context }) => takesAnotherAdult(context.case),
    isAddedWithoutPlatform: ({ context, event }) =>
      event.type === 'holder.added' &&
      isReceivedWithoutPlatform(context.case) &&
      isKnownHere(event.holder) &&
      takesAnotherAdult(context.case),
    isHolder: ({ context, event }) =>
      event.type === 'holder.removed' && furtherAdult(context.case, event.number) !== undefined,
    isRemovedWithoutPlatform: ({ context, event }) =>
      event.type === 'holder.removed' &&
      isReceivedWithoutPlatform(context.case) &&
      furtherAdult(context.case, event.number) !== undefined,
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
});

/** The case's part without one of the others. What was asked of them does not belong to the case any more. */
function withoutHolder({ holders, consents }: Case, gone: string) {
  return {
    holders: holders?.filter(({ number }) => number !== gone),
    consents: consents.filter(({ holder }) => holder !== gone),
  };
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

/** The case's part that says that whoever it is for is waited for. */
function withoutReturn({ offline }: Case): Case['offline'] {
  if (offline === undefined) return undefined;
  const { isBack: _goneAgain, ...waiting } = offline;
  return waiting;
}

/** The case's part that says that the library has been asked by now. */
function listedNow({ offline }: Case): Case['offline'] {
  if (offline === undefined) return undefined;
  const { isLibraryAway: _noLonger, ...listed } = offline;
  return listed;
}
