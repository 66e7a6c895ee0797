import type { Case } from '../../../src/domain/case.ts';
import { lastRecordOf, licencesToAskOf, peopleOf } from '../../../src/domain/case-holders.ts';
import { isListed, type LicenceSummary, type OfferedLicence } from '../../../src/domain/licence.ts';
import { type RequiredLicence, registeredNeed } from '../../../src/domain/service-item.ts';
import { licencesByDuty } from '../../../src/domain/waiver-list.ts';
import type { AskedLicence } from '../../evaluator-pages/compose-consent-page.ts';

/**
 * The licences of one person that a consent page of this case asks for, each once, or each type once where it is not known
 * which there are, with what the item has registered to use of it: of a licence that they add in two parts, as the applicant and as one of several adults, what both need. Those
 * that are sensitive come last.
 */
export function askedLicences(subject: Case, number: string): readonly AskedLicence[] {
  const { item } = subject;
  if (item === undefined) return [];
  const asked = new Map<string, AskedLicence>();
  for (const summary of licencesToAskOf(subject, number)) {
    const required = registeredNeed(item, summary);
    if (required === undefined) continue;
    const which = isListed(summary) ? summary.licenceCode : summary.typeCode;
    const before = asked.get(which);
    asked.set(
      which,
      before === undefined
        ? { summary, required }
        : { ...before, required: bothOf(before.required, required) },
    );
  }
  const inOrder = [...asked.values()];
  return [
    ...inOrder.filter(({ required }) => !required.isSensitive),
    ...inOrder.filter(({ required }) => required.isSensitive),
  ];
}

/** The licences that a consent page of this case tells of because the department may look at them by duty. */
export function licencesToldOf({
  item,
  waiverList,
}: Pick<Case, 'item' | 'waiverList'>): readonly AskedLicence[] {
  if (item === undefined || waiverList === undefined) return [];
  return licencesByDuty(waiverList).flatMap((summary) => {
    const required = registeredNeed(item, summary);
    return required === undefined ? [] : [{ summary, required }];
  });
}

function bothOf(one: RequiredLicence, other: RequiredLicence): RequiredLicence {
  const known = new Set(one.fields.map(({ key }) => key));
  return {
    ...one,
    isSensitive: one.isSensitive || other.isSensitive,
    fields: [...one.fields, ...other.fields.filter(({ key }) => !known.has(key))],
    purpose: one.purpose === other.purpose ? one.purpose : `${one.purpose}${other.purpose}`,
  };
}

/**
 * The licences of one person that they agreed to on the last page they were asked with, and not replaced by paper since. One
 * that has not been looked up is none yet.
 */
export function consentedOf(asked: Case, number: string): readonly LicenceSummary[] {
  const agreed = lastRecordOf(asked, number)?.agreedTypes ?? [];
  const { handedInOtherwise = [] } =
    asked.holders?.find((holder) => holder.number === number) ?? asked;
  return licencesToAskOf(asked, number)
    .filter(isListed)
    .filter(({ typeCode }) => agreed.includes(typeCode) && !handedInOtherwise.includes(typeCode));
}

/** The licences whose values may be fetched: those consented to, and those the department may look at by duty. */
export function licencesToFetch(asked: Case): readonly OfferedLicence[] {
  const byDuty =
    asked.waiverList === undefined ? [] : licencesByDuty(asked.waiverList).filter(isListed);
  const consented = peopleOf(asked).flatMap(({ number }) => consentedOf(asked, number));
  return offered(asked, [...byDuty, ...consented]);
}

/** What the library has offered of some licences; one that is added in two parts was offered for each of them. */
function offered({ licences }: Case, wanted: readonly LicenceSummary[]): readonly OfferedLicence[] {
  return licences.filter((licence) => wanted.some((one) => isSame(one, licence)));
}

function isSame(one: LicenceSummary, other: LicenceSummary): boolean {
  return (
    one.licenceCode === other.licenceCode &&
    (one.heldBy ?? 'applicant') === (other.heldBy ?? 'applicant') &&
    (one.ofPerson ?? 0) === (other.ofPerson ?? 0)
  );
}
