import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type CodeChoice,
  issueCodeAnswerSchema,
  type PhoneApp,
  scanLimit,
} from '../../src/contracts/phone-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { CodeActivations } from '../phones/code-activations.ts';
import { enterprises } from '../seed/enterprises.ts';
import { people } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';
import { CodeStore } from './code-store.ts';

const second = 1000;
const clock = new StoppedClock();
let bench: PlatformUnderTest;
let db: Database;
/** A second way to the same codes, without HTTP: as another process of the platform would have. */
let codes: CodeStore;
let clerk: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  db = await openDatabase(bench.dataDir);
  codes = new CodeStore(db, clock, new CodeActivations(db, clock));
});
beforeEach(async () => {
  await db.deleteFrom('code_activations').execute();
  ({ token: clerk } = await bench.logIn());
});
afterAll(async () => {
  await db.destroy();
  await bench.stop();
});

const { card } = people.allGood;
const { foods, software } = enterprises;
const ownCode: CodeChoice = { kind: 'zhengwu', subject: { type: 'person' } };
const enterpriseCode: CodeChoice = {
  kind: 'zhengwu',
  subject: { type: 'enterprise', uscc: foods.uscc },
};
const yueshangCode: CodeChoice = { kind: 'yueshang', uscc: foods.uscc, purpose: 'mianzhengban' };

/** The phone of the person for whom everything is in order. */
async function phone(app: PhoneApp = 'foshantong') {
  const token = await signedInPhone(bench, card, app);
  return {
    activate: (choice: CodeChoice) =>
      bench.call('POST', platformPaths.codeActivations, choice, token),
    show: async (choice: CodeChoice) => {
      const { body } = await bench.call('POST', platformPaths.issueCode, choice, token);
      return issueCodeAnswerSchema.parse(body);
    },
  };
}

/** A code of that person's that is activated. */
async function activatedCode(choice: CodeChoice = ownCode, app: PhoneApp = 'foshantong') {
  const { activate, show } = await phone(app);
  await activate(choice);
  return (await show(choice)).code;
}

const resolve = (code: string, more: object = {}, as = clerk) =>
  bench.call('POST', platformPaths.resolveCode, { code, purpose: 'mianzhengban', ...more }, as);
const refused = (code: string, status = 409) => ({ status, body: { code } });
const person = { type: 'person', number: card.idNumber, name: card.name };
const enterprise = { type: 'enterprise', number: foods.uscc, name: foods.name };

test.each([
  ['the 政务码 of a person', ownCode, 'foshantong', person],
  ['the 政务码 of an enterprise', enterpriseCode, 'foshantong', enterprise],
  ['a 粤商码', yueshangCode, 'yueshangtong', enterprise],
] as const)('%s says whose it is, and which app showed it', async (_what, choice, app, subject) => {
  const code = await activatedCode(choice, app);
  const { kind } = choice;
  expect(await resolve(code)).toEqual({ status: 200, body: { subject, kind, app } });
});

test('a code gives nothing away and differs each time', async () => {
  const { show } = await phone();
  const codes = [await show(ownCode), await show(ownCode)].map(({ code }) => code);
  expect(new Set(codes).size).toBe(2);
  for (const code of codes) {
    const bytes = Buffer.from(code, 'base64url');
    for (const secret of [card.idNumber, card.name]) {
      expect(code.includes(secret) || bytes.includes(secret)).toBe(false);
    }
  }
});

test('no code stands in the database', async () => {
  const code = await activatedCode();
  for (const file of ['platform.sqlite', 'platform.sqlite-wal']) {
    expect((await readFile(join(bench.dataDir, file))).includes(code)).toBe(false);
  }
});

test('a code lasts 60 seconds', async () => {
  const { activate, show } = await phone();
  await activate(ownCode);
  const [early, late] = [await show(ownCode), await show(ownCode)];
  expect(Date.parse(early.expiresAt) - Date.parse(clock.now())).toBe(60 * second);
  clock.pass(60 * second - 1);
  expect((await resolve(early.code)).status).toBe(200);
  clock.pass(1);
  expect(await resolve(late.code)).toEqual(refused('code-expired'));
});

test('why a code opens nothing is remembered for a day', async () => {
  const code = await activatedCode();
  clock.pass(24 * 60 * 60 * second + 60 * second - 1);
  await activatedCode();
  ({ token: clerk } = await bench.logIn());
  expect(await resolve(code)).toEqual(refused('code-expired'));
  clock.pass(1);
  await activatedCode();
  expect(await resolve(code)).toEqual(refused('code-unknown', 404));
});

test('a code opens once; an expired one that was used says that it was used', async () => {
  const code = await activatedCode();
  expect((await resolve(code)).status).toBe(200);
  expect(await resolve(code)).toEqual(refused('code-used'));
  clock.pass(60 * second);
  expect(await resolve(code)).toEqual(refused('code-used'));
});

test('of several who resolve a code at once exactly one is told', async () => {
  const code = await activatedCode();
  const answers = await Promise.all(Array.from({ length: 8 }, () => resolve(code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status !== 200)).toEqual(
    Array.from({ length: 7 }, () => refused('code-used')),
  );
});

test('also of those whose steps fall between each other’s exactly one is told', async () => {
  const request = { code: await activatedCode(), purpose: 'mianzhengban' } as const;
  const answers = await Promise.all(Array.from({ length: 8 }, () => codes.resolve(request)));
  const used = { ok: false, problem: 'code-used' };
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 7 }, () => used));
});

test('a code that was not activated says so, is not used up, and opens once it is', async () => {
  const { activate, show } = await phone();
  const { code } = await show(ownCode);
  expect(await resolve(code)).toEqual(refused('code-not-activated'));
  await activate(ownCode);
  expect((await resolve(code)).status).toBe(200);
});

test('a person’s activation is none of the enterprise, nor one app’s of the other', async () => {
  const inFoshantong = await phone();
  await inFoshantong.activate(ownCode);
  const notActivated = refused('code-not-activated');
  expect(await resolve((await inFoshantong.show(enterpriseCode)).code)).toEqual(notActivated);
  await inFoshantong.activate(enterpriseCode);
  const inYueshangtong = await phone('yueshangtong');
  expect(await resolve((await inYueshangtong.show(yueshangCode)).code)).toEqual(notActivated);
});

test('a 粤商码 of another purpose opens nothing here', async () => {
  const code = await activatedCode({ ...yueshangCode, purpose: 'other' }, 'yueshangtong');
  expect(await resolve(code)).toEqual(refused('code-wrong-purpose'));
});

test('a 粤商码 claimed for another purpose only is not activated for this one', async () => {
  const { activate, show } = await phone('yueshangtong');
  await activate({ ...yueshangCode, purpose: 'other' });
  const { code } = await show(yueshangCode);
  expect(await resolve(code)).toEqual(refused('code-not-activated'));
});

test.each([
  [ownCode, 'enterprise', 'person'],
  [enterpriseCode, 'person', 'enterprise'],
] as const)(
  'expected of the wrong subject, %j is refused (%s), and still opens for the right one (%s)',
  async (choice, wrong, right) => {
    const code = await activatedCode(choice);
    expect(await resolve(code, { expect: wrong })).toEqual(refused('code-wrong-subject-type'));
    expect((await resolve(code, { expect: right })).status).toBe(200);
  },
);

test.each([
  ['a letter', 'x'],
  ['an address', 'https://example.invalid/?a=1'],
  ['Chinese', '健康码'],
  ['the longest code a scanner takes', '1'.repeat(4096)],
])('whatever else is scanned is no code: %s', async (_what, scanned) => {
  expect(await resolve(scanned)).toEqual(refused('code-unknown', 404));
});

test('a code with any one character altered is unknown, and as it was it still opens', async () => {
  const code = await activatedCode();
  const other = fc.constantFrom(
    ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= .%',
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: code.length - 1 }), other, async (at, character) => {
      fc.pre(code.charAt(at) !== character);
      const altered = code.slice(0, at) + character + code.slice(at + 1);
      expect(await codes.resolve({ code: altered, purpose: 'mianzhengban' })).toEqual({
        ok: false,
        problem: 'code-unknown',
      });
    }),
    { seed: 20_261_124, numRuns: 500 },
  );
  expect((await resolve(code)).status).toBe(200);
});

test('a code of another platform is unknown here', async () => {
  const other = await startPlatformUnderTest({ clock });
  const token = await signedInPhone(other, card);
  await other.call('POST', platformPaths.codeActivations, ownCode, token);
  const { body } = await other.call('POST', platformPaths.issueCode, ownCode, token);
  await other.stop();
  const { code } = issueCodeAnswerSchema.parse(body);
  expect(await resolve(code)).toEqual(refused('code-unknown', 404));
});

test('a session asks 30 times a minute; another is not held up by it', async () => {
  for (let asked = 0; asked < scanLimit.times; asked += 1) {
    expect((await resolve('x')).status).toBe(404);
    clock.pass(second);
  }
  const code = await activatedCode();
  const refusal = await fetch(bench.url + platformPaths.resolveCode, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${clerk}` },
    body: JSON.stringify({ code, purpose: 'mianzhengban' }),
  });
  expect([refusal.status, refusal.headers.get('retry-after'), await refusal.json()]).toEqual([
    429,
    '30',
    { code: 'too-many-scans' },
  ]);
  const { token: another } = await bench.logIn(crypto.randomUUID());
  expect((await resolve('x', {}, another)).status).toBe(404);
  clock.pass(30 * second - 1);
  expect((await resolve(code)).status).toBe(429);
  clock.pass(1);
  expect((await resolve(code)).status).toBe(200);
  expect((await resolve('x')).status).toBe(429);
});

test('only whoever may speak for an enterprise is given its code', async () => {
  const token = await signedInPhone(bench, card);
  const choice = { kind: 'zhengwu', subject: { type: 'enterprise', uscc: software.uscc } };
  const answer = await bench.call('POST', platformPaths.issueCode, choice, token);
  expect(answer).toEqual(refused('not-representative', 403));
  const wrongApp = await bench.call('POST', platformPaths.issueCode, yueshangCode, token);
  expect(wrongApp).toEqual(refused('wrong-app', 403));
});

test('a phone that was checked more than ten minutes ago is given no code', async () => {
  const token = await signedInPhone(bench, card);
  clock.pass(10 * 60 * second);
  expect(await bench.call('POST', platformPaths.issueCode, ownCode, token)).toEqual(
    refused('sign-in-expired', 401),
  );
});

test.each([{ purpose: 'other' }, { expect: 'anybody' }, { window: 'A07' }])(
  'a request that says %j is refused',
  async (more) => {
    expect(await resolve(await activatedCode(), more)).toEqual(refused('request-invalid', 400));
  },
);

test('a phone resolves no code', async () => {
  const token = await signedInPhone(bench, card);
  const answer = await resolve(await activatedCode(), {}, token);
  expect(answer).toEqual(refused('session-required', 401));
});

test.each(['approver', 'admin', 'technician'] as const)('a %s resolves no code', async (role) => {
  const { token } = await bench.logIn(workstationId, role);
  expect(await resolve(await activatedCode(), {}, token)).toEqual(refused('role-not-allowed', 403));
});
