import { type Applicant, birthDateOfPerson } from './applicant.ts';
import type { LicenceSummary } from './licence.ts';
import { chooseLicence, type LicenceFault, type LicenceNote } from './licence-health.ts';
import {
  type Material,
  narrowToVariant,
  type OtherSource,
  type ServiceItem,
} from './service-item.ts';

/** How a material is dealt with in one case. */
export type WaiverStatus =
  | 'waived-by-licence'
  | 'covered-by-other-source'
  | 'needed-on-paper'
  | 'not-needed';

/** Why a material is dealt with in that way; each has a sentence in the locale files (`waiver.<reason>`). */
export type WaiverReason =
  | 'licence-valid'
  | 'identity-card-read'
  | 'department-looks-up'
  | 'not-in-this-variant'
  | 'handed-in-otherwise'
  | 'no-replacement-registered'
  | 'no-licence-in-library'
  | LicenceFault;

/** One material of the 免证清单. */
export interface WaiverLine {
  readonly material: { readonly code: string; readonly name: string };
  readonly status: WaiverStatus;
  readonly reason: WaiverReason;
  /** The licence that decided it, good or bad. */
  readonly licence?: LicenceSummary;
  /** Only where a licence waives it; absent when there is nothing to say. */
  readonly notes?: readonly LicenceNote[];
}

/** Why this person cannot be served for this item at all. */
export interface IneligibleReason {
  readonly reason: 'too-young';
  readonly age: number;
  readonly minimumAge: number;
}

/** The 免证清单: what happens to each material of an item in one case. */
export interface WaiverList {
  readonly lines: readonly WaiverLine[];
  readonly ineligible?: IneligibleReason;
}

/** What the list is decided from. */
export interface WaiverQuestion {
  readonly item: ServiceItem;
  readonly variant: string;
  readonly applicant: Applicant;
  readonly licences: readonly LicenceSummary[];
  /** Type codes whose use the citizen has not allowed. */
  readonly handedInOtherwise: readonly string[];
  /** Today as `YYYY-MM-DD` where the hall is. */
  readonly today: string;
}

/** Decides for every material of the item how it is satisfied, and whether the person qualifies at all. */
export function decideWaiverList(question: WaiverQuestion): WaiverList {
  const lines = question.item.materials.map((material) => decideLine(material, question));
  const ineligible = decideEligibility(question);
  return ineligible === undefined ? { lines } : { lines, ineligible };
}

/**
 * The licences that replace a material, or would if the citizen allowed it: the ones a consent page asks for.
 * Each once, even if it replaces several materials. None when the person does not qualify, for then nothing may be
 * asked.
 */
export function licencesToAskFor(list: WaiverList): readonly LicenceSummary[] {
  if (list.ineligible !== undefined) return [];
  const byCode = new Map<string, LicenceSummary>();
  for (const { licence, status, reason } of list.lines) {
    const replaces = status === 'waived-by-licence' || reason === 'handed-in-otherwise';
    if (licence !== undefined && replaces) byCode.set(licence.licenceCode, licence);
  }
  return [...byCode.values()];
}

/** How many materials of a list have a status. */
export function countLines(list: WaiverList, status: WaiverStatus): number {
  return list.lines.filter((line) => line.status === status).length;
}

function decideLine(material: Material, question: WaiverQuestion): WaiverLine {
  const { item, variant, applicant, licences, handedInOtherwise, today } = question;
  const named = { material: { code: material.code, name: material.name } };
  if (narrowToVariant([material], variant).length === 0) {
    return { ...named, status: 'not-needed', reason: 'not-in-this-variant' };
  }
  const source = material.coveredBy?.find(
    (offered) => offered === 'department' || offered === applicant.proof.by,
  );
  if (source !== undefined) {
    return { ...named, status: 'covered-by-other-source', reason: reasonOfSource[source] };
  }
  if (material.replacedBy === undefined) {
    return { ...named, status: 'needed-on-paper', reason: 'no-replacement-registered' };
  }
  const chosen = chooseLicence(
    licences.filter(({ typeCode }) => typeCode === material.replacedBy),
    item.licences.find(({ typeCode }) => typeCode === material.replacedBy),
    today,
  );
  if (chosen === undefined) {
    return { ...named, status: 'needed-on-paper', reason: 'no-licence-in-library' };
  }
  const { licence, fault, notes } = chosen;
  if (fault !== undefined) {
    return { ...named, status: 'needed-on-paper', reason: fault, licence };
  }
  if (handedInOtherwise.includes(licence.typeCode)) {
    return { ...named, status: 'needed-on-paper', reason: 'handed-in-otherwise', licence };
  }
  const waived = {
    ...named,
    status: 'waived-by-licence',
    reason: 'licence-valid',
    licence,
  } as const;
  return notes.length === 0 ? waived : { ...waived, notes };
}

const reasonOfSource: Readonly<Record<OtherSource, WaiverReason>> = {
  'identity-card': 'identity-card-read',
  department: 'department-looks-up',
};

function decideEligibility(question: WaiverQuestion): IneligibleReason | undefined {
  const variant = question.item.variants.find(({ code }) => code === question.variant);
  if (variant?.minimumAge === undefined) return undefined;
  const birthDate = birthDateOfPerson(question.applicant);
  if (birthDate === undefined) return undefined;
  const age = ageOn(birthDate, question.today);
  return age < variant.minimumAge
    ? { reason: 'too-young', age, minimumAge: variant.minimumAge }
    : undefined;
}

/** Age in whole years on a day; both dates `YYYY-MM-DD`. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
