import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { TextOf } from '../locale/text-key.ts';

type Line = NonNullable<ClerkCase['waiverList']>['lines'][number];
type Offer = NonNullable<Line['offers']>[number];

/** A way in which a material may be settled without its paper, and whether it is. */
export interface LineOffer {
  /** Tells it apart from every other; what is under way is known by it. */
  readonly name: string;
  readonly material: Line['material'];
  readonly offer: Offer;
  readonly isChosen: boolean;
}

/** Every offer of a list, in its order: the number keys are theirs. */
export function lineOffers(lines: readonly Line[]): readonly LineOffer[] {
  return lines.flatMap(({ material, offers = [], settled }) =>
    offers.map((offer) => ({
      name: `settle ${material.code} ${offer.way}`,
      material,
      offer,
      isChosen: settled?.way === offer.way,
    })),
  );
}

/** What an offer is called. */
export function offerText(offer: Offer, t: TextOf): string {
  switch (offer.way) {
    case 'deferral':
      return t('settle.deferral', { days: offer.workingDays });
    case 'pledge':
      return t('settle.pledge');
    case 'check':
      return t('settle.check', { hours: offer.hours });
  }
}
