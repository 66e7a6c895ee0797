import type { CaseSummary, DeskSnapshot, OfferedCase } from '../../../src/contracts/clerk-ipc.ts';
import { groupOf } from '../cases/case-groups.ts';
import { summaryTexts } from '../cases/summary-texts.ts';
import type { Deed } from '../commands/command.ts';
import { keyText } from '../commands/command-keys.ts';
import {
  deskCommands,
  settleMaterial,
  takeItem,
  takeUpCase,
  takeUpOffer,
} from '../commands/desk-commands.ts';
import { canSettle, openCaseOf } from '../desk/open-case.ts';
import { lineOffers, offerText } from '../intake/line-offers.ts';
import type { TextOf } from '../locale/text-key.ts';
import { matchText } from './match-text.ts';

/** What an entry is: something to do, a case to take up, an item to begin with. */
export type EntryKind = 'command' | 'case' | 'item';

/** One thing that the palette can do. */
export interface PaletteEntry {
  readonly kind: EntryKind;
  /** Tells it apart from every other entry; what is under way is known by it. */
  readonly name: string;
  readonly text: string;
  readonly detail?: string;
  readonly key?: string;
  readonly deed: Deed;
}

/** Everything that is possible now: every command, every way to settle a material, every case that is offered or of the shift, every item in every variant. */
export function paletteEntries(desk: DeskSnapshot, t: TextOf): readonly PaletteEntry[] {
  return [
    ...commandEntries(desk, t),
    ...settlementEntries(desk, t),
    ...desk.offers.map((offer) => offerEntry(offer, t)),
    ...desk.cases.map((summary) => caseEntry(summary, t)),
    ...itemEntries(desk, t),
  ];
}

/**
 * The entries that what was typed means, the best first; entries of one kind stay together, in the place of the best of
 * them. Nothing typed means all.
 */
export function findEntries(
  entries: readonly PaletteEntry[],
  typed: string,
): readonly PaletteEntry[] {
  const found = entries.flatMap((entry) => {
    const score = matchText(typed, `${entry.text} ${entry.detail ?? ''} ${entry.key ?? ''}`);
    return score === undefined ? [] : [{ entry, score }];
  });
  const best = new Map<EntryKind, number>();
  for (const { entry, score } of found) {
    best.set(entry.kind, Math.max(score, best.get(entry.kind) ?? 0));
  }
  const bestOf = (kind: EntryKind): number => best.get(kind) ?? 0;
  const kinds = [...best.keys()].sort((a, b) => bestOf(b) - bestOf(a));
  return kinds.flatMap((kind) =>
    found
      .filter(({ entry }) => entry.kind === kind)
      .sort((a, b) => b.score - a.score)
      .map(({ entry }) => entry),
  );
}

/** The first entries of each kind, so that what is shown at once has an end however long a shift was. */
export function firstOfEachKind(
  entries: readonly PaletteEntry[],
  most: number,
): readonly PaletteEntry[] {
  const taken = new Map<EntryKind, number>();
  return entries.filter(({ kind }) => {
    const before = taken.get(kind) ?? 0;
    taken.set(kind, before + 1);
    return before < most;
  });
}

function commandEntries(desk: DeskSnapshot, t: TextOf): readonly PaletteEntry[] {
  return Object.entries(deskCommands)
    .filter(([id, { isPossible }]) => id !== 'open-palette' && isPossible(desk))
    .map(([id, command]) => ({
      kind: 'command',
      name: id,
      text: t(command.text(desk)),
      ...(command.key === undefined ? {} : { key: keyText(command.key) }),
      deed: command,
    }));
}

function settlementEntries(desk: DeskSnapshot, t: TextOf): readonly PaletteEntry[] {
  const open = openCaseOf(desk);
  if (open === undefined || !canSettle(open.stage)) return [];
  return lineOffers(open.waiverList?.lines ?? []).map((offer) => ({
    kind: 'command',
    name: offer.name,
    text: `${offer.material.name} · ${offerText(offer.offer, t)}`,
    ...(offer.isChosen ? { detail: t('palette.settled') } : {}),
    deed: settleMaterial(offer),
  }));
}

function caseEntry(summary: CaseSummary, t: TextOf): PaletteEntry {
  const { name, detail } = summaryTexts(summary, t);
  return {
    kind: 'case',
    name: `resume ${summary.id}`,
    text: name,
    detail: `${t(`group.${groupOf(summary)}`)} · ${detail}`,
    deed: takeUpCase(summary),
  };
}

function offerEntry(offer: OfferedCase, t: TextOf): PaletteEntry {
  const { handoverId, applicantMasked, itemName, from } = offer;
  return {
    kind: 'case',
    name: `take up ${handoverId}`,
    text: applicantMasked,
    detail: `${t('offers.from', { window: from })} · ${itemName}`,
    deed: takeUpOffer(handoverId),
  };
}

function itemEntries(desk: DeskSnapshot, t: TextOf): readonly PaletteEntry[] {
  const isChoosing = openCaseOf(desk)?.stage === 'choosing-item';
  return desk.items.flatMap((item) =>
    item.variants.map((variant) => ({
      kind: 'item' as const,
      name: `take ${item.code} ${variant.code}`,
      text: `${item.name} · ${variant.name}`,
      detail: t(isChoosing ? 'palette.for-this-case' : 'palette.for-a-new-case'),
      deed: takeItem(item.code, variant.code),
    })),
  );
}
