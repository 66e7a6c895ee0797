import {
  type Applicant,
  birthDateOfPerson,
  type IdentifiedPerson,
  type PresentPerson,
} from '../domain/applicant.ts';
import type { Case } from '../domain/case.ts';
import type { LicenceHolder } from '../domain/service-item.ts';
import type { WaiverQuestion } from '../domain/waiver-list.ts';

/**
 * What the 免证清单 of a case is decided from, whoever applies and however they were identified.
 * @param today `YYYY-MM-DD` where the hall is
 * @returns undefined as long as it is not known who applies for what
 */
export function waiverQuestion(
  { item, variant, applicant, present, licences, handedInOtherwise, settledMaterials = [] }: Case,
  today: string,
): WaiverQuestion | undefined {
  if (item === undefined || variant === undefined || applicant === undefined) return undefined;
  const birthDate = birthDateOfPerson(applicant);
  return {
    item,
    variant,
    subjectType: applicant.subjectType,
    ...(birthDate === undefined ? {} : { birthDate }),
    sources: {
      identityCards: identityCards(applicant, present),
      hasDelegation: present?.basis.kind === 'delegation',
      // The library is asked about the applicant only.
      holders: { applicant: 1 },
    },
    licences,
    handedInOtherwise,
    settled: settledMaterials,
    today,
  };
}

/** Whoever brings the representative's card (经办人) shows their own as an agent does. */
const holderOf = {
  agent: 'agent',
  runner: 'agent',
  guardian: 'guardian',
} as const satisfies Readonly<Record<PresentPerson['as'], LicenceHolder>>;

function identityCards(
  applicant: Applicant,
  present: PresentPerson | undefined,
): readonly LicenceHolder[] {
  const { subjectType, representative } = applicant;
  // 经营者: whoever runs an individual business applies with their own card.
  const isThemselves = subjectType === 'person' || subjectType === 'individual-business';
  return [
    ...(isThemselves && hasShownCard(applicant) ? (['applicant'] as const) : []),
    ...(representative !== undefined && hasShownCard(representative)
      ? (['representative'] as const)
      : []),
    ...(present !== undefined && hasShownCard(present) ? [holderOf[present.as]] : []),
  ];
}

function hasShownCard({ proof }: IdentifiedPerson): boolean {
  return proof.by === 'identity-card';
}
