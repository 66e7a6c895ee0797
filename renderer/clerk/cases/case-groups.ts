import type { CaseSummary } from '../../../src/contracts/clerk-ipc.ts';
import { hasEnded } from '../../../src/domain/case.ts';

/**
 * What a case of the shift waits for, in the order in which it should catch the eye. `at-work` it is open · `sent-back`
 * the platform or another window did not take it · `held` (挂起) the clerk has put it aside · `handed-over` (转交中) it is
 * offered to another window · `unsynced` (待同步) the platform has not
 * acknowledged it · `awaiting-verification` (待核验) it was received offline · `calling-back` (回访) it waits for whoever it is
 * for · `received` (收件) today.
 */
export const caseGroups = [
  'at-work',
  'sent-back',
  'held',
  'handed-over',
  'awaiting-verification',
  'calling-back',
  'unsynced',
  'received',
] as const;
export type CaseGroup = (typeof caseGroups)[number];

/** Which group a case belongs to. */
export function groupOf({ stage, isOpen, isSentBack }: CaseSummary): CaseGroup {
  if (hasEnded(stage)) return 'received';
  if (stage === 'submitting') return 'unsynced';
  if (stage === 'awaiting-verification' || stage === 'calling-back') return stage;
  if (stage === 'handing-over') return 'handed-over';
  if (isSentBack) return 'sent-back';
  return isOpen ? 'at-work' : 'held';
}

/** The cases of each group, in the order they come in; groups without any are left out. */
export function groupCases(
  cases: readonly CaseSummary[],
): readonly (readonly [CaseGroup, readonly CaseSummary[]])[] {
  return caseGroups
    .map((group) => [group, cases.filter((summary) => groupOf(summary) === group)] as const)
    .filter(([, members]) => members.length > 0);
}

/** How many cases each group has. */
export function countCases(cases: readonly CaseSummary[]): Readonly<Record<CaseGroup, number>> {
  const counts = {
    'at-work': 0,
    'sent-back': 0,
    held: 0,
    'handed-over': 0,
    'awaiting-verification': 0,
    'calling-back': 0,
    unsynced: 0,
    received: 0,
  };
  for (const summary of cases) counts[groupOf(summary)] += 1;
  return counts;
}

/** The cases that what was typed means: a part of the masked name, of item or variant, or the end of either number. */
export function findCases(cases: readonly CaseSummary[], typed: string): readonly CaseSummary[] {
  const wanted = typed.trim().toLowerCase();
  return cases.filter(
    ({
      applicantMasked = '',
      itemName = '',
      variantName = '',
      caseNumber = '',
      provisionalNumber = '',
    }) =>
      [caseNumber, provisionalNumber].some((number) => number.toLowerCase().endsWith(wanted)) ||
      [applicantMasked, itemName, variantName].some((text) => text.toLowerCase().includes(wanted)),
  );
}
