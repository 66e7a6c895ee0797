import type { Clock, Instant } from '../support/clock.ts';

/** One answer in which the platform has said what time it was there. */
export interface TimeAnswer {
  /** The platform's time, in milliseconds since 1970. */
  readonly platformMs: number;
  /** When it was asked and when the answer came, on the monotonic clock. */
  readonly askedMs: number;
  readonly answeredMs: number;
}

/** How a clock stands against the platform's. */
export interface ClockOffset {
  /** Milliseconds that the clock is ahead of the platform's; negative where it is behind. */
  readonly aheadMs: number;
  /** By so much at most it may be otherwise: half the time that the answer took. */
  readonly uncertaintyMs: number;
}

/** From when something is kept for its time. */
export interface KeptFrom {
  /** No moment before now, whatever this machine's clock says: what is kept is not kept too short. */
  readonly at: Instant;
  /** Whether the platform has said so under its signature: then a later time that was written down is wrong. */
  readonly isTold: boolean;
}

/** Answers that are kept: enough for one that came quickly to be among them, and none that is hours old at a counter at work. */
const answersKept = 16;

/** When the monotonic clock stood at nothing, by the platform's time. */
const startOf = ({ platformMs, askedMs, answeredMs }: TimeAnswer): number =>
  platformMs - (askedMs + answeredMs) / 2;

const uncertaintyOf = ({ askedMs, answeredMs }: TimeAnswer): number => (answeredMs - askedMs) / 2;

/**
 * Adds the newest answer. Earlier ones that cannot be true with it are forgotten: the platform's clock was set, or this
 * machine has slept, which stops its monotonic clock.
 */
export function withAnswer(
  answers: readonly TimeAnswer[],
  newest: TimeAnswer,
): readonly TimeAnswer[] {
  const agrees = (earlier: TimeAnswer) =>
    Math.abs(startOf(earlier) - startOf(newest)) <= uncertaintyOf(earlier) + uncertaintyOf(newest);
  return [...answers.filter(agrees), newest].slice(-answersKept);
}

/**
 * How a clock stands now, by the answer that took the least time. Its date is compared with what the monotonic clock has
 * counted since, so that a date that jumps is noticed without asking again.
 * @returns `undefined` before any answer
 */
export function clockOffset(answers: readonly TimeAnswer[], clock: Clock): ClockOffset | undefined {
  const [first, ...others] = answers;
  if (first === undefined) return undefined;
  const best = others.reduce(
    (quickest, one) => (uncertaintyOf(one) < uncertaintyOf(quickest) ? one : quickest),
    first,
  );
  const platformNow = startOf(best) + clock.monotonic();
  return {
    aheadMs: Math.round(Date.parse(clock.now()) - platformNow),
    uncertaintyMs: uncertaintyOf(best),
  };
}

/** Whether a clock is certainly further off than it may be. @param limitSeconds how far it may be */
export function isBeyond({ aheadMs, uncertaintyMs }: ClockOffset, limitSeconds: number): boolean {
  return Math.abs(aheadMs) - uncertaintyMs > limitSeconds * 1000;
}

/** A moment of a clock, by the platform's time. */
export function platformInstant(clock: Clock, offset: ClockOffset | undefined): Instant {
  return new Date(Date.parse(clock.now()) - (offset?.aheadMs ?? 0)).toISOString();
}
