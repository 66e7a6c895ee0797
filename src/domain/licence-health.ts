import { addDays } from './calendar-day.ts';
import { type LicenceSummary, type TrustLevel, trustLevels } from './licence.ts';
import type {
  LicenceCondition,
  LicenceVerdict,
  RequiredLicence,
  ServiceItem,
} from './service-item.ts';

/** Why a licence cannot replace a material; each has a sentence in the locale files (`waiver.<fault>`). */
export const licenceFaults = [
  'licence-of-somebody-else',
  'holder-name-differs',
  'licence-abolished',
  'licence-superseded',
  'licence-not-issued',
  'licence-without-file',
  'trust-too-low',
  'licence-not-yet-valid',
  'licence-expired',
  'expires-too-soon',
  'several-valid',
] as const;
/** One of them. */
export type LicenceFault = (typeof licenceFaults)[number];

/** Why a good licence was chosen from among several, or what to warn of (`waiver.<note>`). */
export const licenceNotes = [
  'successor-used',
  'only-valid-of-several',
  'longest-valid-of-several',
  'several-to-compare',
  'near-expiry',
  'expired-but-taken',
  'abolished-but-taken',
  'superseded-but-taken',
  'name-differs-but-taken',
  'low-trust-but-taken',
] as const;
/** One of them. */
export type LicenceNote = (typeof licenceNotes)[number];

/** The licence of a type that serves best, and what is to be said about it. */
export interface ChosenLicence {
  readonly licence: LicenceSummary;
  /** Absent: it may be used. */
  readonly fault?: LicenceFault;
  readonly notes: readonly LicenceNote[];
}

/** What an item makes of the licences of a type. */
export type LicenceRules = Pick<RequiredLicence, 'minimumTrust' | 'verdicts' | 'nearExpiryDays'>;

/** What is made of a condition where the item says nothing. */
export const usualVerdicts: Readonly<Record<LicenceCondition, LicenceVerdict>> = {
  expired: 'block',
  'near-expiry': 'warn',
  abolished: 'block',
  superseded: 'block',
  'name-differs': 'block',
  'low-trust': 'block',
  several: 'accept',
};

/** Days before its end from which a licence is near expiry where the item says nothing. */
export const usualNearExpiryDays = 30;

/** What a licence is judged by. */
interface Demands extends LicenceRules {
  readonly today: string;
}

/** Something that may speak against a licence; an item has its own verdict only where there is a condition. */
interface Concern {
  readonly fault: LicenceFault;
  readonly own?: { readonly condition: LicenceCondition; readonly note: LicenceNote };
  readonly applies: (licence: LicenceSummary, demands: Demands) => boolean;
}

/** What speaks against a licence, the gravest first: of several bad ones, the least bad is the one to tell of. */
const concerns: readonly Concern[] = [
  {
    fault: 'licence-of-somebody-else',
    applies: ({ heldByApplicant, holderNameDiffers }) => !heldByApplicant && !holderNameDiffers,
  },
  {
    fault: 'holder-name-differs',
    own: { condition: 'name-differs', note: 'name-differs-but-taken' },
    applies: ({ heldByApplicant, holderNameDiffers }) =>
      !heldByApplicant && holderNameDiffers === true,
  },
  {
    fault: 'licence-abolished',
    own: { condition: 'abolished', note: 'abolished-but-taken' },
    applies: ({ status, supersededBy }) => status === 'ABOLISHED' && supersededBy === undefined,
  },
  {
    fault: 'licence-superseded',
    own: { condition: 'superseded', note: 'superseded-but-taken' },
    applies: ({ status, supersededBy }) => status === 'ABOLISHED' && supersededBy !== undefined,
  },
  { fault: 'licence-not-issued', applies: ({ status }) => status === 'DRAFT' },
  // 已制证未签发: the data are there, the signed file is not.
  { fault: 'licence-without-file', applies: ({ status }) => status === 'REGISTERED' },
  {
    fault: 'trust-too-low',
    own: { condition: 'low-trust', note: 'low-trust-but-taken' },
    applies: ({ trustLevel }, { minimumTrust }) => !isTrusted(trustLevel, minimumTrust),
  },
  { fault: 'licence-not-yet-valid', applies: ({ validFrom }, { today }) => validFrom > today },
  {
    fault: 'licence-expired',
    own: { condition: 'expired', note: 'expired-but-taken' },
    applies: (licence, { today }) => lastDay(licence) < today,
  },
  {
    fault: 'expires-too-soon',
    own: { condition: 'near-expiry', note: 'near-expiry' },
    applies: (licence, { today, nearExpiryDays = usualNearExpiryDays }) =>
      lastDay(licence) >= today && lastDay(licence) <= addDays(today, nearExpiryDays),
  },
];

interface Judged {
  readonly licence: LicenceSummary;
  readonly fault?: LicenceFault;
  /** What an item overlooks, and says so. */
  readonly warnings: readonly LicenceNote[];
  /** The higher, the less speaks against it. */
  readonly rank: number;
}

/**
 * Chooses among the licences of one type and one holder: a good one before one with warnings before a bad one, then the
 * one that is valid longest.
 * @param licences all of the type that the holder has, in any order
 * @param rules what the item makes of the type
 * @param today `YYYY-MM-DD` where the hall is
 * @returns undefined when there is none
 */
export function chooseLicence(
  licences: readonly LicenceSummary[],
  rules: LicenceRules,
  today: string,
): ChosenLicence | undefined {
  const demands: Demands = { ...rules, today };
  const [best, ...others] = licences.map((licence) => judge(licence, demands)).sort(bestFirst);
  if (best === undefined) return undefined;
  const { licence, fault, warnings } = best;
  if (fault !== undefined) return { licence, fault, notes: [] };
  const isOneOfSeveral = others.some((other) => other.fault === undefined);
  const several = isOneOfSeveral ? verdictOn('several', demands) : 'accept';
  if (several === 'block') return { licence, fault: 'several-valid', notes: [] };
  const why = several === 'warn' ? 'several-to-compare' : whyChosen(licence, others);
  return { licence, notes: why === undefined ? warnings : [why, ...warnings] };
}

function judge(licence: LicenceSummary, demands: Demands): Judged {
  const warnings: LicenceNote[] = [];
  for (const [rank, { fault, own, applies }] of concerns.entries()) {
    if (!applies(licence, demands)) continue;
    const verdict = own === undefined ? 'block' : verdictOn(own.condition, demands);
    if (verdict === 'block') return { licence, fault, warnings: [], rank };
    if (verdict === 'warn' && own !== undefined) warnings.push(own.note);
  }
  const isFlawed = warnings.some((note) => note !== 'near-expiry');
  return { licence, warnings, rank: isFlawed ? concerns.length : concerns.length + 1 };
}

function verdictOn(condition: LicenceCondition, { verdicts }: LicenceRules): LicenceVerdict {
  return verdicts?.[condition] ?? usualVerdicts[condition];
}

/** The least fault, the latest end, the latest beginning; the code only makes the order certain. */
function bestFirst(one: Judged, other: Judged): number {
  return (
    other.rank - one.rank ||
    ascending(lastDay(other.licence), lastDay(one.licence)) ||
    ascending(other.licence.validFrom, one.licence.validFrom) ||
    ascending(one.licence.licenceCode, other.licence.licenceCode)
  );
}

function whyChosen(chosen: LicenceSummary, others: readonly Judged[]): LicenceNote | undefined {
  if (others.length === 0) return undefined;
  if (others.some(({ licence }) => licence.supersededBy === chosen.licenceCode)) {
    return 'successor-used';
  }
  return others.some(({ fault }) => fault === undefined)
    ? 'longest-valid-of-several'
    : 'only-valid-of-several';
}

/** A level that is not known is below every other. */
function isTrusted(level: TrustLevel | undefined, minimum: TrustLevel | undefined): boolean {
  if (minimum === undefined) return true;
  return level !== undefined && trustLevels.indexOf(level) <= trustLevels.indexOf(minimum);
}

function lastDay({ validTo }: LicenceSummary): string {
  return validTo === 'long-term' ? '9999-12-31' : validTo;
}

function ascending(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** An item whose licences are near their expiry so many days before it, unless the item itself says otherwise. */
export function withNearExpiry(item: ServiceItem, days: number): ServiceItem {
  const licences = item.licences.map((licence) => ({ nearExpiryDays: days, ...licence }));
  return { ...item, licences };
}
