import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type OpenSessionAnswer,
  platformPaths,
  refreshSessionAnswerSchema,
} from '../../src/contracts/platform-api.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';

const hour = 60 * 60_000;
const clock = new StoppedClock();
let bench: PlatformUnderTest;
let opened: OpenSessionAnswer;
beforeAll(async () => {
  bench = await startPlatformUnderTest({
    clock,
    lifetimes: { sessionMs: 12 * hour, tokenMs: hour },
  });
});
beforeEach(async () => {
  opened = await bench.logIn();
});
afterAll(() => bench.stop());

const refresh = (refreshToken: string, from: object = {}) =>
  bench.call('POST', platformPaths.refreshSession, {
    refreshToken,
    windowId: 'A07',
    workstationId,
    ...from,
  });

async function refreshed(refreshToken: string) {
  const { status, body } = await refresh(refreshToken);
  expect(status).toBe(200);
  return refreshSessionAnswerSchema.parse(body);
}

/** Uses a token; 200 or 401. */
async function use(token: string): Promise<number> {
  return (await bench.call('GET', platformPaths.serviceItems, undefined, token)).status;
}

const ended = { status: 401, body: { code: 'session-required' } };

test('new tokens take the place of the old, until the end of the session', async () => {
  clock.pass(hour);
  expect(await use(opened.token)).toBe(401);
  const next = await refreshed(opened.refreshToken);
  expect(Date.parse(next.expiresAt) - Date.parse(next.issuedAt)).toBe(hour);
  expect(next.refreshExpiresAt).toBe(opened.refreshExpiresAt);
  expect(await use(next.token)).toBe(200);
  expect(await use(opened.token)).toBe(401);
});

test('a token never outlives its session, and an ended session has no more of them', async () => {
  clock.pass(11.5 * hour);
  const last = await refreshed(opened.refreshToken);
  expect(last.expiresAt).toBe(opened.refreshExpiresAt);
  clock.pass(0.5 * hour);
  expect(await refresh(last.refreshToken)).toEqual({
    status: 401,
    body: { code: 'session-expired' },
  });
});

test('a refresh token that is given again once its successor is in use ends the session', async () => {
  const next = await refreshed(opened.refreshToken);
  expect(await use(next.token)).toBe(200);
  expect(await refresh(opened.refreshToken)).toEqual(ended);
  expect(await use(next.token)).toBe(401);
  expect(await refresh(next.refreshToken)).toEqual(ended);
});

test('so does one from before the last exchange', async () => {
  const next = await refreshed(opened.refreshToken);
  const third = await refreshed(next.refreshToken);
  expect(await refresh(opened.refreshToken)).toEqual(ended);
  expect(await use(third.token)).toBe(401);
});

test('an answer that was lost costs no session: nothing shows that its tokens have arrived', async () => {
  bench.platform.misbehave({
    path: platformPaths.refreshSession,
    fault: 'dropConnectionAfterCommit',
    times: 2,
  });
  await expect(refresh(opened.refreshToken)).rejects.toThrow('fetch failed');
  await expect(refresh(opened.refreshToken)).rejects.toThrow('fetch failed');
  const next = await refreshed(opened.refreshToken);
  expect(await use(next.token)).toBe(200);
});

test.each([
  ['another window', { windowId: 'A08' }],
  ['another workstation', { workstationId: randomUUID() }],
])('a refresh token shown by %s ends the session', async (_where, from) => {
  expect(await refresh(opened.refreshToken, from)).toEqual(ended);
  expect(await use(opened.token)).toBe(401);
});

test('a made-up refresh token opens nothing, and ends no session but the one it names', async () => {
  expect(await refresh(`${randomUUID()}.${'x'.repeat(43)}`)).toEqual(ended);
  expect(await use(opened.token)).toBe(200);
  const [session] = opened.refreshToken.split('.');
  expect(await refresh(`${session}.${'x'.repeat(43)}`)).toEqual(ended);
  expect(await use(opened.token)).toBe(401);
});
