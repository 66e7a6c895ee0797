import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { serviceItems } from '../../../reference-platform/seed/service-items.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
  workstationId,
} from '../../../reference-platform/testing/platform-under-test.ts';
import { clerkCalls } from '../../../src/contracts/clerk-ipc.ts';
import { platformPaths, roleSchema } from '../../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { fail, failure } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import {
  createPlatformClient,
  type PlatformClient,
} from '../../platform-client/platform-client.ts';
import { createClerkSession } from './clerk-session.ts';
import type { OfflineLogin } from './offline-login.ts';

const lockedAt = '2026-11-24T01:41:00.000Z';
let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterEach(() => bench.platform.behave());
afterAll(() => bench.stop());

let written: string[] = [];
beforeEach(() => {
  written = [];
});

/** A workstation that lets nobody in without the platform: `offline-session.test.ts` has one that does. */
const rememberingNobody: OfflineLogin = {
  remember: async () => undefined,
  forget: () => undefined,
  logIn: async () => fail('offline.login-unknown'),
};

function sessionOn(
  change: Partial<PlatformClient> = {},
  isFirstStart = false,
  settled: Partial<
    Pick<Parameters<typeof createClerkSession>[0], 'closed' | 'lockedOut' | 'nearExpiryDays'>
  > = {},
) {
  const client = createPlatformClient({
    fetch: (address, init) => fetch(address, init),
    origin: () => ok(bench.url),
    onReached: () => undefined,
    onExpired: () => undefined,
  });
  return createClerkSession({
    audit: (action) => written.push(action),
    anchorAudit: async () => undefined,
    clock: { now: () => lockedAt },
    platform: { ...client, ...change },
    windowId: () => 'A07',
    workstationId,
    origin: () => ok(bench.url),
    offlineLogin: rememberingNobody,
    lockedOut: () => undefined,
    isFirstStart: () => isFirstStart,
    ...settled,
  });
}

test('nobody logs in at a counter that is closed, and nobody is asked', async () => {
  const logIn = vi.fn();
  const closed = () => failure('enrolment.revoked');
  const session = sessionOn({ logIn }, false, { closed });
  const { account, password } = clerks.clerk;
  expect(await session.logIn(account, password)).toEqual(fail('enrolment.revoked'));
  expect(logIn).not.toHaveBeenCalled();
});

test('how long before its end a licence is near its expiry is the platform’s to say, unless the item does', async () => {
  const session = sessionOn({}, false, { nearExpiryDays: () => 45 });
  const { account, password } = clerks.clerk;
  expect(await session.logIn(account, password)).toEqual(ok(null));
  const daysOf = ({ licences }: ServiceItem) => licences.map((need) => need.nearExpiryDays ?? 45);
  expect(session.items().map(daysOf)).toEqual(serviceItems.map(daysOf));
});

test('a clerk who logs in has those of the window’s items that can be served here; after logging out nobody is there', async () => {
  const session = sessionOn();
  expect(session.opened()).toBeUndefined();
  const { account, password } = clerks.supervisor;
  expect(await session.logIn(account, password)).toEqual(ok(null));
  expect(session.opened()?.clerk).toMatchObject({ account, role: 'supervisor' });
  expect(session.items()).toEqual(serviceItems);
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
  expect(session.refuse({ allowed: ['clerk'] })).toEqual(failure('session.required'));
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
  expect(session.refuse({ allowed: 'anybody' })).toBeUndefined();
  expect(session.refuse({ allowed: roleSchema.options })).toEqual(failure('session.required'));
  expect(session.refuse({ allowed: ['technician'], atFirstStart: true })).toEqual(
    failure('session.required'),
  );
});

test.each(roleSchema.options)(
  'a %s may do what the role is named for, and nothing else',
  async (role) => {
    const opened = await bench.logIn();
    const clerk = { ...opened.clerk, role };
    const session = sessionOn({
      session: () => {
        const granted = { ...opened, clerk };
        return { origin: bench.url, opened: granted, granted };
      },
    });
    expect(session.refuse({ allowed: 'anybody' })).toBeUndefined();
    expect(session.refuse({ allowed: [] })).toEqual(failure('ipc.wrong-role'));
    for (const other of roleSchema.options) {
      expect(session.refuse({ allowed: [other] })).toEqual(
        other === role ? undefined : failure('ipc.wrong-role'),
      );
    }
    const mayServe = role === 'clerk' || role === 'supervisor';
    const maySetUp = role === 'technician' || role === 'admin';
    for (const [channel, call] of Object.entries(clerkCalls)) {
      // Whoever is there may lock and leave, and a technician sees whether a scanner works.
      const isFree = call.allowed === 'anybody' || /^(session|code):/.test(channel);
      const mayPractise = maySetUp || role === 'supervisor';
      const isSettings = /^(settings|enrolment|audit):/.test(channel)
        ? maySetUp
        : mayServe && (role === 'supervisor' || !channel.startsWith('outbox:'));
      const isOwn = channel === 'drill:begin' ? mayPractise : isSettings;
      expect([channel, session.refuse(call) === undefined]).toEqual([channel, isFree || isOwn]);
    }
  },
);

test('before a counter has been set up anybody may set it up, and nothing else', () => {
  const session = sessionOn({}, true);
  for (const [channel, call] of Object.entries(clerkCalls)) {
    const isOpen = call.allowed === 'anybody' || /^(settings|enrolment):/.test(channel);
    expect([channel, session.refuse(call) === undefined]).toEqual([channel, isOpen]);
  }
});

test('while the screen is locked only unlocking, logging out, looking and what a broken page says are let through', async () => {
  const session = sessionOn();
  const { account, password } = clerks.clerk;
  await session.logIn(account, password);
  session.lock();
  expect(session.lockedSince()).toBe(lockedAt);
  const open = Object.entries(clerkCalls)
    .filter(([, call]) => session.refuse(call) === undefined)
    .map(([channel]) => channel);
  expect(open).toEqual([
    'desk:current',
    'page:broken',
    'page:load-again',
    'session:log-out',
    'session:unlock',
  ]);
  expect(session.refuse(clerkCalls['case:open'])).toEqual(failure('session.locked'));
  expect(await session.unlock('wrong')).toEqual(fail('session.wrong-password'));
  expect(await session.unlock(password)).toEqual(ok(null));
  expect(session.lockedSince()).toBeUndefined();
  expect(session.refuse(clerkCalls['case:open'])).toBeUndefined();
});

test('the fifth wrong password in a row ends the session, also when all come at once', async () => {
  const session = sessionOn();
  const { account, password } = clerks.clerk;
  await session.logIn(account, password);
  session.lock();
  for (let tries = 0; tries < 4; tries += 1) await session.unlock('wrong');
  expect(await session.unlock(password)).toEqual(ok(null));
  session.lock();
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => session.unlock('wrong')));
  expect(outcomes.filter(({ ok: isRight }) => isRight)).toEqual([]);
  expect(outcomes).toContainEqual(fail('session.locked-out'));
  expect(session.opened()).toBeUndefined();
  expect(session.lockedSince()).toBeUndefined();
  expect(await session.unlock(password)).toEqual(fail('session.required'));
});

test('what is done with a session is written down, whoever tried', async () => {
  const session = sessionOn();
  const { account, password } = clerks.clerk;
  await session.logIn(account, 'nothing like it');
  await session.logIn(account, password);
  session.lock();
  session.lock();
  await session.unlock('nothing like it');
  await session.unlock(password);
  await session.logOut();
  await session.logOut();
  expect(written).toEqual([
    'session:refused',
    'session:opened',
    'session:locked',
    'session:wrong-password',
    'session:unlocked',
    'session:closed',
  ]);
  await session.logIn(account, password);
  session.lock();
  for (let tries = 0; tries < 5; tries += 1) await session.unlock('nothing like it');
  expect(written.at(-1)).toBe('session:locked-out');
});

test('a screen that has been without the platform for too long does not open, and does once it is back', async () => {
  const locked = failure('offline.locked', { hours: 72 });
  let isLockedOut = false;
  const session = sessionOn({}, false, {
    lockedOut: () => (isLockedOut ? locked : undefined),
  });
  const { account, password } = clerks.clerk;
  expect(await session.logIn(account, password)).toEqual(ok(null));
  session.lock();
  isLockedOut = true;
  expect(await session.unlock(password)).toEqual({ ok: false, problem: locked });
  expect(session.lockedSince()).toBe(lockedAt);
  isLockedOut = false;
  expect(await session.unlock(password)).toEqual(ok(null));
});

test('nobody is let in without the platform where it has been away for too long', async () => {
  const locked = failure('offline.locked', { hours: 72 });
  const silent = { logIn: async () => fail('platform.unreachable') };
  const session = sessionOn(silent, false, { lockedOut: () => locked });
  expect(await session.logIn(clerks.clerk.account, clerks.clerk.password)).toEqual({
    ok: false,
    problem: locked,
  });
});
