import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Clock } from '../support/clock.ts';
import {
  clockOffset,
  isBeyond,
  platformInstant,
  type TimeAnswer,
  withAnswer,
} from './server-time.ts';

const day = Date.parse('2026-11-24T01:00:00.000Z');

/** A clock whose date is `aheadMs` ahead of the platform's, `sinceMs` after the monotonic clock's start. */
const clockAt = (sinceMs: number, aheadMs: number): Clock => ({
  now: () => new Date(day + sinceMs + aheadMs).toISOString(),
  monotonic: () => sinceMs,
});

/** An answer that was asked for at a moment, took its time, and was given at its middle. */
const answer = (askedMs: number, tookMs: number): TimeAnswer => ({
  platformMs: day + askedMs + tookMs / 2,
  askedMs,
  answeredMs: askedMs + tookMs,
});

test('before any answer nothing is known of a clock, and its own time stands', () => {
  expect(clockOffset([], clockAt(0, 5_000))).toBeUndefined();
  expect(platformInstant(clockAt(0, 5_000), undefined)).toBe('2026-11-24T01:00:05.000Z');
});

test.each([0, 90_000, -90_000, 86_400_000])('a clock that is %i ms ahead', (aheadMs) => {
  const clock = clockAt(60_000, aheadMs);
  const offset = clockOffset([answer(1_000, 40)], clock);
  expect(offset).toEqual({ aheadMs, uncertaintyMs: 20 });
  expect(platformInstant(clock, offset)).toBe('2026-11-24T01:01:00.000Z');
});

test('the answer that took the least time is believed', () => {
  const late: TimeAnswer = { ...answer(2_000, 4_000), platformMs: day + 2_100 };
  const answers = [answer(0, 300), answer(1_000, 20), late].reduce<readonly TimeAnswer[]>(
    withAnswer,
    [],
  );
  expect(answers).toHaveLength(3);
  expect(clockOffset(answers, clockAt(10_000, 0))).toEqual({ aheadMs: 0, uncertaintyMs: 10 });
});

test('a date that jumps is noticed without another answer', () => {
  const answers = [answer(0, 20)];
  expect(clockOffset(answers, clockAt(5_000, 0))?.aheadMs).toBe(0);
  expect(clockOffset(answers, clockAt(5_001, 600_000))?.aheadMs).toBe(600_000);
});

test('after a sleep, in which the monotonic clock stood, the next answer counts alone', () => {
  const slept = 8 * 3_600_000;
  const after = { ...answer(2_000, 100), platformMs: day + 2_050 + slept };
  const answers = withAnswer([answer(0, 2)], after);
  expect(answers).toEqual([after]);
});

test('only so many answers are kept', () => {
  const answers = Array.from({ length: 100 }, (_, index) => answer(index * 10, 4));
  expect(answers.reduce<readonly TimeAnswer[]>(withAnswer, [])).toHaveLength(16);
});

test('a clock is beyond a limit only where it is so for certain', () => {
  expect(isBeyond({ aheadMs: 120_000, uncertaintyMs: 0 }, 120)).toBe(false);
  expect(isBeyond({ aheadMs: 120_001, uncertaintyMs: 0 }, 120)).toBe(true);
  expect(isBeyond({ aheadMs: -120_001, uncertaintyMs: 0 }, 120)).toBe(true);
  expect(isBeyond({ aheadMs: -124_000, uncertaintyMs: 4_000 }, 120)).toBe(false);
});

test('whatever the way there and back takes, the truth lies within the uncertainty', () => {
  const way = fc.nat({ max: 10_000 });
  const asked = fc.array(fc.tuple(way, way), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(asked, fc.integer({ min: -1e9, max: 1e9 }), (ways, aheadMs) => {
      let now = 0;
      let answers: readonly TimeAnswer[] = [];
      for (const [there, back] of ways) {
        const askedMs = now;
        now += there + back;
        answers = withAnswer(answers, {
          platformMs: day + askedMs + there,
          askedMs,
          answeredMs: now,
        });
      }
      const offset = clockOffset(answers, clockAt(now, aheadMs));
      expect(Math.abs((offset?.aheadMs ?? Number.NaN) - aheadMs)).toBeLessThanOrEqual(
        (offset?.uncertaintyMs ?? 0) + 1,
      );
    }),
    { seed: 20_261_124 },
  );
});
