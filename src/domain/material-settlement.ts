import { hallDay, type Instant } from '../support/clock.ts';
import type { Material } from './service-item.ts';
import { addWorkingDays } from './working-days.ts';

/**
 * How a material that nothing replaces may be settled without its paper, where the item allows it: `deferral` 容缺, it
 * follows later · `pledge` 告知承诺, a sentence is signed in its place · `check` 协查, the department looks it up.
 */
export const settlementWays = ['deferral', 'pledge', 'check'] as const;
/** One of them. */
export type SettlementWay = (typeof settlementWays)[number];

/** Working days a deferral takes where the item names no others. */
export const usualDeferralDays = 5;

/** Hours within which somebody of the department has looked a material up. */
export const checkHours = 24;

/** A way in which one material may be settled, and on which terms. */
export type SettlementOffer =
  | { readonly way: 'deferral'; readonly workingDays: number }
  | { readonly way: 'pledge'; readonly sentence: string }
  | { readonly way: 'check'; readonly hours: number };

/** How one material was settled, when, and what follows from it. */
export type MaterialSettlement =
  /** Its last day is `YYYY-MM-DD` where the hall is. */
  | { readonly way: 'deferral'; readonly settledAt: Instant; readonly dueOn: string }
  /** The sentence as it was signed at `settledAt`, and the name of whoever has signed it. */
  | {
      readonly way: 'pledge';
      readonly settledAt: Instant;
      readonly sentence: string;
      readonly signedBy: string;
    }
  /** The case waits for the department until `dueAt`. */
  | { readonly way: 'check'; readonly settledAt: Instant; readonly dueAt: Instant };

/** A settlement of one case, and the code of the material it stands for. */
export type SettledMaterial = MaterialSettlement & { readonly material: string };

/** Every way in which the item lets a material be settled, in the order in which a clerk would try them. */
export function settlementOffers({
  isDeferrable,
  deferralDays = usualDeferralDays,
  pledge,
  isCheckable,
}: Material): readonly SettlementOffer[] {
  return [
    ...(isCheckable === undefined ? [] : [{ way: 'check', hours: checkHours } as const]),
    ...(pledge === undefined ? [] : [{ way: 'pledge', sentence: pledge } as const]),
    ...(isDeferrable === undefined
      ? []
      : [{ way: 'deferral', workingDays: deferralDays } as const]),
  ];
}

/**
 * Settles a material by an offer.
 * @param signedBy name of whoever is at the counter and signs
 */
export function settleBy(
  offer: SettlementOffer,
  settledAt: Instant,
  signedBy: string,
): MaterialSettlement {
  switch (offer.way) {
    case 'deferral':
      return {
        way: 'deferral',
        settledAt,
        dueOn: addWorkingDays(hallDay(settledAt), offer.workingDays),
      };
    case 'pledge':
      return { way: 'pledge', settledAt, sentence: offer.sentence, signedBy };
    case 'check': {
      const dueAt = new Date(Date.parse(settledAt) + offer.hours * 3_600_000).toISOString();
      return { way: 'check', settledAt, dueAt };
    }
  }
}
