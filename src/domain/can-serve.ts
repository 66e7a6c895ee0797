import { isApplicants, type RequiredLicence, type ServiceItem } from './service-item.ts';

/**
 * Whether the workstation can receive an item. It serves whoever applies as a person, in person, and asks for licences of
 * the applicant's only. Every licence is asked for on the same page, which is not enough consent for a sensitive one.
 */
export function canServe(item: ServiceItem): boolean {
  return (
    item.subjects.includes('person') &&
    item.materials.every(({ heldBy }) => isApplicants(heldBy)) &&
    item.licences.every(canAskFor)
  );
}

function canAskFor({ holder, isSensitive }: RequiredLicence): boolean {
  return isApplicants(holder) && !isSensitive;
}
