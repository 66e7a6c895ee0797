import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchForSilence } from './silence-watch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a page that gives a sign of life every five seconds is never silent, and then it is, once', () => {
  const onSilent = vi.fn();
  const watch = watchForSilence(onSilent);
  for (let sign = 0; sign < 20; sign += 1) {
    watch.heard();
    vi.advanceTimersByTime(5_000);
  }
  expect(onSilent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(onSilent).toHaveBeenCalledTimes(1);
});

test('nobody is missed who was never there, nor after the end', () => {
  const onSilent = vi.fn();
  const watch = watchForSilence(onSilent);
  vi.advanceTimersByTime(60_000);
  watch.heard();
  watch.stop();
  vi.advanceTimersByTime(60_000);
  expect(onSilent).not.toHaveBeenCalled();
});
