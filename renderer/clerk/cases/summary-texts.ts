import type { CaseSummary } from '../../../src/contracts/clerk-ipc.ts';
import { timeOfDay } from '../locale/moments.ts';
import type { TextOf } from '../locale/text-key.ts';

/** A case in words. */
interface SummaryTexts {
  /** Whose it is, masked; before that is known, what it is about. */
  readonly name: string;
  /** What it is about, unless the name says so. */
  readonly item: string | undefined;
  /** Item and variant, when it was opened, and its number. */
  readonly detail: string;
}

/** What is said of a case where it is one of many. */
export function summaryTexts(summary: CaseSummary, t: TextOf): SummaryTexts {
  const { applicantMasked, itemName, variantName, openedAt, caseNumber, handedTo } = summary;
  const { provisionalNumber } = summary;
  const item = itemName ?? t('case.no-item-yet');
  return {
    name: applicantMasked ?? itemName ?? t('case.nobody-yet'),
    item: applicantMasked === undefined ? undefined : item,
    detail: [
      variantName === undefined ? item : t('case.item-text', { item, variant: variantName }),
      t('case.opened-at', { time: timeOfDay(openedAt) }),
      ...[caseNumber ?? provisionalNumber ?? []].flat(),
      ...(handedTo === undefined ? [] : [t('case.handed-to', { window: handedTo.name })]),
    ].join(' · '),
  };
}
