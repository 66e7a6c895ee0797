import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type OwnCodeChoice,
  type PhoneApp,
  type RedeemCodeRequest,
  redeemCodeAnswerSchema,
} from '../../src/contracts/phone-api.ts';
import { platformPaths, serviceItemsAnswerSchema } from '../../src/contracts/platform-api.ts';
import { exampleScrypt } from '../../src/domain/live-code.fixture.ts';
import { type ReadLiveCode, readLiveCode } from '../../src/domain/live-code.ts';
import { isBoundTo, judgeSignature } from '../../src/domain/live-code-check.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { enterprises } from '../seed/enterprises.ts';
import { people } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { shownCode } from '../testing/shown-code.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

const second = 1000;
const day = 86_400 * second;
const clock = new StoppedClock();
let bench: PlatformUnderTest;
let db: Database;
let clerk: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  db = await openDatabase(bench.dataDir);
});
beforeEach(async () => {
  ({ token: clerk } = await bench.logIn());
});
afterAll(async () => {
  await db.destroy();
  await bench.stop();
});

const { card } = people.allGood;
const { foods } = enterprises;
const ownCode: OwnCodeChoice = { kind: 'zhengwu', subject: { type: 'person' } };
const person = { type: 'person', number: card.idNumber, name: card.name } as const;
const enterprise = { type: 'enterprise', number: foods.uscc, name: foods.name } as const;

/** A code that the person's phone shows. */
const shown = (choice: OwnCodeChoice = ownCode, app: PhoneApp = 'foshantong') =>
  shownCode(bench, card, choice, { app });

/** What a workstation is given to open codes with. */
async function givenKeys() {
  const { body } = await bench.call('GET', platformPaths.serviceItems, undefined, clerk);
  return serviceItemsAnswerSchema.parse(body).codeKeys;
}

function read(text: string): ReadLiveCode {
  const found = readLiveCode(text);
  if (found === undefined) throw new Error('no code of ours');
  return found;
}

/** Redeems a code for a case of its own, taken as it was issued, unless told otherwise. */
const redeem = (code: string, more: Partial<RedeemCodeRequest> = {}, as = clerk) =>
  bench.call(
    'POST',
    platformPaths.redeemCode,
    { code, caseId: randomUUID(), takenAt: clock.now(), subject: person, ...more },
    as,
  );
const resolve = (code: string, as = clerk) =>
  bench.call('POST', platformPaths.resolveCode, { code, purpose: 'mianzhengban' }, as);
const refused = (code: string, status = 409) => ({ status, body: { code } });

test.each([
  ['政务码 of a person', ownCode, 'foshantong', person],
  [
    '政务码 of an enterprise',
    { kind: 'zhengwu', subject: { type: 'enterprise', uscc: foods.uscc } },
    'foshantong',
    enterprise,
  ],
  [
    '粤商码',
    { kind: 'yueshang', uscc: foods.uscc, purpose: 'mianzhengban' },
    'yueshangtong',
    enterprise,
  ],
] as const)(
  'a %s opens with the keys that a window is given, and stands for its subject alone',
  async (_what, choice, app, subject) => {
    const { code, ...signed } = read(await shown(choice, app));
    const key = judgeSignature({ code, ...signed }, await givenKeys());
    if (typeof key === 'string') throw new Error(key);
    expect(code).toMatchObject({ kind: choice.kind, subjectType: subject.type, seconds: 60 });
    expect(await isBoundTo(code, subject, key, exampleScrypt)).toBe(true);
    expect(await isBoundTo(code, { ...subject, name: '样例' }, key, exampleScrypt)).toBe(false);
  },
);

test('a person’s code shows the masked name, and neither name nor number', async () => {
  const text = await shown();
  const bytes = Buffer.from(text, 'base64url');
  expect(read(text).code.nameMasked).toContain('*');
  for (const secret of [card.idNumber, card.name]) expect(bytes.includes(secret)).toBe(false);
});

test('what is not activated, and what a delegation stands behind, opens at the platform only', async () => {
  const code = await shownCode(bench, people.rareName.card, ownCode, { isActivated: false });
  expect(readLiveCode(code)).toBeUndefined();
  expect(await resolve(code)).toEqual(refused('code-not-activated'));
});

test('keys come with the items: the one in force, the one before it and the next, which codes are signed with later', async () => {
  const before = await givenKeys();
  expect(before).toHaveLength(3);
  const now = clock.now();
  expect(before.filter(({ validFrom, validTo }) => validFrom <= now && now < validTo)).toHaveLength(
    1,
  );
  clock.pass(30 * day);
  ({ token: clerk } = await bench.logIn());
  expect(judgeSignature(read(await shown()), before)).toEqual(before[2]);
  expect((await givenKeys()).slice(0, 2)).toEqual(before.slice(1));
});

test('several processes have one key', async () => {
  clock.pass(60 * day);
  ({ token: clerk } = await bench.logIn());
  const [first, ...others] = await Promise.all(Array.from({ length: 6 }, givenKeys));
  for (const keys of others) expect(keys).toEqual(first);
});

test('a code that was taken without the platform is used up for its case, days later and told again', async () => {
  const code = await shown();
  const taken = { caseId: randomUUID(), takenAt: clock.now() };
  clock.pass(3 * day);
  ({ token: clerk } = await bench.logIn());
  const answer = await redeem(code, taken);
  expect(redeemCodeAnswerSchema.parse(answer.body).redeemedAt).toBe(clock.now());
  clock.pass(second);
  expect(await redeem(code, taken)).toEqual(answer);
  expect(await redeem(code, { ...taken, caseId: randomUUID() })).toEqual(refused('code-used'));
  expect(await resolve(code)).toEqual(refused('code-used'));
});

test('a code that was used elsewhere is none of the case’s, also a week later', async () => {
  const code = await shown();
  const takenAt = clock.now();
  const { token: elsewhere } = await bench.logIn(randomUUID());
  expect((await resolve(code, elsewhere)).status).toBe(200);
  clock.pass(7 * day);
  await shown();
  ({ token: clerk } = await bench.logIn());
  expect(await redeem(code, { takenAt })).toEqual(refused('code-used'));
});

test('one that this very workstation has resolved without hearing the answer is', async () => {
  const code = await shown();
  expect((await resolve(code)).status).toBe(200);
  const caseId = randomUUID();
  expect((await redeem(code, { caseId })).status).toBe(200);
  expect(await redeem(code)).toEqual(refused('code-used'));
});

test('of several cases that claim a code at once exactly one has it', async () => {
  const code = await shown();
  const answers = await Promise.all(Array.from({ length: 6 }, () => redeem(code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('what is longer ago than used codes are remembered is redeemed for nobody', async () => {
  const [code, late] = [await shown(), await shown()];
  const takenAt = clock.now();
  clock.pass(60 * second + 10 * day - 1);
  ({ token: clerk } = await bench.logIn());
  expect((await redeem(code, { takenAt })).status).toBe(200);
  clock.pass(1);
  // Whoever shows a code has the old ones forgotten.
  await shown();
  expect(await redeem(code, { takenAt })).toEqual(refused('code-expired'));
  expect(await redeem(late, { takenAt })).toEqual(refused('code-expired'));
});

test('what a restored platform has forgotten it still knows by its own signature', async () => {
  const code = await shown();
  await db.deleteFrom('codes').execute();
  expect((await redeem(code)).status).toBe(200);
  expect(await redeem(code)).toEqual(refused('code-used'));
});

test('it is redeemed only as taken while it was good, as far as clocks may disagree', async () => {
  const at = (seconds: number) =>
    new Date(Date.parse(clock.now()) + seconds * second).toISOString();
  const code = await shown();
  const soon = { early: at(-121), late: at(60 + 121), inTime: at(60 + 110) };
  clock.pass(300 * second);
  expect(await redeem(code, { takenAt: soon.early })).toEqual(refused('code-expired'));
  expect(await redeem(code, { takenAt: soon.late })).toEqual(refused('code-expired'));
  expect((await redeem(code, { takenAt: soon.inTime })).status).toBe(200);
});

test.each([
  ['another name', { ...person, name: '陈样二' }],
  ['another number', { ...person, number: people.rareName.card.idNumber }],
  ['another kind of subject', { ...person, type: 'enterprise' }],
] as const)('for %s it is not redeemed, nor used up', async (_what, subject) => {
  const code = await shown();
  expect(await redeem(code, { subject })).toEqual(refused('code-other-person'));
  expect((await redeem(code)).status).toBe(200);
});

test('a 粤商码 of another purpose, and a code that another platform has signed, are not redeemed', async () => {
  const yueshang: OwnCodeChoice = { kind: 'yueshang', uscc: foods.uscc, purpose: 'other' };
  const code = await shown(yueshang, 'yueshangtong');
  expect(await redeem(code, { subject: enterprise })).toEqual(refused('code-wrong-purpose'));
  await db.deleteFrom('live_code_keys').execute();
  expect(await redeem(code, { subject: enterprise })).toEqual(refused('code-unknown', 404));
});

test.each([{ code: 'x' }, { takenAt: 'yesterday' }, { caseId: '1' }])(
  'a request that says %j is refused',
  async (more) => {
    expect(await redeem(await shown(), more)).toEqual(refused('request-invalid', 400));
  },
);

test('a phone redeems no code, nor does an approver', async () => {
  const code = await shown();
  const token = await signedInPhone(bench, card);
  expect(await redeem(code, {}, token)).toEqual(refused('session-required', 401));
  const { token: approver } = await bench.logIn(randomUUID(), 'approver');
  expect(await redeem(code, {}, approver)).toEqual(refused('role-not-allowed', 403));
});
