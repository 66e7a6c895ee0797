import type { CaseSummary } from '../../../src/contracts/clerk-ipc.ts';
import { type Case, isSentBack } from '../../../src/domain/case.ts';
import { shownParty } from '../../../src/domain/masking.ts';
import { type Clock, hallDay } from '../../../src/support/clock.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { CaseStore } from '../../storage/case-store.ts';

/** The cases of one clerk's shift: all that have not ended, and those that were received today. */
export interface Shift {
  /** Begins a clerk's shift with what is stored, or ends it. */
  begin(clerk: string | undefined): void;
  /** A case has been stored. */
  note(stored: Case): void;
  /** Newest first. */
  summaries(openCaseId: string | undefined): readonly CaseSummary[];
  /** Ids of the cases of a visit that can be worked on, newest first. */
  ofVisit(visitId: string): readonly string[];
  /** Ids of the cases that wait for whoever they are for, newest first. */
  calledBack(): readonly string[];
  /** Ids of the cases that wait in the rail and can be worked on, newest first. */
  waiting(): readonly string[];
}

/** What a shift needs. */
export interface ShiftOptions {
  readonly clock: Clock;
  readonly cases: CaseStore;
  readonly log: Log;
}

/** Keeps the list by what it is told, so that showing it opens nothing that is sealed. */
export function createShift({ clock, cases, log }: ShiftOptions): Shift {
  let owner: string | undefined;
  const byId = new Map<string, Summary>();

  function note(stored: Case): void {
    if (stored.clerk !== owner || stored.stage === 'closed') byId.delete(stored.id);
    else byId.set(stored.id, summaryOf(stored));
  }

  /** A shift may last past midnight: what was received on an earlier day leaves the list by itself. */
  function listed(): readonly Summary[] {
    const today = hallDay(clock.now());
    return [...byId.values()]
      .filter(({ stage, since }) => stage !== 'received' || hallDay(since) === today)
      .reverse()
      .sort((a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt));
  }

  const canBeWorkedOn = ({ stage }: Summary) => !notWorkedOn.has(stage);

  return {
    begin: (clerk) => {
      owner = clerk;
      byId.clear();
      if (clerk === undefined) return;
      const found = cases.listShift(clerk, hallDay(clock.now()));
      if (found.unreadable.length > 0) {
        log.warn('case.unreadable', { count: found.unreadable.length });
      }
      for (const stored of found.cases) note(stored);
    },
    note,
    summaries: (openCaseId) => {
      const visitId = openCaseId === undefined ? undefined : byId.get(openCaseId)?.visitId;
      return listed().map(({ visitId: own, ...summary }) => ({
        ...summary,
        isOpen: summary.id === openCaseId,
        ...(visitId === undefined || own !== visitId ? {} : { isOfOpenVisit: true as const }),
      }));
    },
    ofVisit: (visitId) =>
      listed()
        .filter((summary) => summary.visitId === visitId && canBeWorkedOn(summary))
        .map(({ id }) => id),
    calledBack: () =>
      listed()
        .filter(({ stage }) => stage === 'calling-back')
        .map(({ id }) => id),
    waiting: () =>
      listed()
        .filter(canBeWorkedOn)
        .map(({ id }) => id),
  };
}

/** Stages at which nothing can be done with a case here. */
const notWorkedOn: ReadonlySet<Case['stage']> = new Set([
  'received',
  'submitting',
  'handing-over',
  'awaiting-verification',
  'calling-back',
]);

/** A line of the shift, whichever case is open. */
interface Summary extends Omit<CaseSummary, 'isOpen' | 'isOfOpenVisit'>, Pick<Case, 'visitId'> {}

function summaryOf(stored: Case): Summary {
  const { id, stage, openedAt, stageSince, item, applicant, caseNumber, visitId, handover } =
    stored;
  const { offline } = stored;
  const variant = item?.variants.find(({ code }) => code === stored.variant);
  return {
    id,
    stage,
    openedAt,
    since: stageSince,
    ...(item === undefined ? {} : { itemName: item.name }),
    ...(variant === undefined ? {} : { variantName: variant.name }),
    ...(applicant === undefined ? {} : { applicantMasked: shownParty(applicant).nameMasked }),
    ...(caseNumber === undefined ? {} : { caseNumber }),
    ...(offline?.received === undefined
      ? {}
      : { provisionalNumber: offline.received.provisionalNumber }),
    ...(stage === 'handing-over' && handover !== undefined ? { handedTo: handover.window } : {}),
    isSentBack: isSentBack(stored),
    ...(stored.leftAt === undefined ? {} : { leftAt: stored.leftAt }),
    ...(visitId === undefined ? {} : { visitId }),
  };
}
