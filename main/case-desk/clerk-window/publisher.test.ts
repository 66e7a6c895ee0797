import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPublisher } from './publisher.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A publisher whose sendings are counted; what there is to show passes as long as `passing` says so. */
function publisher() {
  const state = { passing: false, sent: 0 };
  const { publish, stop } = createPublisher({
    isPassing: () => state.passing,
    send: () => {
      state.sent += 1;
    },
  });
  return { state, publish, stop };
}

test('several changes in one go are sent once, when they are complete', async () => {
  const { state, publish } = publisher();
  publish();
  publish();
  expect(state.sent).toBe(0);
  await Promise.resolve();
  expect(state.sent).toBe(1);
});

test('changes that come faster than a display draws are sent once a frame, the last of them too', async () => {
  const { state, publish } = publisher();
  for (let ms = 0; ms < 1_000; ms += 1) {
    publish();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(state.sent).toBeGreaterThan(50);
  expect(state.sent).toBeLessThanOrEqual(61);
  const before = state.sent;
  publish();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(state.sent).toBe(before + 1);
});

test('a stage that passes in a moment is never sent; what comes after it is, at once', async () => {
  const { state, publish } = publisher();
  state.passing = true;
  publish();
  await vi.advanceTimersByTimeAsync(99);
  state.passing = false;
  publish();
  await Promise.resolve();
  expect(state.sent).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(state.sent).toBe(1);
});

test('a stage that lasts is sent, however often something else changes meanwhile', async () => {
  const { state, publish } = publisher();
  state.passing = true;
  publish();
  await vi.advanceTimersByTimeAsync(60);
  publish();
  await vi.advanceTimersByTimeAsync(40);
  expect(state.sent).toBe(1);
});

test('once stopped, nothing is sent, not even a stage that lasts', async () => {
  const { state, publish, stop } = publisher();
  state.passing = true;
  publish();
  await Promise.resolve();
  stop();
  publish();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(state.sent).toBe(0);
});
