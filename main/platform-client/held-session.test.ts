import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../../reference-platform/testing/platform-under-test.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Fetch } from './http.ts';
import { createPlatformClient } from './platform-client.ts';

const minute = 60_000;
/** A token's life, and the part of it before it is renewed. */
const life = 15 * minute;
const untilDue = 12 * minute;

const clock = new StoppedClock();
let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
});
afterAll(() => bench.stop());

/** Paths that were asked for, in order, and how often the session was told to have expired. */
let asked: string[];
let expired: number;
beforeEach(() => {
  asked = [];
  expired = 0;
  bench.platform.behave();
});

const refreshes = () => asked.filter((path) => path === platformPaths.refreshSession).length;

function clientOf(fetchWith: Fetch, at = clock) {
  return createPlatformClient({
    fetch: (address, init) => {
      asked.push(new URL(address).pathname);
      return fetchWith(address, init);
    },
    origin: () => ok(bench.url),
    onReached: () => undefined,
    onExpired: () => {
      expired += 1;
    },
    clock: at,
  });
}

const { account, password } = clerks.clerk;
const credentials = { account, password, windowId: 'A07', workstationId };

/** A client whose clerk has just logged in at the real platform. */
async function loggedIn(at?: StoppedClock) {
  const client = clientOf((address, init) => fetch(address, init), at);
  expect(await client.logIn(credentials)).toMatchObject({ ok: true });
  asked.length = 0;
  return client;
}

const { serviceItems, refreshSession } = platformPaths;

test.each([
  ['with a fifth of its life left', untilDue, [serviceItems]],
  ['with less than that', untilDue + 1, [refreshSession, serviceItems]],
  ['after its end', life, [refreshSession, serviceItems]],
])('a token %s is used as it should be', async (_when, age, paths) => {
  const client = await loggedIn();
  clock.pass(age);
  expect(await client.serviceItems()).toMatchObject({ ok: true });
  expect(asked).toEqual(paths);
});

test('a token that has ended although its time seems left is renewed, and the call repeated', async () => {
  // The monotonic clock of this counter stands still, as it does while a machine sleeps.
  const client = await loggedIn(new StoppedClock());
  clock.pass(life);
  expect(await client.serviceItems()).toMatchObject({ ok: true });
  expect(asked).toEqual([serviceItems, refreshSession, serviceItems]);
});

test('a session lasts its twelve hours by itself, then it has expired', async () => {
  const client = await loggedIn();
  for (let passed = 10 * minute; passed < 12 * 60 * minute; passed += 10 * minute) {
    clock.pass(10 * minute);
    expect(await client.serviceItems()).toMatchObject({ ok: true });
  }
  expect(expired).toBe(0);
  clock.pass(10 * minute);
  expect(await client.serviceItems()).toEqual(fail('session.expired'));
  expect(client.session()).toBeUndefined();
  expect(expired).toBe(1);
});

test('the session tells its newest token', async () => {
  const client = await loggedIn();
  const first = client.session()?.granted;
  clock.pass(life);
  const fresh = await client.freshToken();
  const { token, clerk } = client.session()?.granted ?? {};
  expect(fresh).toEqual(ok({ origin: bench.url, token }));
  expect(token).not.toBe(first?.token);
  expect(clerk).toEqual(first?.clerk);
});

test('a renewal that does not get through is no expiry: the next call tries again', async () => {
  const client = await loggedIn();
  clock.pass(life);
  bench.platform.misbehave({ path: '/', fault: 'dropConnectionAfterCommit', times: 2 });
  expect(await client.serviceItems()).toEqual(fail('platform.unreachable'));
  expect(await client.serviceItems()).toEqual(fail('platform.unreachable'));
  expect(await client.serviceItems()).toMatchObject({ ok: true });
  expect(expired).toBe(0);
});

test('while a token has time left, a renewal that fails does not keep it from being used', async () => {
  const client = await loggedIn();
  clock.pass(untilDue + 1);
  bench.platform.misbehave({ path: refreshSession, fault: 'status500' });
  expect(await client.serviceItems()).toMatchObject({ ok: true });
  clock.pass(life - untilDue);
  expect(await client.serviceItems()).toEqual(fail('platform.server-error', { status: 500 }));
  expect(expired).toBe(0);
});

test('a session whose tokens somebody else has renewed is over', async () => {
  const client = await loggedIn();
  const { refreshToken = '' } = client.session()?.granted ?? {};
  const thief = { refreshToken, windowId: 'A07', workstationId };
  const { body } = await bench.call('POST', refreshSession, thief);
  const { token } = body as { readonly token: string };
  await bench.call('GET', serviceItems, undefined, token);
  expect(await client.serviceItems()).toEqual(fail('session.expired'));
  expect(expired).toBe(1);
  expect((await bench.call('GET', serviceItems, undefined, token)).status).toBe(401);
});

test('a platform that knows no renewing ends the session with its token', async () => {
  const client = clientOf((address, init) =>
    address.endsWith(refreshSession)
      ? Promise.resolve(new Response('not here', { status: 404 }))
      : fetch(address, init),
  );
  await client.logIn(credentials);
  clock.pass(life);
  expect(await client.serviceItems()).toEqual(fail('session.expired'));
  expect(expired).toBe(1);
});

test('logging out while the tokens are being renewed ends the session for good', async () => {
  const client = await loggedIn();
  clock.pass(life);
  const waiting = client.serviceItems();
  await client.logOut();
  expect(await waiting).toEqual(fail('session.required'));
  expect(asked).toEqual([refreshSession, platformPaths.currentSession]);
  expect(expired).toBe(0);
  const again = await loggedIn();
  const { token } = again.session()?.granted ?? {};
  expect((await bench.call('GET', serviceItems, undefined, token)).status).toBe(200);
});

/** A platform in memory with one session, which handles what is asked in the order that the test decides. */
function platformInMemory(time: StoppedClock) {
  let serial = 0;
  let current = issue();
  function issue() {
    serial += 1;
    const from = Date.parse(time.now());
    return {
      token: `token-${serial}-of-the-session`,
      issuedAt: time.now(),
      expiresAt: new Date(from + life).toISOString(),
      refreshToken: `refresh-${serial}-of-the-session`,
      refreshExpiresAt: new Date(from + 12 * 60 * minute).toISOString(),
    };
  }
  return async (address: string, init: RequestInit): Promise<Response> => {
    const { pathname } = new URL(address);
    if (pathname === platformPaths.sessions) return Response.json({ ...current, ...whoAndWhere });
    if (pathname === refreshSession) {
      const { refreshToken } = JSON.parse(String(init.body)) as { readonly refreshToken: string };
      if (refreshToken !== current.refreshToken) return refusal('session-required');
      current = issue();
      return Response.json(current);
    }
    const isOpen =
      new Headers(init.headers).get('authorization') === `Bearer ${current.token}` &&
      time.now() < current.expiresAt;
    return isOpen ? Response.json({ items: [], codeKeys: [] }) : refusal('session-expired');
  };
}

const refusal = (code: string) => Response.json({ code }, { status: 401 });

const whoAndWhere = {
  clerk: { account, name: '张工', number: '9012', role: 'clerk', idNumber: '440699198803150014' },
  window: {
    id: 'A07',
    name: '综合窗口 A07',
    hall: '佛山市行政服务大厅',
    division: '样例区',
    divisionCode: '440699',
    orgName: '样例单位',
    orgCode: '11440699MB9X00015U',
  },
};

test('however many calls meet the end of a token, in whatever order, there is one renewal and all succeed', async () => {
  const pauses = fc.array(fc.integer({ min: 0, max: minute }), { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: untilDue - 2 * minute, max: life + minute }),
      pauses,
      async (scheduler, age, between) => {
        asked.length = 0;
        const time = new StoppedClock();
        const platform = platformInMemory(time);
        let isLoggedIn = false;
        const client = clientOf(
          (address, init) =>
            isLoggedIn
              ? scheduler.scheduleFunction(platform)(address, init)
              : platform(address, init),
          time,
        );
        await client.logIn(credentials);
        isLoggedIn = true;
        time.pass(age);
        const calls = between.map((pause) => {
          time.pass(pause);
          return client.serviceItems();
        });
        const passed = age + between.reduce((sum, pause) => sum + pause, 0);
        // Only a token's second life would end here, which is not what this is about.
        fc.pre(passed < 2 * untilDue);
        expect(await scheduler.waitFor(Promise.all(calls))).toEqual(
          calls.map(() => ok({ items: [], codeKeys: [] })),
        );
        expect(refreshes()).toBe(passed > untilDue ? 1 : 0);
      },
    ),
    { seed: 20261124, numRuns: 300 },
  );
});

test('calls that come at once after an outage share one renewal at the real platform too', async () => {
  const client = await loggedIn();
  onTestFinished(() => client.logOut());
  clock.pass(2 * 60 * minute);
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => client.serviceItems()),
    client.freshToken(),
  ]);
  expect(answers.filter(({ ok: isThere }) => !isThere)).toEqual([]);
  expect(refreshes()).toBe(1);
});
