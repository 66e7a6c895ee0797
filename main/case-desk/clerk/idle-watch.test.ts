import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchForIdleness } from './idle-watch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('who does something now and then is never idle; who stops is, at the end of every stretch', () => {
  const onIdle = vi.fn();
  const watch = watchForIdleness(() => 300, onIdle);
  for (let stirs = 0; stirs < 10; stirs += 1) {
    vi.advanceTimersByTime(299_999);
    watch.stir();
  }
  expect(onIdle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(300_000);
  expect(onIdle).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(300_000);
  expect(onIdle).toHaveBeenCalledTimes(2);
});

test('a new limit counts from the next stir, and nothing is told after the end', () => {
  const onIdle = vi.fn();
  let seconds = 300;
  const watch = watchForIdleness(() => seconds, onIdle);
  seconds = 30;
  watch.stir();
  vi.advanceTimersByTime(30_000);
  expect(onIdle).toHaveBeenCalledTimes(1);
  watch.stop();
  vi.advanceTimersByTime(600_000);
  expect(onIdle).toHaveBeenCalledTimes(1);
});
