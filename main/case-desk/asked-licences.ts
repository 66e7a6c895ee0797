import type { Case } from '../../src/domain/case.ts';
import type { OfferedLicence } from '../../src/domain/licence.ts';
import { licencesToAskFor } from '../../src/domain/waiver-list.ts';
import type { AskedLicence } from '../evaluator-pages/compose-consent-page.ts';

/** The licences a consent page of this case asks for, each with what the item has registered to use of it. */
export function askedLicences({
  item,
  waiverList,
}: Pick<Case, 'item' | 'waiverList'>): readonly AskedLicence[] {
  if (item === undefined || waiverList === undefined) return [];
  return licencesToAskFor(waiverList).flatMap((summary) => {
    const required = item.licences.find(({ typeCode }) => typeCode === summary.typeCode);
    return required === undefined ? [] : [{ summary, required }];
  });
}

/** The licences whose values may be fetched: agreed to on the last page, and not replaced by paper since. */
export function consentedLicences(asked: Case): readonly OfferedLicence[] {
  const agreed = asked.consents.at(-1)?.agreedTypes ?? [];
  const allowed = new Set(
    askedLicences(asked)
      .filter(
        ({ summary: { typeCode } }) =>
          agreed.includes(typeCode) && !asked.handedInOtherwise.includes(typeCode),
      )
      .map(({ summary }) => summary.licenceCode),
  );
  return asked.licences.filter(({ licenceCode }) => allowed.has(licenceCode));
}
