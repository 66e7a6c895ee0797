import {
  isApplicants,
  type Material,
  type RequiredLicence,
  type ServiceItem,
} from './service-item.ts';

/**
 * Whether the workstation can receive an item by all of its rules; half of the rules would give a wrong 免证清单. It
 * judges a material by card, department and one licence of the
 * applicant's. Every licence is asked for on the same page, which is not enough consent for a sensitive one, and too much
 * for one that the department may look at without.
 */
export function canServe(item: ServiceItem): boolean {
  return item.materials.every(canJudge) && item.licences.every(canAskFor);
}

/** Marks of a material for which the 免证清单 has no line yet. */
const unknownMarks = [
  'orReplacedBy',
  'orOnPaper',
  'isCoveredByDelegation',
  'isFromForm',
  'isDeferrable',
  'pledge',
  'isSensitive',
] as const satisfies readonly (keyof Material)[];

function canJudge(material: Material): boolean {
  return isApplicants(material.heldBy) && unknownMarks.every((mark) => !(mark in material));
}

function canAskFor({ holder, basis, isSensitive }: RequiredLicence): boolean {
  return isApplicants(holder) && basis === 'consent' && !isSensitive;
}
