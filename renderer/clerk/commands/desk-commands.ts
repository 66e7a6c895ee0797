import type { CaseSummary, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { CallBackEnding } from '../../../src/domain/offline-intake.ts';
import { openPoints } from '../../../src/domain/open-points.ts';
import { licencesToAskFor } from '../../../src/domain/waiver-list.ts';
import { failureCatalogue } from '../../../src/failures/catalogue.ts';
import { hallDay, systemClock } from '../../../src/support/clock.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import {
  isBetweenWindows,
  isHandedIn,
  isSomebodyAwaited,
  isUntouched,
  openCaseOf,
} from '../desk/open-case.ts';
import { pageOfRole } from '../desk/page-of-role.ts';
import { focusField } from '../intake/field-focus.ts';
import type { LineOffer } from '../intake/line-offers.ts';
import type { Command, Deed, Question } from './command.ts';

/** Every command of the desk. */
export type CommandId =
  | 'new-case'
  | 'scan-by-camera'
  | 'read-card'
  | 'show-face-code'
  | 'change-way'
  | 'ask-delegation'
  | 'await-adult'
  | 'push-consent'
  | 'continue-on-paper'
  | 'go-offline'
  | 'verify'
  | 'call-back'
  | 'take-paper'
  | 'withdraw-page'
  | 'withdraw-consent'
  | 'try-again'
  | 'submit-case'
  | 'hand-over'
  | 'print-receipt'
  | 'print-consent-receipt'
  | 'hold-case'
  | 'open-another'
  | 'mark-left'
  | 'close-case'
  | 'leave-case'
  | 'show-outbox'
  | 'open-palette'
  | 'confirm-session'
  | 'begin-drill'
  | 'end-drill'
  | 'lock'
  | 'log-out';

/**
 * The one table of what a clerk can do: buttons, keys and the palette are all made from it. Holding a case and leaving
 * one are two commands, so that Esc never takes unfinished work off the desk.
 */
export const deskCommands: Readonly<Record<CommandId, Command>> = {
  'new-case': {
    key: 'F2',
    text: () => 'action.new-case',
    // Whoever has just laid a card down has the new case already; F2 out of habit must not put it aside.
    isPossible: (desk) => mayReceive(desk) && openCaseOf(desk)?.stage !== 'choosing-item',
    question: askWhetherToLeave,
    run: ({ desk }) => desk.call('case:open', null),
  },
  'scan-by-camera': {
    key: 'F3',
    text: () => 'action.scan-by-camera',
    isPossible: mayReceive,
    run: async ({ show }) => show({ kind: 'camera' }),
  },
  'read-card': {
    key: 'F4',
    text: () => 'action.read-card',
    isPossible: (desk) => isProofAwaited(desk) || openCaseOf(desk)?.stage === 'calling-back',
    run: onOpenCase('case:read-card'),
  },
  'show-face-code': {
    key: 'F5',
    text: () => 'action.show-face-code',
    isPossible: (desk) => {
      const step = openCaseOf(desk)?.identification?.step;
      return isProofAwaited(desk) && step !== undefined && stepsForFaces.has(step);
    },
    run: onOpenCase('case:show-face-code'),
  },
  'change-way': {
    key: 'Shift+F5',
    text: () => 'action.change-way',
    isPossible: (desk) => {
      const step = openCaseOf(desk)?.identification?.step;
      return isProofAwaited(desk) && step !== undefined && step !== 'proof';
    },
    run: onOpenCase('case:change-way'),
  },
  'ask-delegation': {
    key: 'F6',
    text: () => 'action.ask-delegation',
    isPossible: (desk) => {
      const { stage, identification } = openCaseOf(desk) ?? {};
      if (stage !== 'identifying' || identification?.step !== 'proof') return false;
      return identification.subjectType === 'person' || identification.enterprise !== undefined;
    },
    run: async ({ show }, desk) => {
      const { id: caseId, identification } = openCaseOf(desk) ?? {};
      if (caseId === undefined) return;
      const enterprise = identification?.enterprise?.name;
      show({ kind: 'principal', caseId, ...(enterprise === undefined ? {} : { enterprise }) });
    },
  },
  'await-adult': {
    key: 'Shift+F6',
    text: () => 'action.await-adult',
    isPossible: (desk) => {
      const open = openCaseOf(desk);
      return (
        open?.stage === 'reviewing' &&
        open.otherAdults?.hasRoom === true &&
        open.identification?.step === 'proof'
      );
    },
    run: onOpenCase('case:await-adult'),
  },
  'push-consent': {
    key: 'F8',
    text: (desk) => {
      const { consentOutcome, holders = [] } = openCaseOf(desk) ?? {};
      const isAnothersTurn = holders.some(
        ({ isNext, standing }) => isNext && standing === 'to-be-asked',
      );
      return consentOutcome === undefined || (isAnothersTurn && consentOutcome === 'agreed')
        ? 'action.push-consent'
        : 'action.push-again';
    },
    isPossible: (desk) => isReviewing(desk) && !isProofAwaited(desk) && numberToAskFor(desk) > 0,
    run: onOpenCase('case:push-consent'),
  },
  'continue-on-paper': {
    text: (desk) => (numberToAskFor(desk) > 0 ? 'action.continue-on-paper' : 'action.continue'),
    isPossible: (desk) => isReviewing(desk) || hasFetchFailed(desk),
    run: onOpenCase('case:continue-on-paper'),
  },
  'go-offline': {
    key: 'Control+F8',
    text: () => 'action.go-offline',
    isPossible: (desk) => openCaseOf(desk)?.mayGoOffline === true,
    run: onOpenCase('case:go-offline'),
  },
  /** The open case if it waits for that, else the one that has waited longest. */
  verify: {
    key: 'Control+F6',
    text: () => 'action.verify',
    isPossible: (desk) =>
      desk.connectivity.platform.state !== 'down' && toBeVerified(desk) !== undefined,
    question: askWhetherToLeave,
    run: async ({ desk }, snapshot) => {
      const caseId = toBeVerified(snapshot);
      if (caseId !== undefined) await desk.call('case:verify', { caseId });
    },
  },
  'call-back': {
    key: 'Shift+F8',
    text: () => 'action.call-back',
    isPossible: (desk) => {
      const { stage, offline, failure } = openCaseOf(desk) ?? {};
      if (offline?.provisionalNumber === undefined) return false;
      return (
        stage === 'awaiting-verification' ||
        stage === 'reviewing' ||
        stage === 'filling-form' ||
        (stage === 'fetching-values' && failure !== undefined)
      );
    },
    run: onOpenCase('case:call-back'),
  },
  'take-paper': {
    text: () => 'action.take-paper',
    isPossible: (desk) => {
      const { stage, waiverList, hasTakenCode } = openCaseOf(desk) ?? {};
      // By a code that the platform has not used up nobody is known for sure.
      return stage === 'calling-back' && waiverList !== undefined && hasTakenCode !== true;
    },
    run: onOpenCase('case:continue-on-paper'),
  },
  'withdraw-page': {
    key: 'F7',
    text: () => 'action.withdraw-page',
    isPossible: (desk) =>
      isCitizenAsked(desk) ||
      isPrincipalAsked(desk) ||
      areValuesChecked(desk) ||
      openCaseOf(desk)?.isWithdrawalAsked === true,
    run: (hands, desk) =>
      onOpenCase(isPrincipalAsked(desk) ? 'case:change-way' : 'case:withdraw-page')(hands, desk),
  },
  'withdraw-consent': {
    key: 'Control+F7',
    text: () => 'action.withdraw-consent',
    isPossible: (desk) => {
      const { withdrawable = [], isWithdrawalAsked } = openCaseOf(desk) ?? {};
      return withdrawable.length > 0 && isWithdrawalAsked !== true && !isProofAwaited(desk);
    },
    run: async ({ show }, desk) => {
      const open = openCaseOf(desk);
      if (open !== undefined) show({ kind: 'withdrawal', caseId: open.id });
    },
  },
  'try-again': {
    text: () => 'action.try-again',
    isPossible: (desk) => {
      const { stage, failure } = openCaseOf(desk) ?? {};
      const canRepeat =
        stage === 'identifying' ||
        stage === 'matching' ||
        stage === 'fetching-values' ||
        stage === 'taking-over';
      return canRepeat && failure !== undefined && failureCatalogue[failure.code].retriable;
    },
    run: onOpenCase('case:try-again'),
  },
  'submit-case': {
    key: 'F9',
    text: () => 'action.submit',
    isPossible: (desk) => openCaseOf(desk)?.stage === 'filling-form',
    run: ({ desk }) => submitForm(desk),
  },
  'hand-over': {
    key: 'Shift+F9',
    text: () => 'action.hand-over',
    isPossible: (desk) => {
      const stage = openCaseOf(desk)?.stage;
      const isFromStartWithPlatform = openCaseOf(desk)?.offline === undefined;
      return (
        isFromStartWithPlatform &&
        (stage === 'reviewing' || stage === 'asking-consent' || stage === 'filling-form')
      );
    },
    question: askWhetherToLeave,
    run: async ({ show }, desk) => {
      const open = openCaseOf(desk);
      if (open !== undefined) show({ kind: 'handover', caseId: open.id });
    },
  },
  'print-receipt': {
    key: 'F10',
    text: (desk) => {
      const { offline, caseNumber } = openCaseOf(desk) ?? {};
      return offline?.provisionalNumber !== undefined && caseNumber === undefined
        ? 'action.print-provisional'
        : 'action.print-receipt';
    },
    isPossible: (desk) => {
      const { stage, offline } = openCaseOf(desk) ?? {};
      return stage === 'received' || offline?.provisionalNumber !== undefined;
    },
    run: async ({ show }, desk) => {
      const open = openCaseOf(desk);
      if (open !== undefined) show({ kind: 'receipt', caseId: open.id });
    },
  },
  'print-consent-receipt': {
    key: 'Control+F10',
    text: () => 'action.print-consent-receipt',
    isPossible: (desk) => openCaseOf(desk)?.consentReceipts !== undefined && !isCitizenAsked(desk),
    run: async ({ show }, desk) => {
      const { id: caseId, consentReceipts: pages } = openCaseOf(desk) ?? {};
      if (caseId !== undefined && pages !== undefined) {
        show({ kind: 'consent-receipt', caseId, pages });
      }
    },
  },
  'hold-case': {
    key: 'Shift+F2',
    text: () => 'action.hold-case',
    isPossible: (desk) => {
      const open = openCaseOf(desk);
      return (
        open !== undefined &&
        !isHandedIn(open.stage) &&
        open.stage !== 'handing-over' &&
        !isUntouched(open)
      );
    },
    question: askWhetherToLeave,
    run: onOpenCase('case:hold'),
  },
  'open-another': {
    key: 'Control+F2',
    text: () => 'action.open-another',
    isPossible: (desk) => openCaseOf(desk)?.takesAnotherItem === true,
    question: askWhetherToLeave,
    run: onOpenCase('case:open-another'),
  },
  'mark-left': {
    key: 'Shift+F7',
    text: () => 'action.mark-left',
    isPossible: (desk) => {
      const open = openCaseOf(desk);
      return (
        open?.applicant !== undefined &&
        open.hasLeft !== true &&
        !isHandedIn(open.stage) &&
        !isBetweenWindows(open.stage) &&
        open.isVerifiedInAbsence !== true
      );
    },
    run: onOpenCase('case:mark-left'),
  },
  'close-case': {
    text: () => 'action.close-case',
    isPossible: (desk) => {
      const open = openCaseOf(desk);
      return (
        open !== undefined &&
        !isHandedIn(open.stage) &&
        !isBetweenWindows(open.stage) &&
        open.offline?.provisionalNumber === undefined
      );
    },
    question: (desk) => (openCaseOf(desk)?.stage === 'choosing-item' ? undefined : 'close'),
    run: onOpenCase('case:close'),
  },
  'leave-case': {
    key: 'Escape',
    text: () => 'action.leave-case',
    isPossible: (desk) => {
      const open = openCaseOf(desk);
      return open !== undefined && isHandedIn(open.stage);
    },
    run: onOpenCase('case:hold'),
  },
  'show-outbox': {
    key: 'Control+F9',
    text: () => 'action.show-outbox',
    isPossible: ({ session }) => session?.role === 'supervisor',
    run: async ({ show }) => show({ kind: 'outbox' }),
  },
  'open-palette': {
    key: 'Control+K',
    text: () => 'action.open-palette',
    isPossible: mayReceive,
    run: async ({ show }) => show({ kind: 'palette' }),
  },
  'confirm-session': {
    text: () => 'action.confirm-session',
    isPossible: ({ session, connectivity }) =>
      session?.isOffline === true && connectivity.platform.state === 'up',
    run: async ({ show }) => show({ kind: 'confirm-session' }),
  },
  'begin-drill': {
    text: () => 'action.begin-drill',
    isPossible: ({ session, connectivity }) =>
      session?.role === 'supervisor' && !connectivity.isDrill,
    question: askWhetherToLeave,
    run: ({ desk }) => desk.call('drill:begin', { minutes: 60 }),
  },
  'end-drill': {
    text: () => 'action.end-drill',
    isPossible: ({ connectivity }) => connectivity.isDrill,
    question: askWhetherToLeave,
    run: ({ desk }) => desk.call('drill:end', null),
  },
  lock: {
    key: 'Control+L',
    text: () => 'action.lock',
    isPossible: () => true,
    reachesLayers: true,
    run: ({ desk }) => desk.call('session:lock', null),
  },
  'log-out': {
    text: () => 'action.log-out',
    isPossible: () => true,
    question: askWhetherToLeave,
    run: ({ desk }) => desk.call('session:log-out', null),
  },
};

/** Opens a case of the shift. */
export function resumeCase(caseId: string): Deed {
  return {
    question: (desk) => (openCaseOf(desk)?.id === caseId ? undefined : askWhetherToLeave(desk)),
    run: ({ desk }) => desk.call('case:resume', { caseId }),
  };
}

/** Takes up a case of the shift, back from another window where it is on its way there. */
export function takeUpCase({ id, stage }: Pick<CaseSummary, 'id' | 'stage'>): Deed {
  return stage === 'handing-over'
    ? {
        question: askWhetherToLeave,
        run: ({ desk }) => desk.call('handover:take-back', { caseId: id }),
      }
    : resumeCase(id);
}

/** Takes up a case that another window offers. */
export function takeUpOffer(handoverId: string): Deed {
  return {
    question: askWhetherToLeave,
    run: ({ desk }) => desk.call('handover:take-up', { handoverId }),
  };
}

/** Gives back a case that another window offers. */
export function declineOffer(handoverId: string): Deed {
  return { run: ({ desk }) => desk.call('handover:decline', { handoverId }) };
}

/** Chooses an item in a variant: for the open case as long as it has none, otherwise for a new one. */
export function takeItem(itemCode: string, variant: string): Deed {
  return {
    question: askWhetherToLeave,
    run: async ({ desk }, snapshot) => {
      const open = openCaseOf(snapshot);
      const caseId = open?.stage === 'choosing-item' ? open.id : await openNewCase(desk);
      if (caseId !== undefined) {
        await desk.call('case:choose-item', { caseId, itemCode, variant });
      }
    },
  };
}

/** Settles a material of the open case by an offer, or takes that back where it was settled so. */
export function settleMaterial({ material, offer, isChosen }: LineOffer): Deed {
  return {
    run: async ({ desk }, snapshot) => {
      const open = openCaseOf(snapshot);
      if (open === undefined) return;
      const way = isChosen ? {} : { way: offer.way };
      await desk.call('case:settle-material', { caseId: open.id, material: material.code, ...way });
    },
  };
}

/** Ends a case of the call-back list that will not be handed in. */
export function endCallBack(ending: CallBackEnding): Deed {
  return {
    run: async ({ desk }, snapshot) => {
      const open = openCaseOf(snapshot);
      if (open !== undefined) await desk.call('case:end-call-back', { caseId: open.id, ending });
    },
  };
}

/** How many licences a consent page for the open case would ask for. */
export function numberToAskFor(desk: DeskSnapshot): number {
  const list = openCaseOf(desk)?.waiverList;
  return list === undefined ? 0 : licencesToAskFor(list).length;
}

/** Which case waits to be verified: the open one, or the first that was received offline. */
function toBeVerified(desk: DeskSnapshot): string | undefined {
  const open = openCaseOf(desk);
  if (open?.stage === 'awaiting-verification' || open?.stage === 'calling-back') return open.id;
  if (open !== undefined && !isHandedIn(open.stage)) return undefined;
  // The list has the newest first.
  return desk.cases.filter(({ stage }) => stage === 'awaiting-verification').at(-1)?.id;
}

function mayReceive({ session }: DeskSnapshot): boolean {
  return session !== undefined && pageOfRole[session.role] === 'intake';
}

/** Steps at which whoever is waited for may show their face. */
const stepsForFaces: ReadonlySet<string> = new Set([
  'proof',
  'runner',
  'guardian',
  'adult',
  'agent',
]);

function isProofAwaited(desk: DeskSnapshot): boolean {
  const open = openCaseOf(desk);
  return open !== undefined && isSomebodyAwaited(open);
}

function isReviewing(desk: DeskSnapshot): boolean {
  const open = openCaseOf(desk);
  return (
    open?.stage === 'reviewing' &&
    open.waiverList !== undefined &&
    open.waiverList.ineligible === undefined
  );
}

function hasFetchFailed(desk: DeskSnapshot): boolean {
  const open = openCaseOf(desk);
  return open?.stage === 'fetching-values' && open.failure !== undefined;
}

/** Whether somebody is looking at their own values before the clerk does. */
function areValuesChecked(desk: DeskSnapshot): boolean {
  return openCaseOf(desk)?.stage === 'checking-values';
}

function isCitizenAsked(desk: DeskSnapshot): boolean {
  return openCaseOf(desk)?.stage === 'asking-consent';
}

/** Whether a principal is being asked, on their phone, to entrust somebody who is here. */
function isPrincipalAsked(desk: DeskSnapshot): boolean {
  return isProofAwaited(desk) && openCaseOf(desk)?.identification?.step === 'delegation';
}

/** Leaving the open case takes the citizen's page back. */
function askWhetherToLeave(desk: DeskSnapshot): Question | undefined {
  return isCitizenAsked(desk) ? 'leave' : undefined;
}

type CaseChannel =
  | 'case:read-card'
  | 'case:show-face-code'
  | 'case:change-way'
  | 'case:await-adult'
  | 'case:push-consent'
  | 'case:continue-on-paper'
  | 'case:withdraw-page'
  | 'case:go-offline'
  | 'case:call-back'
  | 'case:try-again'
  | 'case:hold'
  | 'case:open-another'
  | 'case:mark-left'
  | 'case:close';

function onOpenCase(channel: CaseChannel): Command['run'] {
  return async ({ desk }, snapshot) => {
    const open = openCaseOf(snapshot);
    if (open !== undefined) await desk.call(channel, { caseId: open.id });
  };
}

async function openNewCase(desk: DeskStore): Promise<string | undefined> {
  if (!(await desk.call('case:open', null))) return undefined;
  const newest = await desk.renew();
  return newest === undefined ? undefined : openCaseOf(newest)?.id;
}

/** Hands the form in, or leads to the first field that keeps it from being handed in. */
async function submitForm(desk: DeskStore): Promise<void> {
  // The key may come while a field is being typed in: leaving it hands its text to main first.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await desk.settled();
  // Main's answer may come before the snapshot that shows what it took.
  const newest = await desk.renew();
  const open = newest === undefined ? undefined : openCaseOf(newest);
  if (open === undefined) return;
  const [first] = openPoints(open.form ?? [], hallDay(systemClock.now()));
  if (first === undefined) await desk.call('case:submit', { caseId: open.id });
  else focusField(first.field.key);
}
