import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { facePaths, openFaceSessionAnswerSchema } from '../../src/contracts/face-api.ts';
import { issueCodeAnswerSchema, scanLimit } from '../../src/contracts/phone-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { scanPaths, windowCodeAnswerSchema } from '../../src/contracts/scan-api.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { people } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';
import { WindowCodes } from './window-codes.ts';

const second = 1000;
const hour = 60 * 60 * second;
const clock = new StoppedClock();
let bench: PlatformUnderTest;
let db: Database;
let clerk: string;
let phone: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  db = await openDatabase(bench.dataDir);
});
beforeEach(async () => {
  // More than the minute in which scans count.
  clock.pass(61 * second);
  await signIn();
});
afterAll(async () => {
  await db.destroy();
  await bench.stop();
});

async function signIn() {
  ({ token: clerk } = await bench.logIn());
  phone = await signedInPhone(bench, people.allGood.card);
}
async function windowCode() {
  const { body } = await bench.call('GET', scanPaths.windowCode, undefined, clerk);
  return windowCodeAnswerSchema.parse(body);
}
const scan = (code: string, as = phone) => bench.call('POST', scanPaths.scan, { code }, as);
const refused = (code: string, status = 409) => ({ status, body: { code } });
const unknown = refused('code-unknown', 404);
const here = { kind: 'window', hall: '佛山市行政服务大厅', window: '综合窗口 A07' };

test('a phone that scans a window’s code is told at which window it is, as often as it asks', async () => {
  const { code } = await windowCode();
  expect(await scan(code)).toEqual({ status: 200, body: here });
  const another = await signedInPhone(bench, people.noLicence.card);
  expect(await scan(code, another)).toEqual({ status: 200, body: here });
  expect(await scan(code)).toEqual({ status: 200, body: here });
});

test('a window’s code is the same until midnight in the hall, and expired the day after', async () => {
  const { code, expiresAt } = await windowCode();
  expect(expiresAt).toBe('2026-11-24T16:00:00.000Z');
  clock.pass(Date.parse(expiresAt) - Date.parse(clock.now()) - 1);
  await signIn();
  expect(await windowCode()).toEqual({ code, expiresAt });
  expect((await scan(code)).status).toBe(200);
  clock.pass(1);
  expect(await scan(code)).toEqual(refused('window-code-expired'));
  const next = await windowCode();
  expect([next.code === code, next.expiresAt]).toEqual([false, '2026-11-25T16:00:00.000Z']);
  expect(await scan(next.code)).toEqual({ status: 200, body: here });
  clock.pass(24 * hour);
  await signIn();
  expect(await scan(code)).toEqual(unknown);
});

test('windows have codes of their own; nothing can be read from one', async () => {
  const [a07, a08] = [await windowCode(), await new WindowCodes(db, clock).today('A08')];
  expect(a07.code).not.toBe(a08.code);
  expect(Buffer.from(a08.code, 'base64url').includes('A08')).toBe(false);
  expect((await scan(a07.code)).body).toEqual(here);
  expect((await scan(a08.code)).body).toEqual({ ...here, window: '综合窗口 A08' });
});

test.each([
  ['a letter', 'x'],
  ['an address', 'https://example.invalid/?a=1'],
  ['64 characters', 'A'.repeat(64)],
  ['the longest text', '1'.repeat(4096)],
])('whatever else a phone scans is no code: %s', async (_what, scanned) => {
  expect(await scan(scanned)).toEqual(unknown);
});

test('what a phone shows at windows says nothing to another phone', async () => {
  const choice = { kind: 'zhengwu', subject: { type: 'person' } };
  const { body } = await bench.call('POST', platformPaths.issueCode, choice, phone);
  const { code } = issueCodeAnswerSchema.parse(body);
  expect(await scan(code, await signedInPhone(bench, people.noLicence.card))).toEqual(unknown);
});

test('what is for phones says nothing at a window', async () => {
  for (const code of [(await windowCode()).code, await faceCode()]) {
    const request = { code, purpose: 'mianzhengban' };
    expect(await bench.call('POST', platformPaths.resolveCode, request, clerk)).toEqual(unknown);
  }
});

test('a code of another platform is unknown here', async () => {
  const other = await startPlatformUnderTest({ clock });
  const { token } = await other.logIn();
  const { body } = await other.call('GET', scanPaths.windowCode, undefined, token);
  await other.stop();
  expect(await scan(windowCodeAnswerSchema.parse(body).code)).toEqual(unknown);
});

async function faceCode() {
  const request = { caseId: crypto.randomUUID(), itemCode: people.allGood.item.code };
  const { body } = await bench.call('POST', facePaths.faceSessions, request, clerk);
  return openFaceSessionAnswerSchema.parse(body).code;
}

test.each([
  ['a window', async () => (await windowCode()).code],
  ['a face session', faceCode],
])(
  'the text of %s with one character altered is unknown; as it was it is told',
  async (_whose, make) => {
    const code = await make();
    for (const at of [0, 1, 21, 42, 63]) {
      const other = code.charAt(at) === 'A' ? 'B' : 'A';
      expect(await scan(code.slice(0, at) + other + code.slice(at + 1))).toEqual(unknown);
    }
    expect((await scan(code)).status).toBe(200);
  },
);

test('a person scans 30 times a minute on all their phones; another is not held up', async () => {
  for (let asked = 0; asked < scanLimit.times; asked += 1) {
    expect((await scan('x')).status).toBe(404);
  }
  const again = await signedInPhone(bench, people.allGood.card);
  const refusal = await fetch(bench.url + scanPaths.scan, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${again}` },
    body: JSON.stringify({ code: 'x' }),
  });
  expect([refusal.status, refusal.headers.get('retry-after'), await refusal.json()]).toEqual([
    429,
    '60',
    { code: 'too-many-scans' },
  ]);
  expect(await scan('x', await signedInPhone(bench, people.noLicence.card))).toEqual(unknown);
  clock.pass(60 * second);
  expect(await scan('x')).toEqual(unknown);
});

test.each<[string, object]>([
  ['nothing', { code: '' }],
  ['a number', { code: 1 }],
  ['more than a scanner takes', { code: 'x'.repeat(4097) }],
  ['a picture beside it', { code: 'x', image: 'aGVsbG8=' }],
])('a scan of %s is refused', async (_what, request) => {
  const answer = await bench.call('POST', scanPaths.scan, request, phone);
  expect(answer).toEqual(refused('request-invalid', 400));
});

test('only a phone scans, and only a window shows where it is', async () => {
  expect(await scan('x', clerk)).toEqual(refused('sign-in-required', 401));
  const asPhone = await bench.call('GET', scanPaths.windowCode, undefined, phone);
  expect(asPhone).toEqual(refused('session-required', 401));
});

test.each(['approver', 'admin', 'technician'] as const)('a %s shows no window', async (role) => {
  const { token } = await bench.logIn(workstationId, role);
  const answer = await bench.call('GET', scanPaths.windowCode, undefined, token);
  expect(answer).toEqual(refused('role-not-allowed', 403));
});
