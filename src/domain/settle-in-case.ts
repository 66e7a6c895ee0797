import type { Instant } from '../support/clock.ts';
import type { Case } from './case.ts';
import { type SettlementWay, settleBy } from './material-settlement.ts';
import { settleMaterial, settlementOffer, unsettleMaterial } from './waiver-list.ts';

/** A clerk's decision on one material: a way to settle it, or none, which takes the settlement back. */
export interface SettlementChoice {
  readonly material: string;
  readonly way?: SettlementWay;
}

/** What a settlement changes in a case. */
type SettledCase = Pick<Case, 'waiverList' | 'settledMaterials'>;

/**
 * Settles a material of a case, or takes that back. Whoever stands at the counter signs.
 * @returns undefined where the item offers the material no such way, or nothing was settled
 */
export function settleInCase(
  { waiverList, applicant, present, settledMaterials = [] }: Case,
  { material, way }: SettlementChoice,
  at: Instant,
): SettledCase | undefined {
  if (waiverList === undefined || applicant === undefined) return undefined;
  const others = settledMaterials.filter((settled) => settled.material !== material);
  if (way === undefined) {
    return others.length === settledMaterials.length
      ? undefined
      : { waiverList: unsettleMaterial(waiverList, material), settledMaterials: others };
  }
  const offer = settlementOffer(waiverList, material, way);
  if (offer === undefined) return undefined;
  const { name } = present ?? applicant.representative ?? applicant;
  const settled = { ...settleBy(offer, at, name), material };
  return {
    waiverList: settleMaterial(waiverList, settled),
    settledMaterials: [...others, settled],
  };
}
