import { afterEach, beforeEach, expect, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { startReferencePlatform } from '../../reference-platform/server.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../../reference-platform/testing/platform-under-test.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { ok } from '../../src/support/result.ts';
import { watchConnectivity } from './connectivity.ts';
import { createPlatformClient } from './platform-client.ts';
import { createPlatformLink, type PlatformLink } from './platform-link.ts';
import { createPlatformTime } from './platform-time.ts';

/** What becomes known when a session begins to listen. */
const asListening = ['up, push unknown', 'up, push up'];

let bench: PlatformUnderTest;
let clock: StoppedClock;
let link: PlatformLink;
let states: string[];
let news: number;
let streams: number;
let waiting: Set<() => void>;

const look = () => {
  for (const check of [...waiting]) check();
};
const until = (holds: () => boolean) =>
  new Promise<void>((resolve) => {
    const check = () => {
      if (holds()) resolve();
    };
    waiting.add(check);
    check();
  });

beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
  states = [];
  news = 0;
  streams = 0;
  waiting = new Set();
});
afterEach(async () => {
  link.stop();
  await bench.stop();
});

/** A link, and the client whose session it follows. */
function connect() {
  const client = createPlatformClient({
    fetch: (address, init) => fetch(address, init),
    origin: () => ok(bench.url),
    onReached: (isThere) => connectivity.note('platform', isThere),
    onExpired: () => undefined,
    onTimeHint: (at, tookMs) => time.heard(at, tookMs, false),
    clock,
  });
  const time = createPlatformTime(clock, {
    onHeard: (isTold) => connectivity.note('time', isTold),
  });
  const connectivity = watchConnectivity({
    clock,
    timeAway: () => 0,
    limits: () => ({ offlineFinishOnlyHours: 8, offlineLockedHours: 72 }),
    drillEndsAt: () => undefined,
    onChange: () => {
      const { platform, push } = connectivity.now();
      const state = `${platform.state}, push ${push.state}`;
      if (state !== states.at(-1)) states.push(state);
      look();
    },
  });
  link = createPlatformLink({
    fetch: (address, init) => {
      streams += 1;
      look();
      return fetch(address, init);
    },
    platform: () => client,
    random: () => 0.01,
    onReached: (isThere) => connectivity.note('platform', isThere),
    onPush: (isOpen) => connectivity.note('push', isOpen),
    isTimeTold: () => connectivity.now().time.state === 'up',
    onNews: () => {
      news += 1;
      look();
    },
  });
  const { account, password } = clerks.clerk;
  return {
    client,
    connectivity,
    logIn: () => client.logIn({ account, password, windowId: 'A07', workstationId }),
  };
}

test('without a session the platform is only asked whether it is there', async () => {
  connect();
  link.restart();
  await until(() => states.length > 0);
  expect(states).toEqual(['up, push unknown']);
  expect(streams).toBe(0);
});

test('with a session it listens: opening is news, and so is the hint that comes with it', async () => {
  const { logIn } = connect();
  await logIn();
  link.restart();
  await until(() => news === 2);
  expect(states).toEqual(asListening);
});

test('a stream that ends is opened again, and what was missed is asked for', async () => {
  const { client, logIn } = connect();
  await logIn();
  link.restart();
  await until(() => news === 2);
  // The platform gives a workstation one stream: this one ends ours.
  const other = await fetch(bench.url + platformPaths.push, {
    headers: { authorization: `Bearer ${client.session()?.granted?.token}` },
  });
  await until(() => news === 4);
  await other.body?.cancel();
  // One that is there again at once was never missed.
  expect(states).toEqual(asListening);
  expect(streams).toBe(2);
});

test('a stream that is opened again after its token has ended is opened with the next one', async () => {
  const { client, logIn } = connect();
  await logIn();
  link.restart();
  await until(() => news === 2);
  const first = client.session()?.granted?.token;
  clock.pass(60 * 60_000);
  // The same workstation’s stream, from another session.
  const { token } = await bench.logIn();
  const other = await fetch(bench.url + platformPaths.push, {
    headers: { authorization: `Bearer ${token}` },
  });
  await until(() => news === 4);
  await other.body?.cancel();
  expect(client.session()?.granted?.token).not.toBe(first);
  expect(streams).toBe(2);
});

test('a platform that does not accept the stream is tried until it does', async () => {
  const { logIn } = connect();
  await logIn();
  bench.platform.misbehave({ path: platformPaths.push, fault: 'status500', times: 3 });
  link.restart();
  await until(() => streams === 4);
  // It answers, so it is there; what it refuses is the stream.
  expect(states).toEqual(['up, push unknown', 'up, push down']);
});

test('a platform that has gone is tried until it is back, and is asked what time it is', async () => {
  const { logIn, connectivity } = connect();
  await logIn();
  link.restart();
  await until(() => news === 2);
  const port = Number(new URL(bench.url).port);
  expect(connectivity.now().time.state).toBe('up');
  await bench.platform.close();
  await until(() => states.at(-1) === 'down, push down' && streams > 2);
  expect(connectivity.now().time.state).toBe('down');
  const again = await startReferencePlatform({ dataDir: bench.dataDir, port, clock });
  await until(() => news === 4);
  await until(() => connectivity.now().time.state === 'up');
  expect(states).toEqual([...asListening, 'down, push down', 'up, push down', 'up, push up']);
  link.stop();
  await again.close();
});

test('a stopped link is not opened again', async () => {
  const { client, logIn } = connect();
  await logIn();
  link.restart();
  await until(() => news === 2);
  link.stop();
  await client.serviceItems();
  expect(streams).toBe(1);
  expect(states).toEqual(asListening);
});
