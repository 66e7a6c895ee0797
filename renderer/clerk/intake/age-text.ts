import type { Variant } from '../../../src/domain/service-item.ts';
import type { TextOf } from '../locale/text-key.ts';

/** Who qualifies by age; undefined: anybody. */
export function ageText(
  { minimumAge, maximumAge }: Pick<Variant, 'minimumAge' | 'maximumAge'>,
  t: TextOf,
): string | undefined {
  if (minimumAge !== undefined && maximumAge !== undefined) {
    return t('item.ages', { minimum: minimumAge, maximum: maximumAge });
  }
  if (minimumAge !== undefined) return t('item.minimum-age', { age: minimumAge });
  return maximumAge === undefined ? undefined : t('item.maximum-age', { age: maximumAge });
}
