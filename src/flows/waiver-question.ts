import type { Case } from '../domain/case.ts';
import type { WaiverQuestion } from '../domain/waiver-list.ts';

/**
 * What the 免证清单 of a case is decided from, whoever applies and however they were identified.
 * @param today `YYYY-MM-DD` where the hall is
 * @returns undefined as long as it is not known who applies for what
 */
export function waiverQuestion(
  { item, variant, applicant, licences, handedInOtherwise, settledMaterials = [] }: Case,
  today: string,
): WaiverQuestion | undefined {
  if (item === undefined || variant === undefined || applicant === undefined) return undefined;
  return {
    item,
    variant,
    subjectType: applicant.subjectType,
    birthDate: applicant.birthDate,
    sources: { identityCards: ['applicant'], hasDelegation: false, holders: { applicant: 1 } },
    licences,
    handedInOtherwise,
    settled: settledMaterials,
    today,
  };
}
