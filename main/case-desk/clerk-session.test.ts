import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
  workstationId,
} from '../../reference-platform/testing/platform-under-test.ts';
import { clerkCalls } from '../../src/contracts/clerk-ipc.ts';
import { platformPaths, roleSchema } from '../../src/contracts/platform-api.ts';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { createPlatformClient, type PlatformClient } from '../platform-client/platform-client.ts';
import { createClerkSession } from './clerk-session.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterEach(() => bench.platform.behave());
afterAll(() => bench.stop());

function sessionOn(change: Partial<PlatformClient> = {}) {
  const client = createPlatformClient({
    fetch: (address, init) => fetch(address, init),
    origin: () => ok(bench.url),
    onReached: () => undefined,
    onExpired: () => undefined,
  });
  return createClerkSession({
    platform: { ...client, ...change },
    windowId: () => 'A07',
    workstationId,
  });
}

test('a clerk who logs in has the window’s items; after logging out nobody is there', async () => {
  const session = sessionOn();
  expect(session.opened()).toBeUndefined();
  const { account, password } = clerks.supervisor;
  expect(await session.logIn(account, password)).toEqual(ok(null));
  expect(session.opened()?.clerk).toMatchObject({ account, role: 'supervisor' });
  expect(session.items()).toHaveLength(1);
  await session.logOut();
  expect(session.opened()).toBeUndefined();
  expect(session.items()).toEqual([]);
});

test('a login without the items is no login: the session that had been opened is ended', async () => {
  const session = sessionOn();
  const { account, password } = clerks.clerk;
  bench.platform.misbehave({ path: platformPaths.serviceItems, fault: 'status500' });
  expect(await session.logIn(account, password)).toEqual(
    fail('platform.server-error', { status: 500 }),
  );
  expect(session.opened()).toBeUndefined();
  expect(session.refuse(['clerk'])).toEqual(failure('session.required'));
});

test('wrong credentials open nothing', async () => {
  const session = sessionOn();
  expect(await session.logIn(clerks.clerk.account, 'wrong')).toEqual(
    fail('session.wrong-credentials'),
  );
  expect(session.opened()).toBeUndefined();
});

test('while nobody is logged in only what anybody may do is allowed', () => {
  const session = sessionOn();
  expect(session.refuse('anybody')).toBeUndefined();
  expect(session.refuse(roleSchema.options)).toEqual(failure('session.required'));
});

test.each(roleSchema.options)(
  'a %s may do what the role is named for, and nothing else',
  async (role) => {
    const opened = await bench.logIn();
    const clerk = { ...opened.clerk, role };
    const session = sessionOn({
      session: () => ({ origin: bench.url, opened: { ...opened, clerk } }),
    });
    expect(session.refuse('anybody')).toBeUndefined();
    expect(session.refuse([])).toEqual(failure('ipc.wrong-role'));
    for (const other of roleSchema.options) {
      expect(session.refuse([other])).toEqual(
        other === role ? undefined : failure('ipc.wrong-role'),
      );
    }
    const mayServe = role === 'clerk' || role === 'supervisor';
    for (const { allowed } of Object.values(clerkCalls)) {
      const isRefused = session.refuse(allowed) !== undefined;
      expect(isRefused).toBe(allowed !== 'anybody' && !mayServe);
    }
  },
);
