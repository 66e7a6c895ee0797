import {
  type Applicant,
  birthDateOfPerson,
  type IdentifiedPerson,
  type PresentPerson,
} from '../domain/applicant.ts';
import type { Case } from '../domain/case.ts';
import {
  type HolderPart,
  holderParts,
  licenceHolderOf,
  missingAdults,
} from '../domain/case-holders.ts';
import type { LicenceHolder } from '../domain/service-item.ts';
import type { WaiverQuestion } from '../domain/waiver-list.ts';

/**
 * What the 免证清单 of a case is decided from, whoever applies and however they were identified.
 * @param today `YYYY-MM-DD` where the hall is
 * @returns undefined as long as it is not known who applies for what
 */
export function waiverQuestion(subject: Case, today: string): WaiverQuestion | undefined {
  const { item, variant, applicant, present, licences } = subject;
  const { handedInOtherwise, settledMaterials = [] } = subject;
  if (item === undefined || variant === undefined || applicant === undefined) return undefined;
  const birthDate = birthDateOfPerson(applicant);
  const parts = holderParts(subject);
  const byOthers = parts.filter(({ person }) => person !== applicant);
  return {
    item,
    variant,
    subjectType: applicant.subjectType,
    ...(birthDate === undefined ? {} : { birthDate }),
    sources: {
      identityCards: identityCards(applicant, present),
      hasDelegation: present?.basis.kind === 'delegation',
      ...entrusted(present),
      holders: lookedUp(parts, missingAdults(subject) > 0),
    },
    licences,
    ...(subject.offline?.isLibraryAway ? { isLibraryAway: true as const } : {}),
    handedInOtherwise,
    ...(byOthers.length === 0
      ? {}
      : {
          handedInByOthers: byOthers.map(({ heldBy, ofPerson, handedInOtherwise: typeCodes }) => ({
            heldBy,
            ofPerson,
            typeCodes,
          })),
        }),
    settled: settledMaterials,
    today,
  };
}

function entrusted(
  present: PresentPerson | undefined,
): Pick<WaiverQuestion['sources'], 'entrustedTypes'> {
  if (present?.basis.kind !== 'delegation') return {};
  const { licenceTypes } = present.basis;
  return licenceTypes === undefined ? {} : { entrustedTypes: licenceTypes };
}

/** How many of each kind the library is asked about. As long as an adult is missing, what each adult adds cannot be there. */
function lookedUp(
  parts: readonly HolderPart[],
  isAdultMissing: boolean,
): WaiverQuestion['sources']['holders'] {
  const holders: Partial<Record<LicenceHolder, number>> = {};
  for (const { heldBy } of parts) {
    if (heldBy !== 'each-adult' || !isAdultMissing) holders[heldBy] = (holders[heldBy] ?? 0) + 1;
  }
  return holders;
}

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
    ...(present !== undefined && hasShownCard(present) ? [licenceHolderOf[present.as]] : []),
  ];
}

function hasShownCard({ proof }: IdentifiedPerson): boolean {
  return proof.by === 'identity-card';
}
