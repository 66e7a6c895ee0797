import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../src/support/clock.ts';

/** Batches that are in the platform at the same time; one more would only wait longer. */
const room = 64;

/** What a batch takes, in milliseconds, until some have been measured. */
const firstEstimate = 5;

/** How much of the estimate the newest batch makes up. */
const weightOfNewest = 1 / 32;

/** Longest `Retry-After`, in seconds: whoever comes so late is spread again by then. */
const furthestSlot = 60;

/**
 * The batches that are being received, a bounded number. Who comes when there is no more room is told a time of its own to
 * come again, one after the other as fast as batches have been received lately, so that after an outage of the whole city
 * neither memory grows nor time goes into asking. Kept in memory, by each process for itself.
 */
export class BatchQueue {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #underWay = 0;
  #msPerBatch = firstEstimate;
  /** When the last batch left, or the first came after none had been there. */
  #lastMoment = 0;
  /** The last slot that was given away. */
  #lastSlot = 0;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** How long this many workstations are to be spread over after an outage, in milliseconds. */
  windowMs(workstations: number): number {
    return Math.min(600_000, Math.ceil(workstations * this.#msPerBatch));
  }

  /** Lets a request in, before its body is read, or tells it when to come again. It leaves with its answer. */
  readonly admit = async (_request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const now = this.#clock.monotonic();
    if (this.#underWay >= room) {
      return reply
        .code(429)
        .header('retry-after', this.#giveSlot(now))
        .send({ code: 'too-many-batches' });
    }
    if (this.#underWay === 0) this.#lastMoment = now;
    this.#underWay += 1;
    // An answer that is not sent to its end has a `close` and no `finish`.
    reply.raw.once('close', () => this.#leave());
  };

  #giveSlot(now: number): number {
    const behindThoseHere = now + room * this.#msPerBatch;
    this.#lastSlot = Math.max(this.#lastSlot, behindThoseHere) + this.#msPerBatch;
    const seconds = Math.round((this.#lastSlot - now) / 1000);
    return Math.min(furthestSlot, Math.max(1, seconds));
  }

  #leave(): void {
    const now = this.#clock.monotonic();
    this.#underWay -= 1;
    this.#msPerBatch += (now - this.#lastMoment - this.#msPerBatch) * weightOfNewest;
    this.#lastMoment = now;
  }
}
