import type { IdentityCard } from '../../../src/domain/identity-card.ts';
import type { ChipExtras } from './card-frames.ts';
import type { ReaderFault } from './reader-fault.ts';

/** What a running reader can be told over its control connection: one JSON value per line. */
export type ReaderOrder =
  | { readonly do: 'place-card'; readonly card: IdentityCard; readonly chip?: ChipExtras }
  | { readonly do: 'lift-card' }
  /** null for no fault. */
  | { readonly do: 'set-fault'; readonly fault: ReaderFault | null };
