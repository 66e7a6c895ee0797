import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import type { ReaderFault } from './reader-fault.ts';

/**
 * What a running simulator can be told: one JSON value per line over its control connection. Each is answered, in
 * order, by one line: `{"ok":true}` or `{"ok":false,"problem":"…"}`.
 */
export type SimulatorOrder =
  | { readonly do: 'place-card'; readonly card: ResidentCard }
  | { readonly do: 'lift-card' }
  /** null for no fault. */
  | { readonly do: 'set-fault'; readonly fault: ReaderFault | null };

/** The one line a simulator prints on standard error when it is ready: the ports it listens on. */
export interface SimulatorReady {
  readonly control: number;
  /** The port that carries the reader's bytes, unless standard input and output do. */
  readonly tcp?: number;
}
