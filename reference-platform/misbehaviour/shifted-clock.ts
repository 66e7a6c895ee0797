import type { Clock } from '../../src/support/clock.ts';

/** A clock that can go wrong: its time of day jumps, as when somebody sets it; durations stay what they are. */
export class ShiftedClock implements Clock {
  readonly #clock: Clock;
  #shiftMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): string {
    return new Date(Date.parse(this.#clock.now()) + this.#shiftMs).toISOString();
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  /** Milliseconds by which the time of day is wrong. */
  get shiftMs(): number {
    return this.#shiftMs;
  }

  /** Sets by how many milliseconds the time of day is wrong; 0: not at all. */
  shiftTo(ms: number): void {
    this.#shiftMs = ms;
  }
}
