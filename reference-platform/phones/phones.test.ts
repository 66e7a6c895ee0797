import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phoneSignInAnswerSchema } from '../../src/contracts/phone-api.ts';
import {
  activatedCodesAnswerSchema,
  phoneHolderPaths,
} from '../../src/contracts/phone-holder-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { enterprises } from '../seed/enterprises.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

const clock = new StoppedClock();
const minute = 60_000;
let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
});
afterAll(() => bench.stop());

const { allGood, longName, settledWorker, lowTrust } = people;
const { huangWeixiong, fengXiulan, suZhanpeng } = peopleElsewhere;
const { foods, software, catering, construction, primarySchool } = enterprises;

const signIn = (request: unknown) => bench.call('POST', platformPaths.phoneSessions, request);
const activate = (choice: unknown, token: string) =>
  bench.call('POST', platformPaths.codeActivations, choice, token);
const ownZhengwu = { kind: 'zhengwu', subject: { type: 'person' } };
const zhengwuOf = ({ uscc }: { readonly uscc: string }) => ({
  kind: 'zhengwu',
  subject: { type: 'enterprise', uscc },
});
const yueshangOf = ({ uscc }: { readonly uscc: string }, purpose = 'mianzhengban') => ({
  kind: 'yueshang',
  uscc,
  purpose,
});
const refused = (code: string) => ({ status: 403, body: { code } });

test.each(['fingerprint', 'face'])('a phone signs in by %s for ten minutes', async (by) => {
  const { idNumber } = allGood.card;
  const { status, body } = await signIn({ app: 'foshantong', idNumber, by });
  expect(status).toBe(200);
  const { token, expiresAt } = phoneSignInAnswerSchema.parse(body);
  expect(Date.parse(expiresAt) - Date.parse(clock.now())).toBe(10 * minute);
  clock.pass(10 * minute - 1);
  expect((await activate(ownZhengwu, token)).status).toBe(200);
  clock.pass(1);
  expect(await activate(ownZhengwu, token)).toEqual({
    status: 401,
    body: { code: 'sign-in-expired' },
  });
});

test('whoever is in no library signs in to nothing', async () => {
  const idNumber = '440699199001010014';
  const request = { app: 'foshantong', idNumber, by: 'face' };
  expect(await signIn(request)).toEqual(refused('person-unknown'));
});

test.each([
  ['represents an active enterprise', allGood.card.idNumber, 200],
  ['represents a public institution', longName.card.idNumber, 200],
  ['represents none any more but another', fengXiulan.idNumber, 200],
  ['represents only a revoked one', settledWorker.card.idNumber, 403],
  ['represents only a revoked one, and active ones no longer', suZhanpeng.idNumber, 403],
  ['has been replaced', huangWeixiong.idNumber, 403],
])('粤商通 takes who %s: %s %i', async (_who, idNumber, status) => {
  const answer = await signIn({ app: 'yueshangtong', idNumber, by: 'fingerprint' });
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.body).toEqual({ code: 'represents-no-enterprise' });
});

test.each([
  ['another app', { app: 'another', by: 'face' }],
  ['no check of who holds the phone', { app: 'foshantong' }],
  ['a check that is not one', { app: 'foshantong', by: 'password' }],
])('%s is refused', async (_what, rest) => {
  const { status, body } = await signIn({ idNumber: allGood.card.idNumber, ...rest });
  expect([status, body]).toEqual([400, { code: 'request-invalid' }]);
});

test('a phone that has signed out shows nothing any more', async () => {
  const token = await signedInPhone(bench, allGood.card);
  const signOut = () => bench.call('DELETE', platformPaths.currentPhoneSession, undefined, token);
  expect((await signOut()).status).toBe(204);
  const unknown = { status: 401, body: { code: 'sign-in-required' } };
  expect(await signOut()).toEqual(unknown);
  expect(await activate(ownZhengwu, token)).toEqual(unknown);
});

test('a phone’s token opens no window, and a window’s token no phone', async () => {
  const phone = await signedInPhone(bench, allGood.card);
  const { token: clerk } = await bench.logIn();
  const { idNumber, name } = allGood.card;
  const asWindow = await bench.call('POST', platformPaths.matchPerson, { idNumber, name }, phone);
  expect(asWindow).toEqual({ status: 401, body: { code: 'session-required' } });
  const { status, body } = await activate(ownZhengwu, clerk);
  expect([status, body]).toEqual([401, { code: 'sign-in-required' }]);
});

test('activating again changes nothing', async () => {
  const token = await signedInPhone(bench, lowTrust.card);
  const first = await activate(ownZhengwu, token);
  expect(first).toEqual({ status: 200, body: { activatedAt: clock.now() } });
  clock.pass(minute);
  expect(await activate(ownZhengwu, token)).toEqual(first);
  expect(await activate(zhengwuOf(construction), token)).toEqual({
    status: 200,
    body: { activatedAt: clock.now() },
  });
});

test('a 粤商码 is claimed for each purpose by itself', async () => {
  const token = await signedInPhone(bench, allGood.card, 'yueshangtong');
  const claimed = await activate(yueshangOf(foods, 'other'), token);
  clock.pass(minute);
  expect((await activate(yueshangOf(foods), token)).body).toEqual({ activatedAt: clock.now() });
  expect(await activate(yueshangOf(foods, 'other'), token)).toEqual(claimed);
});

test.each([
  ['in 佛山通 a 粤商码', allGood.card, 'foshantong', yueshangOf(foods), 'wrong-app'],
  ['in 粤商通 a 政务码', allGood.card, 'yueshangtong', zhengwuOf(foods), 'wrong-app'],
  ['in 粤商通 one’s own 政务码', allGood.card, 'yueshangtong', ownZhengwu, 'wrong-app'],
  [
    'one of somebody else’s enterprise',
    allGood.card,
    'foshantong',
    zhengwuOf(software),
    'not-representative',
  ],
  [
    'one of an enterprise represented formerly',
    suZhanpeng,
    'foshantong',
    zhengwuOf(foods),
    'not-representative',
  ],
  [
    'one of an enterprise nobody knows',
    allGood.card,
    'foshantong',
    zhengwuOf({ uscc: '91440699MA9X000115' }),
    'not-representative',
  ],
  [
    'one of a revoked enterprise',
    settledWorker.card,
    'foshantong',
    zhengwuOf(catering),
    'enterprise-revoked',
  ],
] as const)('%s is not to be activated', async (_what, person, app, choice, code) => {
  expect(await activate(choice, await signedInPhone(bench, person, app))).toEqual(refused(code));
});

const ask = (path: string, token: string) => bench.call('GET', path, undefined, token);

test.each([
  ['an active one', allGood.card, [foods]],
  ['no longer one, but another', fengXiulan, [primarySchool]],
  ['only a revoked one', settledWorker.card, []],
])(
  'a phone is told the enterprises its person represents: %s',
  async (_who, person, represented) => {
    const answer = await ask(phoneHolderPaths.enterprises, await signedInPhone(bench, person));
    const told = represented.map(({ uscc, name }) => ({ uscc, name }));
    expect(answer).toEqual({ status: 200, body: { enterprises: told } });
  },
);

test('a phone is told which codes of its app are activated, and no app those of the other', async () => {
  const { card } = people.tooYoung;
  const own = enterprises.homeAppliances;
  const [foshan, yueshang] = [
    await signedInPhone(bench, card),
    await signedInPhone(bench, card, 'yueshangtong'),
  ];
  const activated = async (token: string) => {
    const { body } = await ask(phoneHolderPaths.activatedCodes, token);
    return activatedCodesAnswerSchema.parse(body).codes;
  };
  expect([await activated(foshan), await activated(yueshang)]).toEqual([[], []]);
  await activate(ownZhengwu, foshan);
  clock.pass(1);
  await activate(zhengwuOf(own), foshan);
  clock.pass(1);
  await activate(yueshangOf(own, 'other'), yueshang);
  expect(await activated(foshan)).toEqual([ownZhengwu, zhengwuOf(own)]);
  expect(await activated(yueshang)).toEqual([yueshangOf(own, 'other')]);
});

test.each(Object.values(phoneHolderPaths))('%s is for signed-in phones only', async (path) => {
  const { token } = await bench.logIn();
  const refusal = { status: 401, body: { code: 'sign-in-required' } };
  expect(await ask(path, token)).toEqual(refusal);
});

test('no token of a phone stands in the database', async () => {
  const token = await signedInPhone(bench, allGood.card);
  for (const file of ['platform.sqlite', 'platform.sqlite-wal']) {
    expect((await readFile(join(bench.dataDir, file))).includes(token)).toBe(false);
  }
});
