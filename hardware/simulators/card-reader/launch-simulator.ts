import type { IdentityCard } from '../../../src/domain/identity-card.ts';
import {
  type AttachedSimulator,
  type AttachSettings,
  attachSimulator,
} from '../attached-simulator.ts';
import type { Deck } from './card-deck.ts';
import type { ChipExtras } from './card-frames.ts';
import type { ReaderOrder } from './simulator-control.ts';

/** A simulated reader that runs in its own process. Plugged in again it has no card, the example deck and no fault. */
export interface RunningSimulator extends AttachedSimulator {
  placeCard(card: IdentityCard, chip?: ChipExtras): Promise<void>;
  liftCard(): Promise<void>;
  /** Sets the cards that a script may put into the field by name. */
  setDeck(deck: Deck): Promise<void>;
  /** Sets what goes wrong from the next request on; an empty script for nothing. Rejects where the script is wrong. */
  setScript(script: string): Promise<void>;
}

/** Starts a simulated reader, as `attachSimulator` does; 115,200 bits per second unless told. */
export async function launchSimulator(settings: AttachSettings = {}): Promise<RunningSimulator> {
  const { order, ...attached } = await attachSimulator<ReaderOrder>(
    { name: 'card-reader', folder: import.meta.dirname, defaultBaud: 115_200 },
    settings,
  );
  return {
    ...attached,
    placeCard: (card, chip) => order({ do: 'place-card', card, ...(chip && { chip }) }),
    liftCard: () => order({ do: 'lift-card' }),
    setDeck: (deck) => order({ do: 'set-deck', cards: Object.fromEntries(deck) }),
    setScript: (script) => order({ do: 'set-script', script }),
  };
}
