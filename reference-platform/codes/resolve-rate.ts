import { codeResolveLimit } from '../../src/contracts/phone-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';

const windowMs = codeResolveLimit.seconds * 1000;

/** Counts how often sessions at windows ask whose a code is. Kept in memory: a restart forgives a minute. */
export class ResolveRate {
  readonly #clock: Clock;
  /** Moments of the clock at which each session asked within the last minute, oldest first. */
  readonly #asked = new Map<string, readonly number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one more, unless there were too many. @returns the seconds to wait when there were */
  count(sessionId: string): Result<null, number> {
    const now = this.#clock.monotonic();
    for (const [id, moments] of this.#asked) {
      const recent = moments.filter((moment) => moment > now - windowMs);
      if (recent.length > 0) this.#asked.set(id, recent);
      else this.#asked.delete(id);
    }
    const recent = this.#asked.get(sessionId) ?? [];
    const oldest = recent.at(-codeResolveLimit.resolves);
    if (oldest !== undefined) return err(Math.ceil((oldest + windowMs - now) / 1000));
    this.#asked.set(sessionId, [...recent, now]);
    return ok(null);
  }
}
