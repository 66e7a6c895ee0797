import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { TextOf } from '../locale/text-key.ts';

/** The item of a case with its variant: 老年人优待证申领（本市户籍）. */
export function itemName({ item, variant }: ClerkCase, t: TextOf): string | undefined {
  if (item === undefined) return undefined;
  const chosen = item.variants.find(({ code }) => code === variant);
  return chosen === undefined
    ? item.name
    : t('case.item-text', { item: item.name, variant: chosen.name });
}
