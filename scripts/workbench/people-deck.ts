import type { Deck } from '../../hardware/simulators/card-reader/card-deck.ts';
import { people } from '../../reference-platform/seed/people.ts';

/** The cards of the people whom the reference platform knows, by their names. */
export const peopleDeck: Deck = new Map(
  Object.values(people).map(({ card }) => [card.name, { card }]),
);
