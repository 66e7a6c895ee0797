import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { serviceItems } from '../../reference-platform/seed/service-items.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../../reference-platform/testing/platform-under-test.ts';
import { receivedCase } from '../../reference-platform/testing/received-case.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { written } from '../storage/testing/written-events.ts';
import { type Fetch, requestJson } from './http.ts';
import { createPlatformClient } from './platform-client.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
});
afterEach(() => bench.platform.behave());
afterAll(() => bench.stop());

const global: Fetch = (address, init) => fetch(address, init);

/** A client, with every word it gave of whether the platform was reached. */
function clientOf(url: string, fetchWith: Fetch = global) {
  const reached: boolean[] = [];
  const client = createPlatformClient({
    fetch: fetchWith,
    origin: () => ok(url),
    onReached: (answered) => reached.push(answered),
    onExpired: () => undefined,
  });
  const logIn = (change: Partial<Parameters<typeof client.logIn>[0]> = {}) => {
    const { account, password } = clerks.clerk;
    return client.logIn({ account, password, windowId: 'A07', workstationId, ...change });
  };
  return { client, reached, logIn };
}

async function loggedIn(fetchWith?: Fetch) {
  const built = clientOf(bench.url, fetchWith);
  expect(await built.logIn()).toMatchObject({ ok: true });
  built.reached.length = 0;
  return built;
}

/** A server that answers everything in one way. */
async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a clerk logs in, sees the items, and after logging out has no session', async () => {
  const { client, logIn } = clientOf(bench.url);
  expect(client.session()).toBeUndefined();
  expect(await logIn()).toMatchObject({
    value: { clerk: { account: 'zhanggong', role: 'clerk' } },
  });
  expect(client.session()).toMatchObject({ origin: bench.url, opened: { window: { id: 'A07' } } });
  expect(await client.serviceItems()).toMatchObject(ok({ items: serviceItems }));
  const { token } = client.session()?.granted ?? {};
  await client.logOut();
  expect(client.session()).toBeUndefined();
  expect(await client.serviceItems()).toEqual(fail('session.required'));
  const { status } = await bench.call('GET', platformPaths.serviceItems, undefined, token);
  expect(status).toBe(401);
});

test('logging out works while the platform does not answer', async () => {
  const { client } = await loggedIn();
  bench.platform.misbehave({
    path: platformPaths.currentSession,
    fault: 'dropConnectionAfterCommit',
  });
  await client.logOut();
  expect(client.session()).toBeUndefined();
});

test('a session stays with the platform that opened it, whatever the settings say since', async () => {
  let visits = 0;
  const elsewhere = await serverThat((_request, response) => {
    visits += 1;
    response.end('{}');
  });
  let origin = bench.url;
  const client = createPlatformClient({
    fetch: global,
    origin: () => ok(origin),
    onReached: () => undefined,
    onExpired: () => undefined,
  });
  const { account, password } = clerks.clerk;
  await client.logIn({ account, password, windowId: 'A07', workstationId });
  origin = elsewhere;
  expect(await client.serviceItems()).toMatchObject({ ok: true });
  expect(client.session()?.origin).toBe(bench.url);
  await client.logOut();
  expect(visits).toBe(0);
});

test('a session needs an origin that may be talked to', async () => {
  let asked = 0;
  const client = createPlatformClient({
    fetch: async () => {
      asked += 1;
      return new Response('{}');
    },
    origin: () => fail('platform.not-loopback'),
    onReached: () => undefined,
    onExpired: () => undefined,
  });
  const { account, password } = clerks.clerk;
  const credentials = { account, password, windowId: 'A07', workstationId };
  expect(await client.logIn(credentials)).toEqual(fail('platform.not-loopback'));
  expect(client.session()).toBeUndefined();
  expect(asked).toBe(0);
});

test('whether the platform is there can be asked before anybody logs in', async () => {
  const { client, reached } = clientOf(bench.url);
  expect(await client.probe()).toMatchObject({ value: { at: '2026-11-24T01:00:00.000Z' } });
  bench.platform.misbehave({ path: platformPaths.health, fault: 'dropConnectionAfterCommit' });
  expect(await client.probe()).toEqual(fail('platform.unreachable'));
  expect(reached).toEqual([true, false]);
  bench.platform.misbehave({ path: platformPaths.health, fault: 'status500' });
  expect(await client.probe()).toMatchObject({ ok: false });
  expect(reached).toEqual([true, false, false]);
  expect(client.session()).toBeUndefined();
});

test('without a session nothing but logging in is sent', async () => {
  const { client, reached } = clientOf(bench.url);
  const required = fail('session.required');
  expect(await client.freshToken()).toEqual(required);
  expect(await client.serviceItems()).toEqual(required);
  expect(await client.matchPerson({ idNumber: '1', name: '一' })).toEqual(required);
  expect(await client.changesSince(undefined)).toEqual(required);
  expect(reached).toEqual([]);
});

test('the platform says whether there is a person with this number and name', async () => {
  const { client } = await loggedIn();
  const { idNumber, name } = people.allGood.card;
  expect(await client.matchPerson({ idNumber, name })).toEqual(ok('matched'));
  expect(await client.matchPerson({ idNumber, name: '别人' })).toEqual(ok('name-differs'));
  expect(await client.matchPerson({ idNumber: '440699198803150014', name })).toEqual(ok('unknown'));
});

test('a batch is answered with the case’s number, and the changes tell it too', async () => {
  const { client } = await loggedIn();
  const event = receivedCase(1);
  const epoch = '019ab000-0000-7000-8000-0000000000e1';
  const answer = await client.sendBatch({ workstationId, epoch, events: [written(event)] });
  const { caseId } = event.payload;
  expect(answer).toMatchObject({ value: { ackedThrough: 1, received: [{ caseId }] } });
  const all = await client.changesSince(undefined);
  expect(all).toMatchObject({ value: { changes: [{ kind: 'case:received', caseId }] } });
  const { cursor } = all.ok ? all.value : { cursor: '' };
  expect(await client.changesSince(cursor)).toEqual(ok({ cursor, changes: [] }));
});

test('nobody listening is unreachable, and was not reached', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const free = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
  const { logIn, reached } = clientOf(`http://127.0.0.1:${free}`);
  expect(await logIn()).toEqual(fail('platform.unreachable'));
  expect(reached).toEqual([false]);
});

test('a connection that breaks before the answer is whole is unreachable', async () => {
  const { client, reached } = await loggedIn();
  bench.platform.misbehave({
    path: platformPaths.serviceItems,
    fault: 'dropConnectionAfterCommit',
  });
  expect(await client.serviceItems()).toEqual(fail('platform.unreachable'));
  expect(reached).toEqual([false]);
});

test('an answer that never comes is timed out after the call’s own limit', async () => {
  const { client, reached } = await loggedIn();
  bench.platform.misbehave({ path: '/api', fault: 'hang' });
  const limits: number[] = [];
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((limit) => {
    limits.push(limit);
    return timeout(50);
  });
  onTestFinished(() => spy.mockRestore());
  expect(await client.serviceItems()).toEqual(fail('platform.timed-out'));
  const batch = { workstationId, epoch: workstationId, events: [written(receivedCase(1))] };
  expect(await client.sendBatch(batch)).toEqual(fail('platform.timed-out'));
  expect(limits).toEqual([8_000, 30_000]);
  expect(reached).toEqual([false, false]);
});

test('the limit also holds for an answer that has begun', async () => {
  const url = await serverThat((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"items":');
  });
  const request = { method: 'GET', address: url, answer: z.unknown(), timeLimit: 100 } as const;
  expect(await requestJson(global, request)).toEqual(fail('platform.timed-out'));
});

test('the server’s own error carries its status, and was an answer', async () => {
  const { client, reached } = await loggedIn();
  bench.platform.misbehave({ path: platformPaths.serviceItems, fault: 'status500' });
  expect(await client.serviceItems()).toEqual(fail('platform.server-error', { status: 500 }));
  expect(reached).toEqual([true]);
});

test.each([
  [503, '7', { status: 503, retryAfterSeconds: 7 }],
  [429, '0', { status: 429, retryAfterSeconds: 0 }],
  [503, 'Tue, 24 Nov 2026 01:00:00 GMT', { status: 503 }],
  [502, undefined, { status: 502 }],
])(
  '%i with Retry-After %s is a server error that carries what is to be waited',
  async (status, retryAfter, info) => {
    const url = await serverThat((_request, response) => {
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
      response.end('<html>');
    });
    const { logIn, reached } = clientOf(url);
    expect(await logIn()).toEqual(fail('platform.server-error', info));
    expect(reached).toEqual([true]);
  },
);

test.each(['wrongShape', 'truncatedJson'] as const)(
  '%s is told apart from no answer',
  async (fault) => {
    const { client, reached } = await loggedIn();
    bench.platform.misbehave({ path: platformPaths.serviceItems, fault });
    expect(await client.serviceItems()).toEqual(fail('platform.wrong-shape'));
    expect(reached).toEqual([true]);
  },
);

test('wrong credentials are wrong credentials, whichever of the two is wrong', async () => {
  const { client, logIn } = clientOf(bench.url);
  expect(await logIn({ password: 'wrong' })).toEqual(fail('session.wrong-credentials'));
  expect(await logIn({ account: 'nobody' })).toEqual(fail('session.wrong-credentials'));
  expect(client.session()).toBeUndefined();
});

test('after too many failed tries the clerk is told how many minutes to wait', async () => {
  const { logIn, reached } = clientOf(bench.url);
  const { account, password } = clerks.approver;
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await logIn({ account, password: 'wrong' })).toEqual(fail('session.wrong-credentials'));
  }
  clock.pass(59_000);
  reached.length = 0;
  expect(await logIn({ account, password })).toEqual(
    fail('session.too-many-tries', { minutes: 15 }),
  );
  expect(reached).toEqual([true]);
  clock.pass(60_000);
  expect(await logIn({ account, password })).toEqual(
    fail('session.too-many-tries', { minutes: 14 }),
  );
});

test.each([
  ['61', 2],
  ['60', 1],
  ['1', 1],
  ['Tue, 24 Nov 2026 01:00:00 GMT', 15],
  [undefined, 15],
])('a wait of %s is told as %i minutes', async (retryAfter, minutes) => {
  const url = await serverThat((_request, response) => {
    response.writeHead(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    response.end(JSON.stringify({ code: 'too-many-tries' }));
  });
  expect(await clientOf(url).logIn()).toEqual(fail('session.too-many-tries', { minutes }));
});

test('a session that has ended, or that the platform does not know, is expired', async () => {
  const { client } = await loggedIn();
  const { token } = client.session()?.granted ?? {};
  await bench.call('DELETE', platformPaths.currentSession, undefined, token);
  expect(await client.serviceItems()).toEqual(fail('session.expired'));

  const other = await loggedIn();
  clock.pass(12 * 60 * 60 * 1000);
  expect(await other.client.serviceItems()).toEqual(fail('session.expired'));
});

test('any other refusal carries the platform’s reason', async () => {
  const { logIn } = clientOf(bench.url);
  expect(await logIn({ windowId: 'Z99' })).toEqual(
    fail('platform.refused', { reason: 'window-unknown' }),
  );
  const { client } = await loggedIn();
  const epoch = '019ab000-0000-7000-8000-0000000000e2';
  expect(
    await client.sendBatch({ workstationId: epoch, epoch, events: [written(receivedCase(1))] }),
  ).toEqual(fail('platform.refused', { reason: 'another-workstation' }));
});

test('a refusal without a reason is named by its status', async () => {
  const url = await serverThat((_request, response) => response.writeHead(404).end('not here'));
  expect(await clientOf(url).logIn()).toEqual(fail('platform.refused', { reason: 'HTTP 404' }));
});

test('a redirect is not followed: credentials go to the platform’s own origin only', async () => {
  let visits = 0;
  const elsewhere = await serverThat((_request, response) => {
    visits += 1;
    response.end('{}');
  });
  const url = await serverThat((_request, response) =>
    response.writeHead(307, { location: elsewhere }).end(),
  );
  expect(await clientOf(url).logIn()).toEqual(fail('platform.unreachable'));
  expect(visits).toBe(0);
});

test('the token goes with every call but logging in', async () => {
  const seen: (string | null)[] = [];
  const { client, logIn } = await loggedIn((address, init) => {
    seen.push(new Headers(init.headers).get('authorization'));
    return fetch(address, init);
  });
  await client.serviceItems();
  const { token } = client.session()?.granted ?? {};
  await logIn();
  expect(seen).toEqual([null, `Bearer ${token}`, null]);
});

test('from the moment of logging out nobody is logged in, however long the platform takes to hear of it', async () => {
  const { client } = await loggedIn();
  bench.platform.misbehave({ path: platformPaths.currentSession, fault: 'hang', times: 1 });
  void client.logOut();
  expect(client.session()).toBeUndefined();
  const again = await loggedIn();
  expect(again.client.session()).toBeDefined();
});

test('a session that the platform has ended is over here too, and that is told once', async () => {
  const url = await serverThat((request, response) => {
    const isLogIn = request.method === 'POST';
    response.writeHead(isLogIn ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isLogIn ? sessionAnswer : { code: 'session-expired' }));
  });
  let told = 0;
  const client = createPlatformClient({
    fetch: global,
    origin: () => ok(url),
    onReached: () => undefined,
    onExpired: () => {
      told += 1;
    },
  });
  const { account, password } = clerks.clerk;
  await client.logIn({ account, password, windowId: 'A07', workstationId });
  const answers = await Promise.all([client.serviceItems(), client.serviceItems()]);
  expect(answers).toEqual([fail('session.expired'), fail('session.expired')]);
  expect(client.session()).toBeUndefined();
  expect(told).toBe(1);
  expect(await client.serviceItems()).toEqual(fail('session.required'));
});

const sessionAnswer = {
  token: '0123456789abcdef0123456789abcdef',
  issuedAt: '2026-11-24T09:00:00.000Z',
  expiresAt: '2026-11-24T10:00:00.000Z',
  refreshToken: 'fedcba9876543210fedcba9876543210',
  refreshExpiresAt: '2026-11-24T21:00:00.000Z',
  clerk: {
    account: 'a',
    name: '张工',
    number: '9012',
    role: 'clerk',
    idNumber: '440699198803150014',
  },
  window: {
    id: 'A07',
    name: '综合窗口 A07',
    hall: '佛山市行政服务大厅',
    division: '样例区',
    divisionCode: '440699',
    orgName: '样例单位',
    orgCode: '11440699MB9X00015U',
  },
  licenceAccount: { appKey: 'k', appSecret: 's', account: 'a', password: 'p' },
};
