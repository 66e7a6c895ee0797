import type { LicenceLibrary } from '../../main/platform-client/licence-library.ts';
import type { OfferedLicence } from '../../src/domain/licence.ts';
import type { LicenceHolder, ServiceItem } from '../../src/domain/service-item.ts';
import type { PresentSources } from '../../src/domain/waiver-list.ts';
import type { Holder } from '../seed/make-licence.ts';

/** Who takes part in an application of the seed. */
interface Application {
  readonly item: ServiceItem;
  readonly holder: Holder;
  readonly others?: readonly { readonly holder: Holder; readonly heldBy: LicenceHolder }[];
}

/** What the library offers of all who take part, each asked about in their part, and how many there are of each. */
export async function offeredTo(
  library: LicenceLibrary,
  { item, holder, others = [] }: Application,
): Promise<{
  readonly licences: readonly OfferedLicence[];
  readonly holders: PresentSources['holders'];
}> {
  const licences: OfferedLicence[] = [];
  const holders: Partial<Record<LicenceHolder, number>> = {};
  const parts: readonly (readonly [LicenceHolder, Holder])[] = [
    ['applicant', holder],
    // Whoever applies for a family is one of its adults.
    ...(others.some(({ heldBy }) => heldBy === 'each-adult')
      ? ([['each-adult', holder]] as const)
      : []),
    ...others.map((other) => [other.heldBy, other.holder] as const),
  ];
  for (const [heldBy, of] of parts) {
    const ofPerson = holders[heldBy] ?? 0;
    holders[heldBy] = ofPerson + 1;
    const listed = await library.list({ item, ...of, heldBy, ofPerson, caseId: 'case-2' });
    if (!listed.ok) throw new Error(listed.problem.code);
    licences.push(...listed.value);
  }
  return { licences, holders };
}
