import type { Outcome } from '../../../src/failures/failure.ts';
import { err, ok } from '../../../src/support/result.ts';
import { type Command, commands } from './commands.ts';
import type { Answer, Exchange } from './exchange.ts';
import { restartModule } from './module.ts';
import { failureOfStatus, status } from './status.ts';

/**
 * Looks for a card, a second time if the first was in vain: finding can fail once for no reason. A module whose
 * self-test has failed is restarted in between. A card that has been read is not found again until it was lifted.
 * @returns the answer of the successful find, undefined if there is no card, or why the reader could not tell
 */
export async function findCard(exchange: Exchange): Promise<Outcome<Answer | undefined>> {
  const first = await find(exchange);
  if (first.ok && first.value !== undefined) return first;
  if (!first.ok && first.problem.code === 'reader.self-test-failed') {
    const restarted = await restartModule(exchange);
    if (!restarted.ok) return restarted;
  }
  return find(exchange);
}

async function find(exchange: Exchange): Promise<Outcome<Answer | undefined>> {
  const answer = await exchange.send(commands.find);
  if (!answer.ok) return answer;
  if (answer.value.status === commands.find.success) return answer;
  return answer.value.status === status.noCard ? ok(undefined) : err(failureOfStatus(answer.value));
}

/**
 * Whether the card that was read still lies there. Finding cannot tell; reading what else is on it can, with or
 * without content: its appended addresses, or its body number where the module knows no addresses.
 */
export async function cardStillLies(exchange: Exchange): Promise<Outcome<boolean>> {
  const lies = await answersTo(exchange, commands.appendedAddresses);
  return lies.ok || lies.problem.code !== 'reader.refused-command'
    ? lies
    : refusalMeansNo(await answersTo(exchange, commands.bodyNumber));
}

/** Asked twice if the first answer got lost or the module does not know why it failed. */
async function answersTo(exchange: Exchange, command: Command): Promise<Outcome<boolean>> {
  const first = await exchange.send(command);
  const isUseless = !first.ok || first.value.status === status.unrecognisedError;
  const answer = isUseless ? await exchange.send(command) : first;
  if (!answer.ok) return answer;
  switch (answer.value.status) {
    case status.success:
    case status.noContent:
      return ok(true);
    case status.badCommand:
    case status.notPermitted:
    case status.unrecognisedError:
    case status.selfTestFailed:
    case status.notAuthorised:
      return err(failureOfStatus(answer.value));
    default:
      return ok(false);
  }
}

/** A module that can be asked in neither way finds whatever card comes next. */
function refusalMeansNo(lies: Outcome<boolean>): Outcome<boolean> {
  return !lies.ok && lies.problem.code === 'reader.refused-command' ? ok(false) : lies;
}
