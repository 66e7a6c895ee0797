import type { Clock } from '../../../src/support/clock.ts';

/** A clock that somebody can set, whatever time has really passed. */
export interface SettableClock extends Clock {
  /** Lets time pass, in milliseconds. */
  pass(ms: number): void;
  /** Turns the clock by so many milliseconds, back if negative; no time passes by that. */
  turn(ms: number): void;
}

/** A clock at nine in the morning of the hall. */
export function settableClock(): SettableClock {
  let wall = Date.parse('2026-11-24T01:00:00.000Z');
  let monotonic = 0;
  return {
    now: () => new Date(wall).toISOString(),
    monotonic: () => monotonic,
    pass: (ms) => {
      wall += ms;
      monotonic += ms;
    },
    turn: (ms) => {
      wall += ms;
    },
  };
}
