import type { Outcome } from '../../../src/failures/failure.ts';
import { err, ok } from '../../../src/support/result.ts';
import { commands } from './commands.ts';
import type { Answer, Exchange } from './exchange.ts';
import { failureOfStatus, status } from './status.ts';

/**
 * Looks for a card, a second time if the first was in vain: finding can fail once for no reason.
 * A card that has been read is not found again until it was lifted.
 * @returns the answer of the successful find, undefined if there is no card, or why the reader could not tell
 */
export async function findCard(exchange: Exchange): Promise<Outcome<Answer | undefined>> {
  const first = await find(exchange);
  return first.ok && first.value !== undefined ? first : find(exchange);
}

async function find(exchange: Exchange): Promise<Outcome<Answer | undefined>> {
  const answer = await exchange.send(commands.find);
  if (!answer.ok) return answer;
  if (answer.value.status === commands.find.success) return answer;
  return answer.value.status === status.noCard
    ? ok(undefined)
    : err(failureOfStatus(answer.value.status));
}

/**
 * Whether the card that was read still lies there. Finding cannot tell; reading its appended addresses can, with or
 * without content. Asked twice if the first answer got lost.
 */
export async function cardStillLies(exchange: Exchange): Promise<Outcome<boolean>> {
  const first = await exchange.send(commands.appendedAddresses);
  const answer = first.ok ? first : await exchange.send(commands.appendedAddresses);
  if (!answer.ok) return answer;
  return ok(answer.value.status === status.success || answer.value.status === status.noContent);
}
