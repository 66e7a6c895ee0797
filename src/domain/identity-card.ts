/**
 * What a resident identity card (居民身份证) says about its holder.
 * Codes are strings exactly as on the card (sex: GB/T 2261.1, ethnicity: GB/T 3304); dates are `YYYY-MM-DD`.
 */
export interface ResidentCard {
  readonly kind: 'resident';
  readonly name: string;
  readonly sex: string;
  readonly ethnicity: string;
  readonly birthDate: string;
  readonly address: string;
  readonly idNumber: string;
  readonly authority: string;
  readonly validFrom: string;
  /** `YYYY-MM-DD`, or `long-term` for 长期. */
  readonly validTo: string;
}

/** One card as it came off one reader. */
export interface CardReading {
  readonly card: ResidentCard;
  /** The compressed portrait as on the card (WLT, normally 1024 bytes); opaque to us. */
  readonly photo: Uint8Array;
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
