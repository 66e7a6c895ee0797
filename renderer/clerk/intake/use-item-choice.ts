import { useState } from 'react';
import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { useDesk } from '../desk/desk-context.ts';
import { canChangeItem } from '../desk/open-case.ts';
import { matchText } from '../palette/match-text.ts';
import { useNumberKeys } from './use-number-keys.ts';

/** A service item as the desk offers it. */
export type Item = DeskSnapshot['items'][number];
type Variant = Item['variants'][number];

/** How far the choice of an item has come. */
export interface ItemChoice {
  /** Nothing can be chosen any more. */
  readonly settled: boolean;
  /** What there is to choose from. */
  readonly offered: readonly Item[];
  /** The part of it whose name answers what was typed. */
  readonly found: readonly Item[];
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Code of the item the clerk has pointed at. */
  readonly pointedAt: string | undefined;
  /** The item whose variants are shown. */
  readonly item: Item | undefined;
  /** The item is clear, its variant comes next. */
  readonly isVariantNext: boolean;
  /** Points at an item; where it has one variant only, that is chosen with it. */
  readonly point: (item: Item) => void;
  readonly choose: (item: Item, variant: Variant) => void;
}

/** The choice of an item and its variant, by pointer, by name or by number key. */
export function useItemChoice(current: ClerkCase, items: readonly Item[]): ItemChoice {
  const desk = useDesk();
  const [pointedAt, setPointedAt] = useState<string>();
  const [typed, setTyped] = useState('');
  const settled = !canChangeItem(current.stage);
  const only = items.length === 1 ? items[0] : undefined;
  const pointed = items.find(({ code }) => code === pointedAt) ?? only;
  const item = pointed ?? current.item;
  const offered = settled && item !== undefined ? [item] : items;
  const found = offered.filter(({ name }) => matchText(typed, name) !== undefined);

  function choose({ code: itemCode }: Item, { code: variant }: Variant): void {
    void desk.call('case:choose-item', { caseId: current.id, itemCode, variant });
  }

  function point(chosen: Item): void {
    const [first, second] = chosen.variants;
    if (first !== undefined && second === undefined) choose(chosen, first);
    else setPointedAt(chosen.code);
  }

  useNumberKeys(!settled, (index) => {
    const named = found[index];
    const variant = pointed?.variants[index];
    if (pointed !== undefined && variant !== undefined) choose(pointed, variant);
    if (pointed === undefined && named !== undefined) point(named);
  });

  return {
    settled,
    offered,
    found,
    typed,
    type: setTyped,
    pointedAt,
    item,
    isVariantNext: pointed !== undefined,
    point,
    choose,
  };
}
