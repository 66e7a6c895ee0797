import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSessionAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
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

const credentials = {
  account: 'zhanggong',
  password: 'mianzheng-9012',
  windowId: 'A07',
  workstationId,
};

test('the right password opens a session of eight hours', async () => {
  const { status, body } = await bench.call('POST', platformPaths.sessions, credentials);
  expect(status).toBe(200);
  const session = openSessionAnswerSchema.parse(body);
  expect(session.expiresAt).toBe('2026-11-24T09:00:00.000Z');
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

test('a session expires', async () => {
  const { token } = await bench.logIn();
  clock.pass(8 * 60 * 60 * 1000);
  expect(await bench.call('GET', platformPaths.serviceItems, undefined, token)).toEqual({
    status: 401,
    body: { code: 'session-expired' },
  });
});

test('neither tokens nor passwords stand in the database', async () => {
  const { token } = await bench.logIn();
  const files = ['platform.sqlite', 'platform.sqlite-wal'];
  for (const file of files) {
    const bytes = await readFile(join(bench.dataDir, file));
    expect(bytes.includes(token)).toBe(false);
    expect(bytes.includes(credentials.password)).toBe(false);
  }
});
