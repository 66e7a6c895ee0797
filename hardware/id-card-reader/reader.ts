import type { CardReading } from '../../src/domain/identity-card.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import { type Clock, systemClock } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import type { Transport } from '../transport/transport.ts';
import { type Wish, WishSlot } from '../wish.ts';
import { decodeCardAnswer } from './layouts/card-answer.ts';
import { cardStillLies, findCard } from './protocol/card-presence.ts';
import { commands } from './protocol/commands.ts';
import { type Answer, type Exchange, openExchange } from './protocol/exchange.ts';
import { formatSamId } from './protocol/sam-id.ts';
import { failureOfStatus, status } from './protocol/status.ts';

const defaultPollMs = 300;

/** What happens at a reader, in order. Nothing follows `reader-gone`. */
export type ReaderEvent =
  | { readonly kind: 'card-present' }
  | { readonly kind: 'card-read'; readonly reading: CardReading }
  | { readonly kind: 'card-read-failed'; readonly failure: Failure }
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'reader-gone'; readonly failure: Failure };

/** A reader that answers. */
export interface IdCardReader {
  /** Serial of its security module. */
  readonly samId: string;
  /**
   * Waits for the next card; a card that was read and still lies there is read once more at once. One wish at a time.
   * @returns the card, or what went wrong with the first card that came, or `card.none` (nothing came in time),
   * `card.read-cancelled`, `reader.busy`, `reader.not-connected`
   */
  readCard(wish?: Wish): Promise<Outcome<CardReading>>;
  /** Ends the service without an event and lets go of the line. */
  close(): Promise<void>;
}

interface ReaderSettings {
  readonly clock?: Clock;
  /** Pause between two looks at the field, in milliseconds; modules want at least 300. */
  readonly pollMs?: number;
}

/**
 * Opens the line, checks the security module and begins to look for cards.
 * @param onEvent called for every event from then on
 * @returns the reader, or why it cannot be used: a `port.*` code, or a `reader.*` code of its first answers
 */
export async function connectReader(
  transport: Transport,
  onEvent: (event: ReaderEvent) => void,
  settings: ReaderSettings = {},
): Promise<Outcome<IdCardReader>> {
  const clock = settings.clock ?? systemClock;
  let onGone: (failure: Failure) => void = () => undefined;
  const opened = await openExchange(transport, clock, (failure) => onGone(failure));
  if (!opened.ok) return opened;
  const exchange = opened.value;
  const samId = await greet(exchange);
  if (!samId.ok) {
    await exchange.close();
    return samId;
  }
  const service = new ReaderService(
    exchange,
    samId.value,
    clock,
    settings.pollMs ?? defaultPollMs,
    onEvent,
  );
  onGone = (failure) => service.lose(failure);
  service.start();
  return ok(service);
}

/**
 * Asks a reader who it is and lets go of it again, without a look at its cards.
 * @returns the serial of its security module, or why the reader cannot be used, as `connectReader` says it
 */
export async function identifyReader(
  transport: Transport,
  clock: Clock,
): Promise<Outcome<{ readonly samId: string }>> {
  const opened = await openExchange(transport, clock, () => undefined);
  if (!opened.ok) return opened;
  const samId = await greet(opened.value);
  await opened.value.close();
  return samId.ok ? ok({ samId: samId.value }) : samId;
}

/** Sees to it that the module works, and asks who it is. */
async function greet(exchange: Exchange): Promise<Outcome<string>> {
  let health = await exchange.send(commands.status);
  if (health.ok && health.value.status === status.selfTestFailed) {
    const restarted = await exchange.send(commands.reset);
    health = restarted.ok ? await exchange.send(commands.status) : restarted;
  }
  const healthy = expectSuccess(health);
  if (!healthy.ok) return healthy;
  const answer = expectSuccess(await exchange.send(commands.samId));
  return answer.ok ? ok(formatSamId(answer.value.data)) : answer;
}

function expectSuccess(answer: Outcome<Answer>): Outcome<Answer> {
  return answer.ok && answer.value.status !== status.success
    ? err(failureOfStatus(answer.value.status))
    : answer;
}

class ReaderService implements IdCardReader {
  readonly samId: string;
  readonly #exchange: Exchange;
  readonly #clock: Clock;
  readonly #pollMs: number;
  readonly #onEvent: (event: ReaderEvent) => void;
  #ended = false;
  /** Nothing is known yet of a card that lay there before. */
  #fieldUnknown = true;
  /** A card was read and has not been lifted since. */
  #cardLies = false;
  /** Reading a card failed, and the field has not been seen empty since. */
  #cardMustBeLifted = false;
  readonly #wish = new WishSlot<CardReading>({
    busy: 'reader.busy',
    cancelled: 'card.read-cancelled',
    none: 'card.none',
  });
  #wake: () => void = () => undefined;

  constructor(
    exchange: Exchange,
    samId: string,
    clock: Clock,
    pollMs: number,
    onEvent: (event: ReaderEvent) => void,
  ) {
    this.#exchange = exchange;
    this.samId = samId;
    this.#clock = clock;
    this.#pollMs = pollMs;
    this.#onEvent = onEvent;
  }

  start(): void {
    void this.#serve();
  }

  readCard(wish: Wish = {}): Promise<Outcome<CardReading>> {
    if (this.#ended) return Promise.resolve(fail('reader.not-connected'));
    const reading = this.#wish.make(wish);
    this.#wake();
    return reading;
  }

  /** The reader is gone. The first reason counts; later calls say nothing. */
  lose(reason: Failure): void {
    if (this.#ended) return;
    this.#end(reason);
    this.#onEvent({ kind: 'reader-gone', failure: reason });
    void this.#exchange.close();
  }

  async close(): Promise<void> {
    if (!this.#ended) this.#end(failure('reader.not-connected'));
    await this.#exchange.close();
  }

  #end(reason: Failure): void {
    this.#ended = true;
    this.#wish.grant(err(reason));
    this.#wake();
  }

  async #serve(): Promise<void> {
    while (!this.#ended) {
      if (!this.#cardLies) await this.#look();
      else if (this.#wish.waits) await this.#readAgain();
      else await this.#watch();
      if (!this.#ended) await this.#pause();
    }
  }

  /** One look for a card, and its reading if there is one. */
  async #look(): Promise<void> {
    const found = await findCard(this.#exchange);
    if (this.#ended) return;
    if (!found.ok) {
      this.lose(found.problem);
      return;
    }
    if (found.value === undefined) {
      // A card that the module has read is not found again, whether we could use its answer or not.
      if (this.#cardMustBeLifted) await this.#watch();
      else if (this.#fieldUnknown) await this.#lookForReadCard();
      return;
    }
    this.#fieldUnknown = false;
    // Some modules find the same card again after a failed read; reading it again without lifting fails again.
    if (this.#cardMustBeLifted) return;
    this.#onEvent({ kind: 'card-present' });
    const outcome = await this.#readFound(found.value);
    if (this.#ended) return;
    if (outcome.ok) {
      this.#cardLies = true;
      this.#onEvent({ kind: 'card-read', reading: outcome.value });
    } else {
      this.#cardMustBeLifted = outcome.problem.code !== 'card.removed-during-read';
      this.#onEvent({ kind: 'card-read-failed', failure: outcome.problem });
    }
    this.#wish.grant(outcome);
  }

  /** A card that was read before this service began is not found again, but a wish may still read it. */
  async #lookForReadCard(): Promise<void> {
    const lies = await cardStillLies(this.#exchange);
    if (this.#ended) return;
    this.#fieldUnknown = false;
    if (lies.ok) this.#cardLies = lies.value;
    else this.lose(lies.problem);
  }

  async #readFound(find: Answer): Promise<Outcome<CardReading>> {
    const select = expectSuccess(await this.#exchange.send(commands.select));
    if (!select.ok) return select;
    const read = await this.#exchange.send(commands.read);
    if (!read.ok) {
      return read.problem.code === 'reader.truncated-answer' && (await this.#cardWasTakenAway())
        ? fail('card.removed-during-read')
        : read;
    }
    if (read.value.status === status.readFailed) {
      const found = await findCard(this.#exchange);
      if (!found.ok) return found;
      return found.value === undefined
        ? fail('card.removed-during-read')
        : err(failureOfStatus(status.readFailed));
    }
    const answer = expectSuccess(read);
    return answer.ok
      ? this.#reading(answer.value, {
          find: find.ms,
          select: select.value.ms,
          startedAt: find.startedAt,
        })
      : answer;
  }

  /** After an answer that stopped: tells a lifted card from a bad cable. */
  async #cardWasTakenAway(): Promise<boolean> {
    const lies = await cardStillLies(this.#exchange);
    return lies.ok && !lies.value;
  }

  /** Reads the card that still lies there for a wish that came after it was read. */
  async #readAgain(): Promise<void> {
    const read = expectSuccess(await this.#exchange.send(commands.read));
    if (this.#ended) return;
    const outcome = read.ok
      ? this.#reading(read.value, { find: 0, select: 0, startedAt: read.value.startedAt })
      : read;
    if (outcome.ok) this.#wish.grant(outcome);
    else this.#cardGone();
  }

  async #watch(): Promise<void> {
    const lies = await cardStillLies(this.#exchange);
    if (this.#ended) return;
    if (!lies.ok) this.lose(lies.problem);
    else if (!lies.value) this.#cardGone();
  }

  #cardGone(): void {
    this.#cardLies = false;
    this.#cardMustBeLifted = false;
    this.#onEvent({ kind: 'card-removed' });
  }

  #reading(
    read: Answer,
    before: { readonly find: number; readonly select: number; readonly startedAt: number },
  ): Outcome<CardReading> {
    const decoded = decodeCardAnswer(read.data);
    if (!decoded.ok) return decoded;
    const total = this.#clock.monotonic() - before.startedAt;
    return ok({
      ...decoded.value,
      samId: this.samId,
      ms: { find: before.find, select: before.select, read: read.ms, total },
    });
  }

  /** Waits out the pause between two looks, or less when a wish comes or the service ends. */
  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(done, this.#pollMs);
      this.#wake = done;
    });
  }
}
