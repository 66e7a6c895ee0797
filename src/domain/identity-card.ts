/**
 * What every kind of identity card says about its holder. Codes are strings exactly as on the card (sex: GB/T 2261.1);
 * text is as on the card, rare characters included, and empty where the card has none.
 */
interface CardFields {
  readonly sex: string;
  /** `YYYY-MM-DD`. Empty if it cannot be read off a foreigner's card, where `warnings` says so. */
  readonly birthDate: string;
  /** The number of this kind of card. */
  readonly idNumber: string;
  /** `YYYY-MM-DD`, or empty if it cannot be read, which `warnings` says. */
  readonly validFrom: string;
  /** `YYYY-MM-DD`, or `long-term` for 长期. */
  readonly validTo: string;
}

/** What a resident identity card (居民身份证) says. */
export interface ResidentCard extends CardFields {
  readonly kind: 'resident';
  readonly name: string;
  /** Code of GB/T 3304. */
  readonly ethnicity: string;
  readonly address: string;
  readonly authority: string;
}

/** What a residence permit for residents of Hong Kong, Macao and Taiwan (港澳台居民居住证) says. */
export interface HkmtPermit extends CardFields {
  readonly kind: 'hkmt-permit';
  readonly name: string;
  readonly address: string;
  readonly authority: string;
  /** Number of the travel permit (通行证号码). */
  readonly permitNumber: string;
  /** How often it was issued (签发次数): two digits. */
  readonly issueCount: string;
}

/** What a foreigner's permanent residence identity card (外国人永久居留身份证) of the 2017 version says. */
export interface PermanentResident2017 extends CardFields {
  readonly kind: 'permanent-resident-2017';
  readonly englishName: string;
  readonly chineseName: string;
  /** Three letters of GB/T 2659. */
  readonly nationality: string;
  /** Two digits. */
  readonly cardVersion: string;
  /** Code of the authority that took the application (受理机关代码): four digits. */
  readonly authorityCode: string;
}

/** What the same card of the 2023 version (外国人永久居留身份证, 五星卡) says. */
export interface PermanentResident2023 extends CardFields {
  readonly kind: 'permanent-resident-2023';
  /** The Chinese name. */
  readonly name: string;
  readonly englishName: string;
  /** Blank on the cards that are known; what it holds is not published. */
  readonly authority: string;
  /** Three characters; whether letters or digits of GB/T 2659 is not published. */
  readonly nationality: string;
  /** How often it was exchanged (换证次数): two digits. */
  readonly renewalCount: string;
  /** What leads to the holder's number of the 2017 version: see `oldNumberOf`. */
  readonly oldNumberLink: string;
}

/** The kinds of cards that the readers of a counter can read. */
export const cardKinds = [
  'resident',
  'hkmt-permit',
  'permanent-resident-2017',
  'permanent-resident-2023',
] as const satisfies readonly IdentityCard['kind'][];

/** A card that the readers of a counter can read. */
export type IdentityCard =
  | ResidentCard
  | HkmtPermit
  | PermanentResident2017
  | PermanentResident2023;

/** What is odd about a card that could be read. */
export type CardWarning =
  /** A rule with a single source behind it, so the card may be right. */
  | 'old-foreign-number-check-digit'
  | 'sex-differs-from-number'
  | 'birth-date-differs-from-number'
  | 'birth-date-unreadable'
  | 'valid-from-unreadable';

/** What to read off a card beside its text and photo. */
export interface CardWants {
  readonly fingerprint?: boolean;
  /** The addresses that were added to the chip later. */
  readonly addresses?: boolean;
  readonly bodyNumber?: boolean;
}

/**
 * One card as it came off one reader. Only `card`, `samId` and, to its decoder and as an image to the clerk's page, the
 * photo may leave the memory of the process.
 */
export interface CardReading {
  readonly card: IdentityCard;
  /** The 256 bytes that `card` was decoded from. */
  readonly text: Uint8Array;
  /** The compressed portrait as on the card (WLT, normally 1024 bytes); opaque to us. */
  readonly photo: Uint8Array;
  /** Where it was asked for: two templates of 512 bytes (GA/T 1012), opaque to us; null on a card without. */
  readonly fingerprint?: Uint8Array | null;
  /** Where they were asked for: at most four, in the order of the chip. */
  readonly addresses?: readonly string[];
  /** Where it was asked for: IIN, SN and DN of the card's body (卡体管理号), 28 bytes; null on a card without. */
  readonly bodyNumber?: Uint8Array | null;
  readonly warnings: readonly CardWarning[];
  /** Serial of the security module that read the card, e.g. `05.03-20140101-0001234567-1234567890`. */
  readonly samId: string;
  /** How long each step took, in milliseconds. */
  readonly ms: ReadTiming;
}

/** Milliseconds from a request's first byte to its decoded answer, and over the whole read. */
export interface ReadTiming {
  readonly find: number;
  readonly select: number;
  readonly read: number;
  readonly total: number;
}
