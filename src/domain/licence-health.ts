import { addDays } from './calendar-day.ts';
import { type LicenceSummary, type TrustLevel, trustLevels } from './licence.ts';
import type { RequiredLicence } from './service-item.ts';

/** Why a licence cannot replace a material; each has a sentence in the locale files (`waiver.<fault>`). */
export type LicenceFault =
  | 'licence-of-somebody-else'
  | 'holder-name-differs'
  | 'licence-abolished'
  | 'licence-superseded'
  | 'licence-not-issued'
  | 'licence-without-file'
  | 'trust-too-low'
  | 'licence-not-yet-valid'
  | 'licence-expired';

/** Why a good licence was chosen from among several, or what to warn of (`waiver.<note>`). */
export type LicenceNote =
  | 'successor-used'
  | 'only-valid-of-several'
  | 'longest-valid-of-several'
  | 'near-expiry';

/** The licence of a type that serves best, and what is to be said about it. */
export interface ChosenLicence {
  readonly licence: LicenceSummary;
  /** Absent: it may be used. */
  readonly fault?: LicenceFault;
  readonly notes: readonly LicenceNote[];
}

/** Days before its end from which a licence is near expiry. */
const nearExpiryDays = 30;

/** What a licence is judged by. */
interface Demands {
  readonly today: string;
  readonly minimumTrust: TrustLevel | undefined;
}

/** What speaks against a licence, the gravest first: of several bad ones, the least bad is the one to tell of. */
const faults: readonly {
  readonly fault: LicenceFault;
  readonly applies: (licence: LicenceSummary, demands: Demands) => boolean;
}[] = [
  {
    fault: 'licence-of-somebody-else',
    applies: ({ heldByApplicant, holderNameDiffers }) => !heldByApplicant && !holderNameDiffers,
  },
  { fault: 'holder-name-differs', applies: ({ heldByApplicant }) => !heldByApplicant },
  {
    fault: 'licence-abolished',
    applies: ({ status, supersededBy }) => status === 'ABOLISHED' && supersededBy === undefined,
  },
  { fault: 'licence-superseded', applies: ({ status }) => status === 'ABOLISHED' },
  { fault: 'licence-not-issued', applies: ({ status }) => status === 'DRAFT' },
  // 已制证未签发: the data are there, the signed file is not.
  { fault: 'licence-without-file', applies: ({ status }) => status === 'REGISTERED' },
  {
    fault: 'trust-too-low',
    applies: ({ trustLevel }, { minimumTrust }) => !isTrusted(trustLevel, minimumTrust),
  },
  { fault: 'licence-not-yet-valid', applies: ({ validFrom }, { today }) => validFrom > today },
  { fault: 'licence-expired', applies: (licence, { today }) => lastDay(licence) < today },
];

interface Judged {
  readonly licence: LicenceSummary;
  readonly fault?: LicenceFault;
  /** The higher, the less speaks against it. */
  readonly rank: number;
}

/**
 * Chooses among the licences of one type: a good one before a bad one, then the one that is valid longest.
 * @param licences all of the type, in any order
 * @param required what the item demands of the type
 * @param today `YYYY-MM-DD` where the hall is
 * @returns undefined when there is none
 */
export function chooseLicence(
  licences: readonly LicenceSummary[],
  required: Pick<RequiredLicence, 'minimumTrust'> | undefined,
  today: string,
): ChosenLicence | undefined {
  const demands: Demands = { today, minimumTrust: required?.minimumTrust };
  const [best, ...others] = licences.map((licence) => judge(licence, demands)).sort(bestFirst);
  if (best === undefined) return undefined;
  const { licence, fault } = best;
  return fault === undefined
    ? { licence, notes: notesOn(licence, others, today) }
    : { licence, fault, notes: [] };
}

function judge(licence: LicenceSummary, demands: Demands): Judged {
  const rank = faults.findIndex(({ applies }) => applies(licence, demands));
  const fault = faults[rank]?.fault;
  return fault === undefined ? { licence, rank: faults.length } : { licence, fault, rank };
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

function notesOn(
  chosen: LicenceSummary,
  others: readonly Judged[],
  today: string,
): readonly LicenceNote[] {
  const why = whyChosen(chosen, others);
  const isNearExpiry = lastDay(chosen) <= addDays(today, nearExpiryDays);
  return [...(why === undefined ? [] : [why]), ...(isNearExpiry ? ['near-expiry' as const] : [])];
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
