import { type Failure, failure } from '../../src/failures/failure.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import {
  type ClockOffset,
  clockOffset,
  isBeyond,
  type KeptFrom,
  platformInstant,
  type TimeAnswer,
  withAnswer,
} from '../../src/sync/server-time.ts';

/** The platform's time, as far as its answers have told. */
export interface PlatformTime {
  /**
   * An answer has just come that says what time it is at the platform, or should have: what is no time tells nothing.
   * @param tookMs milliseconds between asking and the answer
   * @param isSigned anybody on the way can say what is not: it is a hint, no more, and nothing once a signed one has come
   */
  heard(at: string, tookMs: number, isSigned: boolean): void;
  /** Another platform is asked from here on. */
  forget(): void;
  /** Now, by the platform's clock where it has said so under its signature, or else by this machine's. */
  now(): Instant;
  /**
   * A moment that has come for certain: now by the platform's clock where it has said so under its signature; or else, by what
   * it has said without one, no later than this machine's clock, so that neither of the two can be ahead alone. Undefined before
   * any answer.
   */
  reached(): Instant | undefined;
  /**
   * A moment that is not before now: by the platform's clock where it has said so under its signature, or else the later of what
   * this machine's clock says and what the platform has said without one.
   */
  latest(): KeptFrom;
  /** Milliseconds that this machine's clock is ahead of the platform's; undefined before any answer. */
  aheadMs(): number | undefined;
  /**
   * Why no consent can be stamped now: this machine's clock is certainly off by more than it may be. By the platform's
   * signed answers; before any answer, by the least time that it can be by now.
   */
  drift(limitSeconds: number): Failure | undefined;
}

/** What the platform's time is kept with. */
export interface PlatformTimeOptions {
  /** The time (Unix milliseconds) that it is by now at the least, whatever this machine's clock says. */
  readonly leastTime?: () => number;
  /** An answer was to say what time it is, and has, or has not. */
  readonly onHeard?: (isTold: boolean) => void;
}

/** A time of which nothing has been heard yet. */
export function createPlatformTime(
  clock: Clock,
  { leastTime = () => 0, onHeard = () => undefined }: PlatformTimeOptions = {},
): PlatformTime {
  let signed: readonly TimeAnswer[] = [];
  let hinted: readonly TimeAnswer[] = [];

  return {
    heard: (at, tookMs, isSigned) => {
      const answeredMs = clock.monotonic();
      const platformMs = Date.parse(at);
      const isTold = !Number.isNaN(platformMs);
      if (isTold) {
        const answer = { platformMs, askedMs: answeredMs - tookMs, answeredMs };
        if (isSigned) signed = withAnswer(signed, answer);
        else hinted = withAnswer(hinted, answer);
      }
      onHeard(isTold);
    },
    forget: () => {
      signed = [];
      hinted = [];
    },
    now: () => platformInstant(clock, clockOffset(signed, clock)),
    reached: () => {
      const offset = clockOffset(signed, clock);
      if (offset !== undefined) return platformInstant(clock, offset);
      const hint = clockOffset(hinted, clock);
      return hint && platformInstant(clock, hint.aheadMs > 0 ? hint : undefined);
    },
    latest: () => {
      const offset = clockOffset(signed, clock);
      if (offset !== undefined) return { at: platformInstant(clock, offset), isTold: true };
      const hint = clockOffset(hinted, clock);
      const isBehind = hint !== undefined && hint.aheadMs < 0;
      return { at: platformInstant(clock, isBehind ? hint : undefined), isTold: false };
    },
    aheadMs: () => clockOffset(signed.length > 0 ? signed : hinted, clock)?.aheadMs,
    drift: (limitSeconds) => {
      // A hint alone forbids nothing, and neither does what was seen before it: a clock may have been far ahead once.
      if (signed.length === 0 && hinted.length > 0) return undefined;
      const offset = clockOffset(signed, clock) ?? offsetFrom(leastTime(), clock);
      return isBeyond(offset, limitSeconds) ? driftFailure(offset) : undefined;
    },
  };
}

/** How a clock stands at the best against a time (Unix milliseconds) that it is by now at the least. */
function offsetFrom(leastMs: number, clock: Clock): ClockOffset {
  return { aheadMs: Math.min(0, Date.parse(clock.now()) - leastMs), uncertaintyMs: 0 };
}

function driftFailure({ aheadMs }: ClockOffset): Failure {
  const minutes = Math.max(1, Math.round(Math.abs(aheadMs) / 60_000));
  return failure(aheadMs > 0 ? 'clock.ahead' : 'clock.behind', { minutes });
}
