import type { CardWants } from '../../../src/domain/identity-card.ts';
import type { FailureCode } from '../../../src/failures/catalogue.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { err, ok } from '../../../src/support/result.ts';
import { cardStillLies, findCard } from './card-presence.ts';
import { type Command, commands } from './commands.ts';
import type { Answer, Exchange } from './exchange.ts';
import { expectSuccess, restartModule } from './module.ts';
import { failureOfStatus, status } from './status.ts';

/** What a card that was selected answered, undecoded; null where it has no such content. */
export interface CardAnswers {
  readonly read: Answer;
  readonly addresses?: Uint8Array | null;
  readonly bodyNumber?: Uint8Array | null;
}

/** The same from the first look on. */
interface FoundCardAnswers extends CardAnswers {
  readonly find: Answer;
  readonly select: Answer;
}

/**
 * Selects and reads a card that was found. The whole sequence is repeated once where selecting failed, where the
 * module does not know what went wrong, and where it had to be restarted; nothing of the first try is kept.
 * @returns the answers of one and the same card, `card.removed-during-read`, or what the exchange or a status says
 */
export async function readFoundCard(
  exchange: Exchange,
  find: Answer,
  wants: CardWants,
): Promise<Outcome<FoundCardAnswers>> {
  const first = await selectAndRead(exchange, find, wants);
  if (first.ok || !repeated.has(first.problem.code)) return explained(exchange, first);
  const mustRestart = first.problem.code === 'reader.self-test-failed';
  if (mustRestart) {
    const restarted = await restartModule(exchange);
    if (!restarted.ok) return restarted;
  }
  const found = await findCard(exchange);
  if (!found.ok) return found;
  // A module that has forgotten the card would have found it.
  if (found.value === undefined) return mustRestart ? fail('card.removed-during-read') : first;
  return explained(exchange, await selectAndRead(exchange, found.value, wants));
}

const repeated: ReadonlySet<FailureCode> = new Set([
  'reader.self-test-failed',
  'reader.unrecognised-error',
  'card.select-failed',
]);

async function selectAndRead(
  exchange: Exchange,
  find: Answer,
  wants: CardWants,
): Promise<Outcome<FoundCardAnswers>> {
  const select = expectSuccess(await exchange.send(commands.select));
  if (!select.ok) return select;
  const answers = await readSelectedCard(exchange, wants);
  return answers.ok ? ok({ ...answers.value, find, select: select.value }) : answers;
}

/**
 * Reads a card that was selected before and may have left since. Its text comes first: on some modules nothing can be
 * read any more after the body number.
 */
export async function readSelectedCard(
  exchange: Exchange,
  wants: CardWants,
): Promise<Outcome<CardAnswers>> {
  const read = expectSuccess(
    await exchange.send(wants.fingerprint ? commands.readWithFingerprint : commands.read),
  );
  if (!read.ok) return read;
  const addresses = wants.addresses && (await readMore(exchange, commands.appendedAddresses));
  if (addresses && !addresses.ok) return addresses;
  const bodyNumber = wants.bodyNumber && (await readMore(exchange, commands.bodyNumber));
  if (bodyNumber && !bodyNumber.ok) return bodyNumber;
  return ok({
    read: read.value,
    ...(addresses && { addresses: addresses.value }),
    ...(bodyNumber && { bodyNumber: bodyNumber.value }),
  });
}

/** Reads something else off a card that has just been read: if it fails now, the card has left. */
async function readMore(exchange: Exchange, command: Command): Promise<Outcome<Uint8Array | null>> {
  const answer = await exchange.send(command);
  if (!answer.ok) return answer;
  switch (answer.value.status) {
    case status.success:
      return ok(answer.value.data);
    case status.noContent:
      return ok(null);
    case status.readFailed:
      return fail('card.removed-during-read');
    default:
      return err(failureOfStatus(answer.value));
  }
}

/** Tells a card that was lifted from one that cannot be read, and from a bad or pulled cable. */
async function explained<Value>(
  exchange: Exchange,
  outcome: Outcome<Value>,
): Promise<Outcome<Value>> {
  if (outcome.ok) return outcome;
  const { code, info } = outcome.problem;
  if (code === 'reader.truncated-answer') {
    const lies = await cardStillLies(exchange);
    if (lies.ok) return lies.value ? outcome : fail('card.removed-during-read');
    // Systems may tell of a pulled cable only when something is sent.
    return lies.problem.code === 'reader.gone' ? lies : outcome;
  }
  if (code === 'card.read-failed' && info?.['status'] === '41') {
    const found = await findCard(exchange);
    if (!found.ok) return found;
    return found.value === undefined ? fail('card.removed-during-read') : outcome;
  }
  return outcome;
}
