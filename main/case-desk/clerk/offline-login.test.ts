import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { elderCardItem } from '../../../reference-platform/seed/elder-card-item.ts';
import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import { fail } from '../../../src/failures/failure.ts';
import { settableClock } from '../../storage/testing/settable-clock.ts';
import { openTestStorage } from '../../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../../storage/testing/temporary-folder.ts';
import { createOfflineLogin } from './offline-login.ts';

const hour = 3_600_000;
const origin = 'https://platform.example';
const password = 'mianzheng-9012';
const clerk = {
  account: 'zhanggong',
  name: '张工',
  number: '9012',
  role: 'clerk' as const,
  idNumber: '440699199001010011',
};
const window = {
  id: 'A07',
  name: '综合窗口 A07',
  hall: '佛山市行政服务大厅',
  division: '佛山市',
  divisionCode: '440699',
  orgName: '行政服务中心',
  orgCode: 'ORG1',
};
const opened: AtWindow = { clerk, window };
const registered = { items: [elderCardItem], codeKeys: [] };
const here = { origin, windowId: 'A07' };

async function counter(folder = temporaryFolder(), clock = settableClock()) {
  const storage = await openTestStorage(folder, undefined, { clock });
  const log = { info: () => undefined, warn: () => undefined };
  const offline = createOfflineLogin({
    clock,
    storage,
    log,
    cost: { N: 1024, r: 8, p: 1 },
  });
  const logIn = (given = password, place = here) => offline.logIn(clerk.account, given, place);
  /** Somebody logs in with the platform. */
  async function logInOnline(session = opened) {
    storage.leases.noteReached(clock.now());
    await offline.remember(password, { origin, opened: session }, registered);
  }
  return { storage, clock, offline, logIn, logInOnline, folder };
}

const unknown = fail('offline.login-unknown');
const wrong = fail('session.wrong-credentials');

test('whoever has logged in with the platform is let in without it, with the items of then', async () => {
  const at = await counter();
  await at.logInOnline();
  const fetchedAt = at.clock.now();
  at.clock.pass(3 * hour);
  expect(await at.logIn()).toEqual({
    ok: true,
    value: {
      opened: {
        clerk: { account: 'zhanggong', name: '张工', number: '9012', role: 'clerk' },
        window,
      },
      ...registered,
      fetchedAt,
    },
  });
});

test('also by a program that was started since', async () => {
  const at = await counter();
  await at.logInOnline();
  at.storage.close();
  expect(await (await counter(at.folder, at.clock)).logIn()).toMatchObject({ ok: true });
});

test('for a day, and not after it', async () => {
  const at = await counter();
  await at.logInOnline();
  at.clock.pass(24 * hour - 1);
  expect(await at.logIn()).toMatchObject({ ok: true });
  at.clock.pass(1);
  expect(await at.logIn()).toEqual(unknown);
});

test('turning the clock back does not make the day longer', async () => {
  const at = await counter();
  await at.logInOnline();
  at.clock.turn(-20 * hour);
  at.clock.pass(24 * hour);
  expect(await at.logIn()).toEqual(unknown);
});

test('at this window of this platform only', async () => {
  const at = await counter();
  await at.logInOnline();
  expect(await at.logIn(password, { ...here, windowId: 'A08' })).toEqual(unknown);
  expect(await at.logIn(password, { ...here, origin: 'https://other.example' })).toEqual(unknown);
});

test('five wrong passwords close the account for a quarter of an hour, also across a start', async () => {
  const at = await counter();
  await at.logInOnline();
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await at.logIn('wrong')).toEqual(wrong);
    at.clock.pass(60_000);
  }
  const closed = fail('session.too-many-tries', { minutes: 10 });
  expect(await at.logIn()).toEqual(closed);
  at.storage.close();
  const again = await counter(at.folder, at.clock);
  expect(await again.logIn()).toEqual(closed);
  again.clock.pass(10 * 60_000);
  expect(await again.logIn()).toMatchObject({ ok: true });
});

test('a right password takes the wrong ones before it away', async () => {
  const at = await counter();
  await at.logInOnline();
  for (let round = 0; round < 3; round += 1) {
    for (let tries = 0; tries < 4; tries += 1) expect(await at.logIn('wrong')).toEqual(wrong);
    expect(await at.logIn()).toMatchObject({ ok: true });
  }
});

test('who is forgotten is not let in, and the others are', async () => {
  const at = await counter();
  await at.logInOnline();
  at.offline.forget('lizhuguan');
  expect(await at.logIn()).toMatchObject({ ok: true });
  at.offline.forget('zhanggong');
  expect(await at.logIn()).toEqual(unknown);
  await at.logInOnline();
  at.offline.forget();
  expect(await at.logIn()).toEqual(unknown);
});

test('whose work needs the platform is not let in without it, whatever they were before', async () => {
  const at = await counter();
  await at.logInOnline();
  await at.logInOnline({ clerk: { ...clerk, role: 'approver' }, window });
  expect(await at.logIn()).toEqual(unknown);
});

test('nothing of it can be read on the disk', async () => {
  const at = await counter();
  await at.logInOnline();
  at.storage.close();
  const store = join(at.folder, 'store');
  const bytes = readdirSync(store, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(store, name)));
  for (const secret of [password, clerk.name, clerk.idNumber, elderCardItem.name]) {
    expect(bytes.some((content) => content.includes(secret))).toBe(false);
  }
  expect(bytes.some((content) => content.includes(clerk.account))).toBe(true);
});
