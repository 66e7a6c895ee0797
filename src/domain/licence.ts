import type { LicenceHolder } from './service-item.ts';

/** State of an issued licence in the library (电子证照状态). */
export type LicenceStatus = 'DRAFT' | 'REGISTERED' | 'ISSUED' | 'ABOLISHED';

/** Trust levels (可信等级) of a licence's data, the best first. Of the real library's, only A is known to the public. */
export const trustLevels = ['A', 'B', 'C', 'D'] as const;
/** A level among them. */
export type TrustLevel = (typeof trustLevels)[number];

/**
 * What may be known of a licence (电子证照) before its holder has consented: metadata, no value of any field.
 */
export interface LicenceSummary {
  /** 电子证照唯一标识码. */
  readonly licenceCode: string;
  /** 目录编码 of the licence's type. */
  readonly typeCode: string;
  readonly name: string;
  readonly issuer: string;
  readonly status: LicenceStatus;
  /** `YYYY-MM-DD`. */
  readonly validFrom: string;
  /** `YYYY-MM-DD`, or `long-term`. */
  readonly validTo: string;
  /** The holder as anybody opposite may see it, e.g. `张*三`. */
  readonly holderMasked: string;
  /** As whose licence it was looked for; absent means the applicant's. */
  readonly heldBy?: LicenceHolder;
  /** Which of several holders of that kind, from 0, in the order in which they were identified; absent means the first. */
  readonly ofPerson?: number;
  /** Whether the library's holder is whoever it was looked for: the person who was identified as applicant or as `heldBy`. */
  readonly heldByApplicant: boolean;
  /** The number is that person's and only the name is not: misspelt, or changed since. */
  readonly holderNameDiffers?: true;
  /** Absent: the library names none, or none that is known. */
  readonly trustLevel?: TrustLevel;
  /** Code of the licence that was issued in the place of an abolished one (换发). */
  readonly supersededBy?: string;
}

/**
 * A licence that nobody has been able to look up: whichever one of this type its holder has, if any, once the library can
 * be asked. It has no code, so nothing can be fetched by it.
 */
export type AwaitedLicence = Pick<LicenceSummary, 'typeCode' | 'name' | 'heldBy' | 'ofPerson'>;

/** What a holder can be asked for: a licence that the library has listed, or one that it could not be asked about. */
export type AskableLicence = LicenceSummary | AwaitedLicence;

/** Whether the library has listed a licence. */
export function isListed(licence: AskableLicence): licence is LicenceSummary {
  return 'licenceCode' in licence;
}

/** A licence that the library offers for one use, with the handle for that use (用证码). Never leaves the main process. */
export interface OfferedLicence extends LicenceSummary {
  readonly authCode: string;
}

/** The values of one licence, fetched after consent. */
export interface LicenceValues {
  readonly licenceCode: string;
  readonly typeCode: string;
  /** Whose; absent means the applicant's. */
  readonly heldBy?: LicenceHolder;
  /** The day from which it is valid (`YYYY-MM-DD`): as old are its values. */
  readonly issuedOn?: string;
  /** Field key of the catalogue (pinyin initials, e.g. `HJDZ`) → value. */
  readonly fields: Readonly<Record<string, string>>;
}
