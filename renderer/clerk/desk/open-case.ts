import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { mayBeLeft } from '../../../src/domain/case.ts';

/** The case in the middle of the window; one that was dropped is no longer there. */
export function openCaseOf({ case: found }: DeskSnapshot): ClerkCase | undefined {
  return found?.stage === 'closed' ? undefined : found;
}

/** Whether nobody has to stay with a case: it has ended, or only waits for the platform or for somebody's return. */
export function isHandedIn(stage: ClerkCase['stage']): boolean {
  return mayBeLeft({ stage });
}

/** Whether a case is on its way to or from another window: nothing can be done with it here. */
export function isBetweenWindows(stage: ClerkCase['stage']): boolean {
  return stage === 'handing-over' || stage === 'taking-over';
}

/** Whether nothing has been done with a case yet. */
export function isUntouched({ stage, item, applicant }: ClerkCase): boolean {
  return stage === 'choosing-item' && item === undefined && applicant === undefined;
}

/** Until the citizen is asked the item can be chosen anew; what followed from it is then worked out anew. */
export function canChangeItem(stage: ClerkCase['stage']): boolean {
  return (
    stage === 'choosing-item' ||
    stage === 'identifying' ||
    stage === 'matching' ||
    stage === 'reviewing'
  );
}

/** Whether the clerk may settle materials without their paper now: before asking, and until the case is handed in. */
export function canSettle(stage: ClerkCase['stage']): boolean {
  return stage === 'reviewing' || stage === 'filling-form';
}

/** Whether the citizen's answer is waited for, or what it brings. */
export function isAwaitingValues(stage: ClerkCase['stage']): boolean {
  return stage === 'asking-consent' || stage === 'fetching-values' || stage === 'checking-values';
}

/** Whether somebody is to prove who they are now: the applicant, who may have gone away, or a further adult beside them. */
export function isSomebodyAwaited({
  stage,
  identification,
  hasLeft,
}: Pick<ClerkCase, 'stage' | 'identification' | 'hasLeft'>): boolean {
  const isReviewed = stage === 'reviewing' && identification !== undefined;
  return (
    stage === 'identifying' || (isReviewed && (hasLeft === true || identification.step !== 'proof'))
  );
}

/** Whether more than one person is asked in a case, each in turn. */
export function isAskingSeveral({ holders = [] }: Pick<ClerkCase, 'holders'>): boolean {
  return holders.filter(({ standing }) => standing !== 'nothing-to-ask').length > 1;
}

/** Whose turn it is, where several people are asked. */
export function nextOfSeveral(
  current: Pick<ClerkCase, 'holders'>,
): NonNullable<ClerkCase['holders']>[number] | undefined {
  return isAskingSeveral(current) ? current.holders?.find(({ isNext }) => isNext) : undefined;
}
