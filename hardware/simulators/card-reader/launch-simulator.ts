import type { IdentityCard } from '../../../src/domain/identity-card.ts';
import {
  type AttachedSimulator,
  type AttachSettings,
  attachSimulator,
} from '../attached-simulator.ts';
import type { ChipExtras } from './card-frames.ts';
import type { ReaderFault } from './reader-fault.ts';
import type { ReaderOrder } from './simulator-control.ts';

/** A simulated reader that runs in its own process. Plugged in again it has no card and no fault. */
export interface RunningSimulator extends AttachedSimulator {
  placeCard(card: IdentityCard, chip?: ChipExtras): Promise<void>;
  liftCard(): Promise<void>;
  /** Sets what goes wrong from the next request on; undefined for nothing. */
  setFault(fault: ReaderFault | undefined): Promise<void>;
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
    setFault: (fault) => order({ do: 'set-fault', fault: fault ?? null }),
  };
}
