import { ageOn } from './age.ts';
import {
  type AskableLicence,
  type AwaitedLicence,
  isListed,
  type LicenceSummary,
} from './licence.ts';
import {
  type ChosenLicence,
  chooseLicence,
  type LicenceNote,
  licenceFaults,
} from './licence-health.ts';
import {
  type MaterialSettlement,
  type SettledMaterial,
  type SettlementOffer,
  type SettlementWay,
  settlementOffers,
} from './material-settlement.ts';
import {
  type LicenceHolder,
  type Material,
  narrowToVariant,
  type RequiredLicence,
  replacingNeeds,
  type ServiceItem,
  type SubjectKind,
  type Variant,
} from './service-item.ts';

/** How the item's rules deal with a material in one case. */
export const waiverStatuses = [
  'waived-by-licence',
  'to-be-verified',
  'covered-by-other-source',
  'needed-on-paper',
  'not-needed',
] as const;
/** One of them. */
export type WaiverStatus = (typeof waiverStatuses)[number];

/** What becomes of a material: as the rules say, or settled without its paper (容缺, 告知承诺, 协查). */
export type MaterialTreatment = WaiverStatus | 'deferred' | 'pledged' | 'under-check';

/** Why the rules deal with a material in that way; each has a sentence in the locale files (`waiver.<reason>`). */
export const waiverReasons = [
  'licence-valid',
  'licence-by-duty',
  'library-away',
  'library-away-by-duty',
  'identity-card-read',
  'department-looks-up',
  'delegation-confirmed',
  'made-from-form',
  'not-in-this-variant',
  'handed-in-otherwise',
  'not-entrusted',
  'no-replacement-registered',
  'holder-not-looked-up',
  'no-licence-in-library',
  ...licenceFaults,
] as const;
/** One of them. */
export type WaiverReason = (typeof waiverReasons)[number];

/** One material of the 免证清单. */
export interface WaiverLine {
  readonly material: Pick<Material, 'code' | 'name' | 'isSensitive'>;
  readonly status: WaiverStatus;
  readonly reason: WaiverReason;
  /** The licence that decided it, good or bad. */
  readonly licence?: LicenceSummary;
  /** Where it takes a licence of each of several holders: those of the others. */
  readonly otherLicences?: readonly LicenceSummary[];
  /** What will be looked up where the library could not be asked: every type that the item lets replace the material. */
  readonly awaited?: readonly AwaitedLicence[];
  /** Where only some of several holders have not allowed it: whose paper is needed, as anybody opposite may see it. */
  readonly papersOf?: readonly string[];
  /** Only where a licence waives it; absent when there is nothing to say. */
  readonly notes?: readonly LicenceNote[];
  /** Papers, any one of which is taken in its place; only where a paper is needed. */
  readonly papers?: readonly string[];
  /** How it may be settled without a paper; only where one is needed otherwise. */
  readonly offers?: readonly SettlementOffer[];
  /** How it was settled; only where an offer allows it. */
  readonly settled?: MaterialSettlement;
}

/** Why this applicant cannot be served for this item, or in this variant of it; a sentence each (`ineligible.<reason>`). */
export type IneligibleReason =
  | { readonly reason: 'subject-not-served'; readonly subject: SubjectKind }
  | { readonly reason: 'subject-not-in-variant'; readonly subject: SubjectKind }
  | { readonly reason: 'too-young'; readonly age: number; readonly minimumAge: number }
  | { readonly reason: 'too-old'; readonly age: number; readonly maximumAge: number };

/** The 免证清单: what happens to each material of an item in one case. */
export interface WaiverList {
  readonly lines: readonly WaiverLine[];
  readonly ineligible?: IneligibleReason;
  /** Between these ages, in whole years, somebody has to be whose age nothing has said: the clerk has to see it. */
  readonly ageToCheck?: Pick<Variant, 'minimumAge' | 'maximumAge'>;
}

/** What there is beside licences, however somebody was identified. */
export interface PresentSources {
  /** Whose identity cards were read. */
  readonly identityCards: readonly LicenceHolder[];
  /** The platform has confirmed a delegation for this matter. */
  readonly hasDelegation: boolean;
  /** Types of the licences that it lets be used of the applicant's; absent means all. */
  readonly entrustedTypes?: readonly string[];
  /** How many holders of each kind the library was asked about; absent means none. */
  readonly holders: Readonly<Partial<Record<LicenceHolder, number>>>;
}

/** What the list is decided from. */
export interface WaiverQuestion {
  readonly item: ServiceItem;
  readonly variant: string;
  /** Who applies. */
  readonly subjectType: SubjectKind;
  /** Of a person, `YYYY-MM-DD`; absent where nothing has said it. */
  readonly birthDate?: string;
  readonly sources: PresentSources;
  readonly licences: readonly LicenceSummary[];
  /** The library could not be asked (离线收件): which licences there are is not known, only which the item could use. */
  readonly isLibraryAway?: true;
  /** Type codes whose use the citizen has not allowed. */
  readonly handedInOtherwise: readonly string[];
  /** The same of others who decide about their own licences. */
  readonly handedInByOthers?: readonly (Required<Pick<LicenceSummary, 'heldBy' | 'ofPerson'>> & {
    readonly typeCodes: readonly string[];
  })[];
  /** What the clerk has settled so far; counts only where a paper is needed otherwise. */
  readonly settled: readonly SettledMaterial[];
  /** Today as `YYYY-MM-DD` where the hall is. */
  readonly today: string;
}

/**
 * Decides for every material of the item how it is satisfied, and whether the applicant qualifies at all. No line names a
 * licence that the item has not registered a need for, of that holder.
 */
export function decideWaiverList(question: WaiverQuestion): WaiverList {
  const lines = question.item.materials.map((material) => decideLine(material, question));
  const list: WaiverList = { lines, ...decideEligibility(question) };
  return question.settled.reduce(settleMaterial, list);
}

/** The offer of a line by which a material may be settled in a way; undefined: it may not. */
export function settlementOffer(
  { lines }: WaiverList,
  material: string,
  way: SettlementWay,
): SettlementOffer | undefined {
  const line = lines.find(({ material: { code } }) => code === material);
  return line?.offers?.find((offer) => offer.way === way);
}

/** The list with one material settled; as it was where the material takes no such settlement. */
export function settleMaterial(
  list: WaiverList,
  { material, ...settled }: SettledMaterial,
): WaiverList {
  return settlementOffer(list, material, settled.way) === undefined
    ? list
    : changeLine(list, material, (line) => ({ ...line, settled }));
}

/** The list with one material as it was before it was settled. */
export function unsettleMaterial(list: WaiverList, material: string): WaiverList {
  return changeLine(list, material, ({ settled: _takenBack, ...line }) => line);
}

/** What becomes of the material of a line. */
export function treatmentOf({ status, settled }: WaiverLine): MaterialTreatment {
  return settled === undefined ? status : treatmentOfWay[settled.way];
}

/**
 * The licences that replace a material, or would if the citizen allowed it: the ones a consent page asks for. Each once
 * for each holder, even if it replaces several materials. What the department may look at by duty is not asked for. None
 * when the applicant does not qualify, for then nothing may be asked. Where the library could not be asked, every type that
 * may replace the material: whoever is asked may allow each or not, and one at most will be used.
 */
export function licencesToAskFor(list: WaiverList): readonly AskableLicence[] {
  return list.ineligible === undefined
    ? licencesFor(list, ['licence-valid', 'library-away', 'handed-in-otherwise'])
    : [];
}

/** The licences that replace a material and that the department may look at without asking (依职能). */
export function licencesByDuty(list: WaiverList): readonly AskableLicence[] {
  return list.ineligible === undefined
    ? licencesFor(list, ['licence-by-duty', 'library-away-by-duty'])
    : [];
}

/** How many materials of a list are treated in one way. */
export function countLines(list: WaiverList, treatment: MaterialTreatment): number {
  return list.lines.filter((line) => treatmentOf(line) === treatment).length;
}

const treatmentOfWay: Readonly<Record<SettlementWay, MaterialTreatment>> = {
  deferral: 'deferred',
  pledge: 'pledged',
  check: 'under-check',
};

function changeLine(
  list: WaiverList,
  code: string,
  change: (line: WaiverLine) => WaiverLine,
): WaiverList {
  return {
    ...list,
    lines: list.lines.map((line) => (line.material.code === code ? change(line) : line)),
  };
}

function licencesFor(
  { lines }: WaiverList,
  reasons: readonly WaiverReason[],
): readonly AskableLicence[] {
  const found = new Map<string, AskableLicence>();
  for (const { licence, otherLicences = [], awaited = [], reason } of lines) {
    if (!reasons.includes(reason)) continue;
    for (const one of [...(licence === undefined ? [] : [licence]), ...otherLicences, ...awaited]) {
      const { heldBy = 'applicant', ofPerson = 0 } = one;
      const which = isListed(one) ? one.licenceCode : `${one.typeCode} ${ofPerson}`;
      found.set(`${which} ${heldBy}`, one);
    }
  }
  return [...found.values()];
}

/** What a line says of its material. */
type Decision = Omit<WaiverLine, 'material'>;

function decideLine(material: Material, question: WaiverQuestion): WaiverLine {
  const { code, name, isSensitive } = material;
  return {
    material: { code, name, ...(isSensitive === undefined ? {} : { isSensitive }) },
    ...(withoutLicence(material, question) ?? byLicence(material, question)),
  };
}

/** Decides a material that no licence is needed for. */
function withoutLicence(
  material: Material,
  { variant, sources }: WaiverQuestion,
): Decision | undefined {
  const { coveredBy = [], heldBy = 'applicant', isFromForm, isCoveredByDelegation } = material;
  if (narrowToVariant([material], variant).length === 0) {
    return { status: 'not-needed', reason: 'not-in-this-variant' };
  }
  const covered = (reason: WaiverReason): Decision => ({
    status: 'covered-by-other-source',
    reason,
  });
  if (isFromForm) return covered('made-from-form');
  if (coveredBy.includes('department')) return covered('department-looks-up');
  if (coveredBy.includes('identity-card') && sources.identityCards.includes(heldBy)) {
    return covered('identity-card-read');
  }
  return isCoveredByDelegation && sources.hasDelegation
    ? covered('delegation-confirmed')
    : undefined;
}

/** Decides a material by the licences of everybody it has to be held by, or by its paper. */
function byLicence(material: Material, question: WaiverQuestion): Decision {
  const { heldBy = 'applicant' } = material;
  const needs = replacingNeeds(question.item, material);
  if (needs.length === 0) return onPaper(material, 'no-replacement-registered');
  const people = question.sources.holders[heldBy] ?? 0;
  const chosen = Array.from({ length: people }, (_, person) => {
    const own = question.licences.filter(
      (licence) => (licence.heldBy ?? 'applicant') === heldBy && (licence.ofPerson ?? 0) === person,
    );
    const usable = isApplicantOf(heldBy, person)
      ? needs.filter((need) => isEntrusted(need, question))
      : needs;
    return chooseAmong(usable, own, question.today);
  });
  const [first, ...others] = chosen.filter((choice) => choice !== undefined);
  if (people === 0) return onPaper(material, 'holder-not-looked-up');
  if (isApplicantOf(heldBy, 0) && !needs.some((need) => isEntrusted(need, question))) {
    return onPaper(material, 'not-entrusted');
  }
  if (question.isLibraryAway) return byLicenceToCome(material, needs, people, question);
  if (first === undefined || 1 + others.length < people) {
    return onPaper(material, 'no-licence-in-library');
  }
  const all = [first, ...others];
  const faulty = all.find(({ fault }) => fault !== undefined);
  if (faulty?.fault !== undefined) return onPaper(material, faulty.fault, faulty.licence);
  const isDuty = all.every(({ need }) => need.basis === 'duty');
  const licences = {
    licence: first.licence,
    ...(others.length === 0 ? {} : { otherLicences: others.map(({ licence }) => licence) }),
  };
  const refused = all.filter(
    ({ need, licence }) => need.basis !== 'duty' && isHandedIn(licence, question),
  );
  if (refused.length > 0) {
    const papersOf = refused.map(({ licence }) => licence.holderMasked);
    return {
      ...onPaper(material, 'handed-in-otherwise'),
      ...licences,
      ...(refused.length === all.length ? {} : { papersOf }),
    };
  }
  const notes = [...new Set(all.flatMap((choice) => choice.notes))];
  return {
    status: 'waived-by-licence',
    reason: isDuty ? 'licence-by-duty' : 'licence-valid',
    ...licences,
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** Decides a material by what may be looked up once the library can be asked again, of each of so many holders. */
function byLicenceToCome(
  material: Material,
  needs: readonly RequiredLicence[],
  people: number,
  question: WaiverQuestion,
): Decision {
  const { heldBy = 'applicant' } = material;
  const byConsent = needs.filter(({ basis }) => basis === 'consent');
  const asked = byConsent.length > 0 ? byConsent : needs;
  const ofEach = Array.from({ length: people }, (_, ofPerson) =>
    asked
      .filter((need) => !isApplicantOf(heldBy, ofPerson) || isEntrusted(need, question))
      .map(({ typeCode, name }): AwaitedLicence => ({ typeCode, name, heldBy, ofPerson })),
  );
  const awaited = ofEach.flat();
  if (byConsent.length === 0) {
    return { status: 'to-be-verified', reason: 'library-away-by-duty', awaited };
  }
  const isRefusedBySomebody = ofEach.some((own) => own.every((one) => isHandedIn(one, question)));
  return isRefusedBySomebody
    ? { ...onPaper(material, 'handed-in-otherwise'), awaited }
    : { status: 'to-be-verified', reason: 'library-away', awaited };
}

/** Whether licences in a part are the applicant's own: whoever applies is the first of several adults. */
function isApplicantOf(heldBy: LicenceHolder, person: number): boolean {
  return heldBy === 'applicant' || (heldBy === 'each-adult' && person === 0);
}

/** Whether a principal lets licences be used; what the department may look at by duty is not theirs to entrust. */
function isEntrusted({ typeCode, basis }: RequiredLicence, { sources }: WaiverQuestion): boolean {
  return basis === 'duty' || (sources.entrustedTypes?.includes(typeCode) ?? true);
}

/** Whether whoever decides about a licence has not allowed its use. */
function isHandedIn(
  { typeCode, heldBy, ofPerson = 0 }: AskableLicence,
  { handedInOtherwise, handedInByOthers = [] }: WaiverQuestion,
): boolean {
  const own = handedInByOthers.find((by) => by.heldBy === heldBy && by.ofPerson === ofPerson);
  return (own?.typeCodes ?? handedInOtherwise).includes(typeCode);
}

function onPaper(material: Material, reason: WaiverReason, licence?: LicenceSummary): Decision {
  const offers = settlementOffers(material);
  return {
    status: 'needed-on-paper',
    reason,
    ...(licence === undefined ? {} : { licence }),
    ...(material.orOnPaper === undefined ? {} : { papers: material.orOnPaper }),
    ...(offers.length === 0 ? {} : { offers }),
  };
}

interface Choice extends ChosenLicence {
  readonly need: RequiredLicence;
}

/** The best of one holder's licences of several types: the first type that has a good one, else the first that has any. */
function chooseAmong(
  needs: readonly RequiredLicence[],
  licences: readonly LicenceSummary[],
  today: string,
): Choice | undefined {
  const choices = needs.flatMap((need): Choice[] => {
    const ofType = licences.filter(({ typeCode }) => typeCode === need.typeCode);
    const chosen = chooseLicence(ofType, need, today);
    return chosen === undefined ? [] : [{ ...chosen, need }];
  });
  return choices.find(({ fault }) => fault === undefined) ?? choices[0];
}

function decideEligibility({
  item,
  variant: code,
  subjectType: subject,
  birthDate,
  today,
}: WaiverQuestion): Pick<WaiverList, 'ineligible' | 'ageToCheck'> {
  // A case may have been put aside before items said for whom they are.
  const { subjects }: Partial<ServiceItem> = item;
  if (subjects?.includes(subject) === false) {
    return { ineligible: { reason: 'subject-not-served', subject } };
  }
  const variant = item.variants.find((one) => one.code === code);
  if (variant?.subjects?.includes(subject) === false) {
    return { ineligible: { reason: 'subject-not-in-variant', subject } };
  }
  return subject === 'person' && variant !== undefined ? decideAge(variant, birthDate, today) : {};
}

function decideAge(
  { minimumAge, maximumAge }: Variant,
  birthDate: string | undefined,
  today: string,
): Pick<WaiverList, 'ineligible' | 'ageToCheck'> {
  if (minimumAge === undefined && maximumAge === undefined) return {};
  if (birthDate === undefined) {
    return {
      ageToCheck: {
        ...(minimumAge === undefined ? {} : { minimumAge }),
        ...(maximumAge === undefined ? {} : { maximumAge }),
      },
    };
  }
  const age = ageOn(birthDate, today);
  if (minimumAge !== undefined && age < minimumAge) {
    return { ineligible: { reason: 'too-young', age, minimumAge } };
  }
  if (maximumAge !== undefined && age > maximumAge) {
    return { ineligible: { reason: 'too-old', age, maximumAge } };
  }
  return {};
}
