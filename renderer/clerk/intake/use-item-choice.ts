import { useState } from 'react';
import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { useDesk } from '../desk/desk-context.ts';
import { canChangeItem } from '../desk/open-case.ts';
import { matchText } from '../palette/match-text.ts';
import { useNumberKeys } from './use-number-keys.ts';

/** A service item as the desk offers it. */
export type Item = DeskSnapshot['items'][number];
/** As much of it as a case still knows of its own item when the desk no longer offers that. */
type ListedItem = Omit<Item, 'question'>;
type Variant = Item['variants'][number];
type Question = Item['question'];
type Answer = Question['answers'][number];

/** How far the choice of an item has come. */
export interface ItemChoice {
  /** Nothing can be chosen any more. */
  readonly settled: boolean;
  /** What there is to choose from. */
  readonly offered: readonly ListedItem[];
  /** The part of it whose name answers what was typed. */
  readonly found: readonly ListedItem[];
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Code of the item the clerk has pointed at. */
  readonly pointedAt: string | undefined;
  /** The item whose variants are shown. */
  readonly item: ListedItem | undefined;
  /** The item is clear, its variant comes next. */
  readonly isVariantNext: boolean;
  /** What the applicant is asked next to find the variant; absent where there is nothing to ask. */
  readonly question: Question | undefined;
  /** Takes an answer: it chooses the variant, or the next question follows. */
  readonly answer: (answer: Answer) => void;
  /** Goes back to the question before; absent at the first. */
  readonly askAgain: (() => void) | undefined;
  /** Points at an item; where it has one variant only, that is chosen with it. */
  readonly point: (item: ListedItem) => void;
  readonly choose: (item: ListedItem, variant: Variant) => void;
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
  const [asked, setAsked] = useState<readonly Question[]>([]);
  const question = asked.at(-1) ?? pointed?.question;
  const offered = settled && item !== undefined ? [item] : items;
  const found = offered.filter(({ name }) => matchText(typed, name) !== undefined);

  function choose({ code: itemCode }: ListedItem, { code: variant }: Variant): void {
    void desk.call('case:choose-item', { caseId: current.id, itemCode, variant });
  }

  function point(chosen: ListedItem): void {
    const [first, second] = chosen.variants;
    if (first !== undefined && second === undefined) choose(chosen, first);
    else {
      setPointedAt(chosen.code);
      setAsked([]);
    }
  }

  function answer(given: Answer): void {
    if ('next' in given) {
      setAsked([...asked, given.next]);
      return;
    }
    const found = pointed?.variants.find(({ code }) => code === given.variant);
    if (pointed !== undefined && found !== undefined) choose(pointed, found);
  }

  useNumberKeys(!settled, (index) => {
    const named = found[index];
    const given = question?.answers[index];
    if (given !== undefined) answer(given);
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
    question,
    answer,
    askAgain: asked.length === 0 ? undefined : () => setAsked(asked.slice(0, -1)),
    point,
    choose,
  };
}
