import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { TextOf } from '../locale/text-key.ts';

/** What a case is about, as far as that is chosen. */
export interface ChosenItem {
  readonly item: ClerkCase['item'] | undefined;
  readonly variant: ClerkCase['variant'] | undefined;
}

/** The item of a case with its variant: 老年人优待证申领（本市户籍）. */
export function itemName({ item, variant }: Partial<ChosenItem>, t: TextOf): string | undefined {
  if (item === undefined) return undefined;
  const chosen = item.variants.find(({ code }) => code === variant);
  return chosen === undefined
    ? item.name
    : t('case.item-text', { item: item.name, variant: chosen.name });
}
