import type { CardReading, CardWants } from '../../src/domain/identity-card.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import { type Clock, systemClock } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import type { Transport } from '../transport/transport.ts';
import { type Wish, WishSlot } from '../wish.ts';
import { decodeAppendedAddresses } from './layouts/appended-addresses.ts';
import { decodeCardAnswer } from './layouts/card-answer.ts';
import { cardStillLies, findCard } from './protocol/card-presence.ts';
import { type CardAnswers, readFoundCard, readSelectedCard } from './protocol/card-read.ts';
import { commands, setMaxRfBytes } from './protocol/commands.ts';
import { type Answer, type Exchange, openExchange } from './protocol/exchange.ts';
import { mayBeAtAnotherSpeed, meetAtAnotherSpeed } from './protocol/line-speed.ts';
import { checkModule, expectSuccess } from './protocol/module.ts';
import { formatSamId } from './protocol/sam-id.ts';

const defaultPollMs = 300;

/** What happens at a reader, in order. Nothing follows `reader-gone`. */
export type ReaderEvent =
  | { readonly kind: 'card-present' }
  | { readonly kind: 'card-read'; readonly reading: CardReading }
  | { readonly kind: 'card-read-failed'; readonly failure: Failure }
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'reader-gone'; readonly failure: Failure };

/** A wish for a card, and for what is to be read off it. */
export interface CardWish extends Wish, CardWants {}

/** A reader that answers. */
export interface IdCardReader {
  /** Serial of its security module. */
  readonly samId: string;
  /**
   * Waits for the next card; a card that was read and still lies there is read once more at once. One wish at a time.
   * @returns the card, or what went wrong with the first card that came, or `card.not-presented` (nothing came in time),
   * `card.read-cancelled`, `reader.busy`, `reader.not-connected`
   */
  readCard(wish?: CardWish): Promise<Outcome<CardReading>>;
  /** Ends the service without an event and lets go of the line. */
  close(): Promise<void>;
}

/** How to meet a module. */
interface ModuleSettings {
  /**
   * Speed of the serial line in bits per second. Told, a module that is set to another is looked for and set to it.
   */
  readonly baud?: number;
  /** Limit of what goes over the air at once, 1 to 255; left as it is unless told. */
  readonly maxRfBytes?: number;
}

interface ReaderSettings extends ModuleSettings {
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
  const samId = await greet(exchange, settings);
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
  settings: ModuleSettings = {},
): Promise<Outcome<{ readonly samId: string }>> {
  const opened = await openExchange(transport, clock, () => undefined);
  if (!opened.ok) return opened;
  const samId = await greet(opened.value, settings);
  await opened.value.close();
  return samId.ok ? ok({ samId: samId.value }) : samId;
}

/** Sees to it that the module works, and asks who it is. */
async function greet(
  exchange: Exchange,
  { baud, maxRfBytes }: ModuleSettings,
): Promise<Outcome<string>> {
  let health = await checkModule(exchange);
  const isElsewhere = !health.ok && mayBeAtAnotherSpeed(health.problem);
  if (isElsewhere && baud !== undefined && (await meetAtAnotherSpeed(exchange, baud))) {
    health = await checkModule(exchange);
  }
  if (!health.ok) return health;
  const answer = expectSuccess(await exchange.send(commands.samId));
  if (!answer.ok) return answer;
  if (maxRfBytes !== undefined) {
    const limited = expectSuccess(await exchange.send(setMaxRfBytes(maxRfBytes)));
    if (!limited.ok) return limited;
  }
  return ok(formatSamId(answer.value.data));
}

/** Nothing can be read at this module any more, whatever card lies there. */
const moduleFaults: ReadonlySet<FailureCode> = new Set([
  'reader.self-test-failed',
  'reader.not-authorised',
]);

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
    none: 'card.not-presented',
  });
  /** What the wish that waits wants. */
  #wants: CardWants = {};
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

  readCard(wish: CardWish = {}): Promise<Outcome<CardReading>> {
    if (this.#ended) return Promise.resolve(fail('reader.not-connected'));
    if (!this.#wish.waits) this.#wants = wish;
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
      // Whoever came with a wish during a read does not wait for the next look.
      const isAwaited = this.#cardLies && this.#wish.waits;
      if (!this.#ended && !isAwaited) await this.#pause();
    }
  }

  /** What to read now. */
  #wanted(): CardWants {
    return this.#wish.waits ? this.#wants : {};
  }

  /** One look for a card, and its reading if there is one. */
  async #look(): Promise<void> {
    const found = await findCard(this.#exchange);
    if (this.#ended) return;
    if (found.ok && found.value === undefined) {
      // A card that the module has read is not found again, whether we could use its answer or not.
      if (this.#cardMustBeLifted) await this.#watch();
      else if (this.#fieldUnknown) await this.#lookForReadCard();
      return;
    }
    if (!found.ok && !found.problem.code.startsWith('card.')) {
      this.lose(found.problem);
      return;
    }
    this.#fieldUnknown = false;
    // Some modules find the same card again after a failed read; reading it again without lifting fails again.
    if (this.#cardMustBeLifted) return;
    this.#onEvent({ kind: 'card-present' });
    if (!found.ok) this.#fail(found.problem);
    else if (found.value !== undefined) await this.#readFound(found.value);
  }

  /** A card lies there that could not be read. */
  #fail(problem: Failure): void {
    this.#cardMustBeLifted = problem.code !== 'card.removed-during-read';
    this.#onEvent({ kind: 'card-read-failed', failure: problem });
    this.#wish.grant(err(problem));
    if (moduleFaults.has(problem.code)) this.lose(problem);
  }

  /** A card that was read before this service began is not found again, but a wish may still read it. */
  async #lookForReadCard(): Promise<void> {
    const lies = await cardStillLies(this.#exchange);
    if (this.#ended) return;
    this.#fieldUnknown = false;
    if (lies.ok) this.#cardLies = lies.value;
    else this.lose(lies.problem);
  }

  async #readFound(find: Answer): Promise<void> {
    const wants = this.#wanted();
    const answers = await readFoundCard(this.#exchange, find, wants);
    if (this.#ended) return;
    const outcome = answers.ok
      ? this.#reading(answers.value, wants, {
          find: answers.value.find.ms,
          select: answers.value.select.ms,
          startedAt: find.startedAt,
        })
      : answers;
    if (!outcome.ok) {
      this.#fail(outcome.problem);
      return;
    }
    this.#cardLies = true;
    this.#onEvent({ kind: 'card-read', reading: outcome.value });
    if (coversAll(wants, this.#wanted())) this.#wish.grant(outcome);
  }

  /** Reads the card that still lies there for a wish that came after it was read. */
  async #readAgain(): Promise<void> {
    const wants = this.#wanted();
    const answers = await readSelectedCard(this.#exchange, wants);
    if (this.#ended) return;
    if (answers.ok) {
      const { startedAt } = answers.value.read;
      const outcome = this.#reading(answers.value, wants, { find: 0, select: 0, startedAt });
      if (coversAll(wants, this.#wanted())) this.#wish.grant(outcome);
      return;
    }
    // Either the card has left, and the wish waits for the next one, or the read failed.
    await this.#watch();
    if (this.#cardLies) this.#wish.grant(answers);
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
    { read, addresses, bodyNumber }: CardAnswers,
    { fingerprint: wantsFingerprint }: CardWants,
    before: { readonly find: number; readonly select: number; readonly startedAt: number },
  ): Outcome<CardReading> {
    const decoded = decodeCardAnswer(
      read.data,
      wantsFingerprint ? 'with-fingerprint' : 'without-fingerprint',
    );
    if (!decoded.ok) return decoded;
    const total = this.#clock.monotonic() - before.startedAt;
    return ok({
      ...decoded.value,
      ...(addresses !== undefined && { addresses: decodeAppendedAddresses(addresses) }),
      ...(bodyNumber !== undefined && { bodyNumber }),
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

/** Whether somebody who wants `wanted` has it when `wants` was read. */
function coversAll(wants: CardWants, wanted: CardWants): boolean {
  return (['fingerprint', 'addresses', 'bodyNumber'] as const).every(
    (part) => !wanted[part] || wants[part],
  );
}
