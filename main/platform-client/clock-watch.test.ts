import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Failure, failure } from '../../src/failures/failure.ts';
import { watchClock } from './clock-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('that a clock has come to be off is told once, and so is that it is right again', () => {
  let drift: Failure | undefined;
  const told: boolean[] = [];
  const watch = watchClock(
    () => drift,
    (isOff) => told.push(isOff),
  );
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  drift = failure('clock.ahead', { minutes: 3 });
  vi.advanceTimersByTime(60_000);
  drift = failure('clock.ahead', { minutes: 4 });
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([true]);
  drift = undefined;
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([true, false]);
  drift = failure('clock.behind', { minutes: 4 });
  watch.stop();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([true, false]);
});
