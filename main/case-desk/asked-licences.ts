import type { Case } from '../../src/domain/case.ts';
import type { LicenceSummary, OfferedLicence } from '../../src/domain/licence.ts';
import { registeredNeed } from '../../src/domain/service-item.ts';
import { licencesByDuty, licencesToAskFor } from '../../src/domain/waiver-list.ts';
import type { AskedLicence } from '../evaluator-pages/compose-consent-page.ts';

/** The licences a consent page of this case asks for, each with what the item has registered to use of its holder's. */
export function askedLicences({
  item,
  waiverList,
}: Pick<Case, 'item' | 'waiverList'>): readonly AskedLicence[] {
  if (item === undefined || waiverList === undefined) return [];
  return licencesToAskFor(waiverList).flatMap((summary) => {
    const required = registeredNeed(item, summary);
    return required === undefined ? [] : [{ summary, required }];
  });
}

/** The licences that were agreed to on the last page, and not replaced by paper since. */
export function consentedLicences(asked: Case): readonly OfferedLicence[] {
  const agreed = asked.consents.at(-1)?.agreedTypes ?? [];
  const consented = askedLicences(asked)
    .map(({ summary }) => summary)
    .filter(
      ({ typeCode }) => agreed.includes(typeCode) && !asked.handedInOtherwise.includes(typeCode),
    );
  return offered(asked, consented);
}

/** The licences whose values may be fetched: those consented to, and those the department may look at by duty. */
export function licencesToFetch(asked: Case): readonly OfferedLicence[] {
  const byDuty = asked.waiverList === undefined ? [] : licencesByDuty(asked.waiverList);
  return offered(asked, [...byDuty, ...consentedLicences(asked)]);
}

function offered({ licences }: Case, wanted: readonly LicenceSummary[]): readonly OfferedLicence[] {
  const codes = new Set(wanted.map(({ licenceCode }) => licenceCode));
  return licences.filter(({ licenceCode }) => codes.has(licenceCode));
}
