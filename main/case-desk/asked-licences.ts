import type { Case } from '../../src/domain/case.ts';
import type { OfferedLicence } from '../../src/domain/licence.ts';
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

/**
 * The licences whose values may be fetched: agreed to on the last page, and not replaced by paper since, and those that
 * the department may look at by duty.
 */
export function licencesToFetch(asked: Case): readonly OfferedLicence[] {
  const agreed = asked.consents.at(-1)?.agreedTypes ?? [];
  const byDuty = asked.waiverList === undefined ? [] : licencesByDuty(asked.waiverList);
  const byConsent = askedLicences(asked)
    .map(({ summary }) => summary)
    .filter(
      ({ typeCode }) => agreed.includes(typeCode) && !asked.handedInOtherwise.includes(typeCode),
    );
  const allowed = new Set([...byDuty, ...byConsent].map(({ licenceCode }) => licenceCode));
  return asked.licences.filter(({ licenceCode }) => allowed.has(licenceCode));
}
