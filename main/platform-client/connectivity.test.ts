import { expect, test } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { watchConnectivity } from './connectivity.ts';

const hour = 3_600_000;
const limits = { offlineFinishOnlyHours: 8, offlineLockedHours: 72 };

function watched() {
  const clock = new StoppedClock();
  let reached = Date.parse(clock.now());
  let news = 0;
  const watch = watchConnectivity({
    clock,
    timeAway: () => Date.parse(clock.now()) - reached,
    limits: () => limits,
    drillEndsAt: () => undefined,
    onChange: () => {
      news += 1;
    },
  });
  const answer = () => {
    reached = Date.parse(clock.now());
    watch.note('platform', true);
  };
  const states = () => {
    const { platform, licences, push, time } = watch.now();
    return [platform.state, licences.state, push.state, time.state].join(' ');
  };
  return { clock, watch, answer, states, news: () => news };
}

test('nothing is known at first, and nothing is forbidden by that', () => {
  const { watch, states } = watched();
  expect(states()).toBe('unknown unknown unknown unknown');
  expect(watch.now().mode).toBe('online');
});

test('each change is told once, with its time', () => {
  const { clock, watch, answer, news } = watched();
  answer();
  answer();
  expect(news()).toBe(1);
  const since = clock.now();
  clock.pass(1000);
  answer();
  expect(watch.now().platform).toEqual({ state: 'up', since });
});

test('without anything else of it going on, one silence is the platform’s', () => {
  const { watch, answer, states } = watched();
  answer();
  watch.note('platform', false);
  expect(states()).toBe('down unknown down down');
});

test('a platform has been away since its last answer, whenever that is noticed', () => {
  const { clock, watch, answer } = watched();
  answer();
  const lastAnswer = clock.now();
  clock.pass(9 * hour);
  watch.note('platform', false);
  watch.note('platform', false);
  expect(watch.now().platform).toEqual({ state: 'down', since: lastAnswer });
  expect(watch.now().mode).toBe('finish-only');
});

test('one call that gets no answer while the stream goes on is that call’s, two in a row are the platform’s', () => {
  const { watch, answer, states } = watched();
  answer();
  watch.note('push', true);
  watch.note('platform', false);
  answer();
  watch.note('platform', false);
  expect(states()).toBe('up unknown up unknown');
  watch.note('platform', false);
  expect(states()).toBe('down unknown down down');
});

test('a library that fails while the platform answers is no outage', () => {
  const { watch, answer, states } = watched();
  answer();
  watch.note('licences', true);
  watch.note('licences', false);
  expect(states()).toBe('up up unknown unknown');
  watch.note('licences', false);
  expect(states()).toBe('up down unknown unknown');
  expect(watch.now().mode).toBe('online');
  watch.note('licences', true);
  expect(states()).toBe('up up unknown unknown');
});

test('a platform that stays away ends new cases, then everything; its first answer opens both again', () => {
  const { clock, watch, answer } = watched();
  const began = Date.parse(clock.now());
  const after = (hours: number) => new Date(began + hours * hour).toISOString();
  answer();
  watch.note('platform', false);
  expect(watch.now()).toMatchObject({
    mode: 'offline',
    next: { mode: 'finish-only', at: after(8) },
  });
  clock.pass(8 * hour - 1);
  expect(watch.now().mode).toBe('offline');
  clock.pass(1);
  expect(watch.now()).toMatchObject({
    mode: 'finish-only',
    next: { mode: 'locked', at: after(72) },
  });
  clock.pass(64 * hour);
  expect(watch.now().mode).toBe('locked');
  expect(watch.now().next).toBeUndefined();
  answer();
  expect(watch.now().mode).toBe('online');
});
