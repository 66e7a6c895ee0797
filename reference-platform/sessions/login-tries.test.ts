import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { startReferencePlatform } from '../server.ts';
import { StoppedClock, workstationId } from '../testing/platform-under-test.ts';

const minute = 60_000;
const { account, password } = { account: 'zhanggong', password: 'mianzheng-9012' };

let clock: StoppedClock;
let dataDir: string;
let platform: Awaited<ReturnType<typeof startReferencePlatform>>;
beforeEach(async () => {
  clock = new StoppedClock();
  dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-tries-'));
  platform = await startReferencePlatform({ dataDir, clock });
});
afterEach(async () => {
  await platform.close();
  await rm(dataDir, { recursive: true });
});

/** Tries to log in, and tells what came of it in short. */
async function attempt(change: Partial<{ account: string; password: string; windowId: string }>) {
  const response = await fetch(platform.url + platformPaths.sessions, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password, windowId: 'A07', workstationId, ...change }),
  });
  const { code = 'opened' } = (await response.json()) as { readonly code?: string };
  const wait = response.headers.get('retry-after');
  return [response.status, code, ...(wait === null ? [] : [wait])].join(' ');
}

async function failing(times: number, change: Parameters<typeof attempt>[0] = {}) {
  const answers = [];
  for (let count = 0; count < times; count += 1) {
    answers.push(await attempt({ password: 'wrong', ...change }));
  }
  return answers;
}

const wrong = (times: number) => Array(times).fill('401 wrong-credentials');

test('after five failed tries even the right password has to wait until the first is 15 minutes old', async () => {
  expect(await failing(1)).toEqual(wrong(1));
  clock.pass(5 * minute);
  expect(await failing(4)).toEqual(wrong(4));
  expect(await attempt({})).toBe('429 too-many-tries 600');
  clock.pass(10 * minute - 1);
  expect(await attempt({})).toBe('429 too-many-tries 1');
  clock.pass(1);
  expect(await attempt({})).toBe('200 opened');
});

test('refused tries do not make the wait longer', async () => {
  await failing(5);
  clock.pass(14 * minute);
  expect(await failing(3)).toEqual(Array(3).fill('429 too-many-tries 60'));
  clock.pass(minute);
  expect(await failing(1)).toEqual(wrong(1));
});

test('a success takes back what was tried before, also where the window is unknown', async () => {
  await failing(4);
  expect(await attempt({})).toBe('200 opened');
  expect(await failing(4)).toEqual(wrong(4));
  expect(await attempt({ windowId: 'Z99' })).toBe('403 window-unknown');
  expect(await failing(5)).toEqual(wrong(5));
  expect(await failing(1)).toEqual(['429 too-many-tries 900']);
});

test('an account that does not exist is answered like one that does, and neither locks the other', async () => {
  expect(await failing(6, { account: 'nobody' })).toEqual([...wrong(5), '429 too-many-tries 900']);
  expect(await failing(6)).toEqual([...wrong(5), '429 too-many-tries 900']);
  expect(await attempt({ account: 'lizhuguan', password: 'mianzheng-9001' })).toBe('200 opened');
});

test('of many tries made at once no more than five learn whether the password is right', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => attempt({ password: 'wrong' })),
  );
  expect(answers.sort()).toEqual([...wrong(5), ...Array(7).fill('429 too-many-tries 900')]);
});

test('a restart forgets nothing', async () => {
  await failing(5);
  await platform.close();
  clock.pass(minute);
  platform = await startReferencePlatform({ dataDir, clock });
  expect(await attempt({})).toBe('429 too-many-tries 840');
});
