import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { scanLimit } from '../../src/contracts/phone-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';

const windowMs = scanLimit.seconds * 1000;

/** Counts how often somebody asks what a scanned code is. Kept in memory: a restart forgives a minute. */
export class ScanRate {
  readonly #clock: Clock;
  /** Moments of the clock at which each has asked within the last minute, oldest first. */
  readonly #asked = new Map<string, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one more, unless there were too many. @returns the seconds to wait when there were */
  count(asker: string): Result<null, number> {
    const now = this.#clock.monotonic();
    for (const [id, moments] of this.#asked) {
      const recent = moments.filter((moment) => moment > now - windowMs);
      if (recent.length > 0) this.#asked.set(id, recent);
      else this.#asked.delete(id);
    }
    const recent = this.#asked.get(asker) ?? [];
    const oldest = recent.at(-scanLimit.scans);
    if (oldest !== undefined) return err(Math.ceil((oldest + windowMs - now) / 1000));
    this.#asked.set(asker, [...recent, now]);
    return ok(null);
  }
}

/** Lets a request through only as long as whoever asks has not asked too often. */
export function limitScans(
  rate: ScanRate,
  askerOf: (request: FastifyRequest) => string,
): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const counted = rate.count(askerOf(request));
    if (counted.ok) return;
    reply.header('retry-after', counted.problem);
    return reply.code(429).send({ code: 'too-many-scans' });
  };
}
