import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import type { TextKey } from '../locale/text-key.ts';
import type { CommandKey } from './command-keys.ts';

/** What is laid over the desk. */
export type Layer =
  | { readonly kind: 'palette' }
  | { readonly kind: 'confirm-session' }
  | { readonly kind: 'camera' }
  | { readonly kind: 'outbox' }
  | { readonly kind: 'receipt'; readonly caseId: string }
  | {
      readonly kind: 'consent-receipt';
      readonly caseId: string;
      readonly pages: NonNullable<ClerkCase['consentReceipts']>;
    }
  | { readonly kind: 'withdrawal'; readonly caseId: string }
  | { readonly kind: 'handover'; readonly caseId: string }
  | { readonly kind: 'principal'; readonly caseId: string; readonly enterprise?: string };

/** What is asked before something is lost: `close` the case is dropped · `leave` the citizen's page is taken back. */
export type Question = 'close' | 'leave';

/** What a deed is done with. */
export interface Hands {
  readonly desk: DeskStore;
  readonly show: (layer: Layer) => void;
}

/** Something the clerk can have done, and what has to be asked before. */
export interface Deed {
  readonly question?: (snapshot: DeskSnapshot) => Question | undefined;
  readonly run: (hands: Hands, snapshot: DeskSnapshot) => Promise<unknown>;
}

/** A deed with a name of its own: on a button, under a key and in the palette. */
export interface Command extends Deed {
  readonly key?: CommandKey;
  /** What it is called now. */
  readonly text: (snapshot: DeskSnapshot) => Extract<TextKey, `action.${string}`>;
  readonly isPossible: (snapshot: DeskSnapshot) => boolean;
  /** Its key works under an open dialog too. */
  readonly reachesLayers?: true;
}
