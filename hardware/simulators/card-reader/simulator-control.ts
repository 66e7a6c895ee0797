import type { IdentityCard } from '../../../src/domain/identity-card.ts';
import type { DeckCard } from './card-deck.ts';
import type { ChipExtras } from './card-frames.ts';

/** What a running reader can be told over its control connection: one JSON value per line. */
export type ReaderOrder =
  | { readonly do: 'place-card'; readonly card: IdentityCard; readonly chip?: ChipExtras }
  | { readonly do: 'lift-card' }
  /** By name. */
  | { readonly do: 'set-deck'; readonly cards: Readonly<Record<string, DeckCard>> }
  /** Empty for no fault. */
  | { readonly do: 'set-script'; readonly script: string };
