import { expect, test } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import { platformPaths } from '../../../src/contracts/platform-api.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { chooseItem, counterAt, platformOfTests } from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const { account, password } = clerks.clerk;

/** A network that can be pulled. */
function cable() {
  let isIn = true;
  return {
    pull: () => {
      isIn = false;
    },
    plug: () => {
      isIn = true;
    },
    fetch: (address: string, init: RequestInit) =>
      isIn ? fetch(address, init) : Promise.reject(new TypeError('fetch failed')),
  };
}

async function offlineCounter() {
  const network = cable();
  const at = await counterAt(bench(), { fetch: network.fetch });
  await at.desk.session.logOut();
  network.pull();
  return { ...at, network, session: at.desk.session };
}

test('a clerk logs in without the platform, with the items of the last login', async () => {
  const { desk, session, clock } = await offlineCounter();
  const items = clock.now();
  clock.pass(60_000);
  expect(await session.logIn(account, password)).toEqual(ok(null));
  expect(session.opened()?.clerk).toMatchObject({ account, role: 'clerk', number: '9012' });
  expect(session.opened()?.window.id).toBe('A07');
  expect(session.items().length).toBeGreaterThan(0);
  expect(session.itemsFrom()).toBe(items);
  expect(desk.platform.session()?.granted).toBeUndefined();
});

test('what needs a token is answered as a platform that is away', async () => {
  const { desk, session, network } = await offlineCounter();
  await session.logIn(account, password);
  network.plug();
  expect(await desk.platform.serviceItems()).toEqual(fail('platform.unreachable'));
  expect(await desk.platform.freshToken()).toEqual(fail('platform.unreachable'));
});

test('a locked screen opens with the same password', async () => {
  const { session } = await offlineCounter();
  await session.logIn(account, password);
  session.lock();
  expect(await session.unlock('wrong')).toEqual(fail('session.wrong-password'));
  expect(await session.unlock(password)).toEqual(ok(null));
});

test('when the platform is back the password opens a session there, and the open case stays', async () => {
  const { desk, session, network } = await offlineCounter();
  await session.logIn(account, password);
  desk.cases.begin();
  expect(desk.cases.open()).toEqual(ok(null));
  const caseId = desk.caseId();
  expect(await session.confirm(password)).toEqual(fail('platform.unreachable'));
  network.plug();
  expect(await session.confirm('wrong')).toEqual(fail('session.wrong-credentials'));
  expect(desk.caseId()).toBe(caseId);
  expect(await session.confirm(password)).toEqual(ok(null));
  expect(desk.platform.session()?.granted?.clerk.account).toBe(account);
  expect(session.itemsFrom()).toBeUndefined();
  expect(desk.caseId()).toBe(caseId);
});

test('an account that the platform has refused is not let in without it any more', async () => {
  const { session, network } = await offlineCounter();
  network.plug();
  expect(await session.logIn(account, 'wrong')).toEqual(fail('session.wrong-credentials'));
  network.pull();
  expect(await session.logIn(account, password)).toEqual(fail('offline.login-unknown'));
});

test('a platform that answers with an error of its own is there: nobody is let in past it', async () => {
  const { session, network } = await offlineCounter();
  network.plug();
  bench().platform.misbehave({ path: platformPaths.sessions, fault: 'status503' });
  expect(await session.logIn(account, password)).toEqual(
    fail('platform.server-error', { status: 503 }),
  );
  expect(session.opened()).toBeUndefined();
});

test('a counter that may begin no new case puts nothing aside for one', async () => {
  const refusal = { code: 'case.offline-finish-only', info: { hours: 8 } } as const;
  let isTooLate = false;
  const { desk } = await counterAt(bench(), {
    refuseNew: () => (isTooLate ? refusal : undefined),
  });
  expect(desk.cases.open()).toEqual(ok(null));
  expect(chooseItem(desk, people.allGood.variant)).toEqual(ok(null));
  isTooLate = true;
  const before = desk.caseId();
  expect(desk.cases.open()).toEqual({ ok: false, problem: refusal });
  expect(desk.caseId()).toBe(before);
});
