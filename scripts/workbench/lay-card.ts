import type { ResidentCard } from '../../src/domain/identity-card.ts';
import type { Counter } from './counter.ts';
import type { Workstation } from './workstation.ts';

/** Takes the card off the reader, if one lies there, and waits until the workstation has missed it. */
export async function liftCard(
  { reader }: Pick<Counter, 'reader'>,
  { clerk }: Workstation,
): Promise<void> {
  await reader.liftCard();
  await clerk.locator('[data-testid="reader-state"][data-state="ready"]').waitFor();
}

/** Lays a card on the reader, where another may lie: a card that comes back before it is missed is the same card. */
export async function layCard(
  counter: Pick<Counter, 'reader'>,
  workstation: Workstation,
  card: ResidentCard,
): Promise<void> {
  await liftCard(counter, workstation);
  await counter.reader.placeCard(card);
}
