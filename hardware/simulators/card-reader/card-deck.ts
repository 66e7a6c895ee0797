import { z } from 'zod';
import type { IdentityCard } from '../../../src/domain/identity-card.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { layouts } from '../../id-card-reader/layouts/card-answer.ts';
import { type ChipExtras, cardContent } from './card-frames.ts';
import examples from './example-deck.json' with { type: 'json' };
import type { CardContent } from './simulated-reader.ts';

/** A made-up card of a deck. */
export interface DeckCard {
  readonly card: IdentityCard;
  readonly chip?: ChipExtras;
}

/** Cards to put on a simulated reader, by the names people and scripts call them. */
export type Deck = ReadonlyMap<string, DeckCard>;

/** A card says what its layout says, all of it text. */
const cardSchema = z
  .looseObject({ kind: z.enum(Object.keys(layouts) as [IdentityCard['kind']]) })
  .transform(({ kind, ...values }, context) => {
    const fields = Object.keys(layouts[kind].fields).map((field) => [field, z.string()]);
    const parsed = z.strictObject(Object.fromEntries(fields)).safeParse(values);
    if (parsed.success) return { kind, ...parsed.data } as unknown as IdentityCard;
    for (const { message, path } of parsed.error.issues) {
      context.addIssue({ code: 'custom', message, path });
    }
    return z.NEVER;
  });

const deckSchema = z.strictObject({
  cards: z.record(
    z.string().regex(/^[^\s,:#"][^"]*$/),
    z.strictObject({
      card: cardSchema,
      chip: z
        .strictObject({
          hasFingerprint: z.boolean().exactOptional(),
          addresses: z.array(z.string()).max(4).exactOptional(),
        })
        .exactOptional(),
    }),
  ),
});

/**
 * Reads a deck: `{"cards": {NAME: {"card": {"kind": …}, "chip": {"hasFingerprint": …, "addresses": […]}}}}`.
 * @returns the deck, or `deck.malformed` with the place in the file
 */
export function parseDeck(json: string): Outcome<Deck> {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return fail('deck.malformed', { place: 'JSON' });
  }
  const parsed = deckSchema.safeParse(content);
  if (!parsed.success) {
    return fail('deck.malformed', { place: parsed.error.issues[0]?.path.join('.') || 'cards' });
  }
  const deck: Deck = new Map(Object.entries(parsed.data.cards));
  const contents = deckContents(deck);
  return contents.ok ? ok(deck) : contents;
}

/** The cards of a deck as the simulated reader takes them, or `deck.malformed` for one that is too long somewhere. */
export function deckContents(deck: Deck): Outcome<ReadonlyMap<string, CardContent>> {
  const contents = new Map<string, CardContent>();
  for (const [name, { card, chip }] of deck) {
    const content = cardContent(card, chip);
    if (!content.ok) {
      const field = content.problem.info?.['field'] ?? '';
      return fail('deck.malformed', { place: `cards.${name}.${field}` });
    }
    contents.set(name, content.value);
  }
  return ok(contents);
}

/** A card of every kind, as the example frames have them, and more of the chip. */
export const exampleDeck: Deck = examplesOf(parseDeck(JSON.stringify(examples)));

function examplesOf(deck: Outcome<Deck>): Deck {
  if (!deck.ok) throw new Error(`example-deck.json: ${JSON.stringify(deck.problem)}`);
  return deck.value;
}
