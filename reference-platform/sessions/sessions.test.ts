import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSessionAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import { clerks, licenceAccount } from '../seed/accounts.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
});
afterAll(() => bench.stop());

const minute = 60_000;
const credentials = {
  account: 'zhanggong',
  password: 'mianzheng-9012',
  windowId: 'A07',
  workstationId,
};

test('the right password opens a session of twelve hours with a token for fifteen minutes', async () => {
  const { status, body } = await bench.call('POST', platformPaths.sessions, credentials);
  expect(status).toBe(200);
  const session = openSessionAnswerSchema.parse(body);
  expect(session).toMatchObject({
    issuedAt: '2026-11-24T01:00:00.000Z',
    expiresAt: '2026-11-24T01:15:00.000Z',
    refreshExpiresAt: '2026-11-24T13:00:00.000Z',
  });
  expect(session.clerk).toMatchObject({ name: '张工', number: '9012', role: 'clerk' });
  expect(session.window).toMatchObject({ id: 'A07', hall: '佛山市行政服务大厅' });
});

test.each([
  ['a wrong password', { password: 'mianzheng-9013' }, 401, 'wrong-credentials'],
  ['an unknown account', { account: 'nobody' }, 401, 'wrong-credentials'],
  ['an unknown window', { windowId: 'Z99' }, 403, 'window-unknown'],
  ['a malformed request', { workstationId: 'mine' }, 400, 'request-invalid'],
])('%s opens none', async (_what, change, status, code) => {
  const request = { ...credentials, ...change };
  const answer = await bench.call('POST', platformPaths.sessions, request);
  expect(answer).toEqual({ status, body: { code } });
});

test('without a token, or with one that was never given, a session is required', async () => {
  const required = { status: 401, body: { code: 'session-required' } };
  expect(await bench.call('GET', platformPaths.serviceItems)).toEqual(required);
  expect(await bench.call('GET', platformPaths.serviceItems, undefined, 'x'.repeat(43))).toEqual(
    required,
  );
});

test('a session that was ended opens nothing any more', async () => {
  const { token } = await bench.logIn();
  expect((await bench.call('GET', platformPaths.serviceItems, undefined, token)).status).toBe(200);
  expect((await bench.call('DELETE', platformPaths.currentSession, undefined, token)).status).toBe(
    204,
  );
  expect((await bench.call('GET', platformPaths.serviceItems, undefined, token)).status).toBe(401);
});

test('a token expires', async () => {
  const { token } = await bench.logIn();
  clock.pass(15 * minute);
  expect(await bench.call('GET', platformPaths.serviceItems, undefined, token)).toEqual({
    status: 401,
    body: { code: 'session-expired' },
  });
});

test('a session may be ended when its token has expired', async () => {
  const { token, refreshToken } = await bench.logIn();
  clock.pass(15 * minute);
  const end = () => bench.call('DELETE', platformPaths.currentSession, undefined, token);
  expect((await end()).status).toBe(204);
  expect((await end()).status).toBe(401);
  const { windowId } = credentials;
  const exchanged = { refreshToken, windowId, workstationId };
  expect((await bench.call('POST', platformPaths.refreshSession, exchanged)).status).toBe(401);
});

test.each(Object.values(clerks))(
  '$role: only the roles that receive cases get what intake needs',
  async ({ account, password, role }) => {
    const answer = await bench.call('POST', platformPaths.sessions, {
      ...credentials,
      account,
      password,
    });
    const session = openSessionAnswerSchema.parse(answer.body);
    const receivesCases = role === 'clerk' || role === 'supervisor';
    expect(session.clerk.role).toBe(role);
    expect(session.licenceAccount?.account).toBe(
      receivesCases ? licenceAccount.account : undefined,
    );
    const statuses = await Promise.all([
      bench.call('GET', platformPaths.serviceItems, undefined, session.token),
      bench.call('POST', platformPaths.matchPerson, { idNumber: '1', name: '一' }, session.token),
      bench.call('POST', platformPaths.batches, {}, session.token),
    ]);
    const refused = { status: 403, body: { code: 'role-not-allowed' } };
    expect(statuses).toEqual(
      receivesCases
        ? [200, 200, 400].map((status) => expect.objectContaining({ status }))
        : [refused, refused, refused],
    );
  },
);

test('neither tokens nor passwords stand in the database', async () => {
  const { token, refreshToken } = await bench.logIn();
  const files = ['platform.sqlite', 'platform.sqlite-wal'];
  for (const file of files) {
    const bytes = await readFile(join(bench.dataDir, file));
    expect(bytes.includes(token)).toBe(false);
    expect(bytes.includes(refreshToken)).toBe(false);
    expect(bytes.includes(credentials.password)).toBe(false);
  }
});
