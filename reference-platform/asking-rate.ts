import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { Clock } from '../src/support/clock.ts';
import { err, ok, type Result } from '../src/support/result.ts';

/** How often somebody may ask within a time. */
interface AskingLimit {
  readonly times: number;
  readonly seconds: number;
}

/** Counts how often somebody asks something. Kept in memory: a restart forgives. */
export class AskingRate {
  readonly #clock: Clock;
  readonly #times: number;
  readonly #withinMs: number;
  /** Moments of the clock at which each has asked lately, oldest first. */
  readonly #asked = new Map<string, readonly number[]>();

  constructor(clock: Clock, { times, seconds }: AskingLimit) {
    this.#clock = clock;
    this.#times = times;
    this.#withinMs = seconds * 1000;
  }

  /** Counts one more, unless there were too many. @returns the seconds to wait when there were */
  count(asker: string): Result<null, number> {
    const now = this.#clock.monotonic();
    for (const [id, moments] of this.#asked) {
      const recent = moments.filter((moment) => moment > now - this.#withinMs);
      if (recent.length > 0) this.#asked.set(id, recent);
      else this.#asked.delete(id);
    }
    const recent = this.#asked.get(asker) ?? [];
    const oldest = recent.at(-this.#times);
    if (oldest !== undefined) return err(Math.ceil((oldest + this.#withinMs - now) / 1000));
    this.#asked.set(asker, [...recent, now]);
    return ok(null);
  }
}

/**
 * Lets a request through only as long as whoever asks has not asked too often.
 * @param askerOf nobody for a request that does not count
 * @param code what is answered with 429 otherwise
 */
export function limitAsking(
  rate: AskingRate,
  askerOf: (request: FastifyRequest) => string | undefined,
  code: string,
): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const asker = askerOf(request);
    if (asker === undefined) return;
    const counted = rate.count(asker);
    if (counted.ok) return;
    reply.header('retry-after', counted.problem);
    return reply.code(429).send({ code });
  };
}
