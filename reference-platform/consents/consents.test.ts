import { hash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adminPaths, licencesAnswerSchema } from '../../src/contracts/admin-api.ts';
import { phoneChangesAnswerSchema } from '../../src/contracts/changes.ts';
import {
  type AskConsentRequest,
  consentAnswerSchema,
  consentLimits,
  consentPaths,
  phoneConsentPageSchema,
  phoneConsentsAnswerSchema,
} from '../../src/contracts/consent-api.ts';
import { delegationPaths } from '../../src/contracts/delegation-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { enterprises } from '../seed/enterprises.ts';
import { disabilityAllowanceItem } from '../seed/items/disability-allowance-item.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people } from '../seed/people.ts';
import { guardianships } from '../seed/relations.ts';
import { askedConsent, holder } from '../testing/asked-consent.ts';
import { proveConsent } from '../testing/evidence-signer.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

let clock: StoppedClock;
let bench: PlatformUnderTest;
let token: string;
beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
  ({ token } = await bench.logIn());
});
afterEach(() => bench.stop());

const otherWorkstation = '0193a000-0000-7000-8000-000000000002';

function ask(request: AskConsentRequest, as = token) {
  return bench.call('POST', consentPaths.consents, request, as);
}

async function askHolder(change: Partial<AskConsentRequest> = {}) {
  const request = askedConsent(change);
  expect((await ask(request)).status).toBe(200);
  return request;
}

const at = (
  path: Exclude<keyof typeof consentPaths, 'consents' | 'phoneConsents'>,
  { consentId }: AskConsentRequest,
) => consentPaths[path](consentId);

function answer(
  request: AskConsentRequest,
  phone: string,
  decisions: readonly ('agreed' | 'declined')[] = ['agreed'],
  chosenSingly: readonly number[] = [],
) {
  const pageDigest = hash('sha256', consentPageText(request.page));
  const body = { pageDigest, decisions, chosenSingly };
  return bench.call('POST', at('phoneAnswer', request), body, phone);
}

async function stateOf(request: AskConsentRequest) {
  const { body } = await bench.call('GET', at('consent', request), undefined, token);
  return consentAnswerSchema.parse(body).state;
}

const holdersPhone = () => signedInPhone(bench, holder);

test('whoever is asked is told, sees the page as the evaluator shows it, and answers', async () => {
  const request = await askHolder();
  const phone = await holdersPhone();
  const told = await bench.call('GET', platformPaths.phoneChanges, undefined, phone);
  expect(phoneChangesAnswerSchema.parse(told.body).changes).toEqual([
    { kind: 'consent:moved', consentId: request.consentId, state: 'pending' },
  ]);
  const shown = await bench.call('GET', at('phoneConsent', request), undefined, phone);
  expect(phoneConsentPageSchema.parse(shown.body)).toMatchObject({
    state: 'pending',
    page: request.page,
    licences: [{ licenceCode: holder.licenceCode, typeName: '居民户口簿' }],
  });
  expect(await answer(request, phone)).toMatchObject({
    status: 200,
    body: {
      state: 'given',
      answeredOn: 'phone',
      choices: [{ licenceCode: holder.licenceCode, decision: 'agreed' }],
    },
  });
  const changes = await bench.call('GET', platformPaths.changes, undefined, token);
  expect(changes.body).toMatchObject({
    changes: [{ kind: 'consent:moved', consentId: request.consentId, state: 'given' }],
  });
  expect(await stateOf(request)).toBe('given');
});

test('whoever agrees to nothing has declined', async () => {
  const request = await askHolder();
  expect(await answer(request, await holdersPhone(), ['declined'])).toMatchObject({
    body: { state: 'declined' },
  });
});

test('the first answer is the final one', async () => {
  const request = await askHolder();
  const phone = await holdersPhone();
  const answers = await Promise.all([answer(request, phone), answer(request, phone, ['declined'])]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await answer(request, phone)).toEqual({ status: 409, body: { code: 'consent-ended' } });
  expect(await bench.call('POST', at('cancel', request), undefined, token)).toEqual({
    status: 409,
    body: { code: 'consent-ended' },
  });
});

test('an answer counts only for the text that the phone has shown, and for every licence', async () => {
  const request = await askHolder();
  const phone = await holdersPhone();
  const altered = { pageDigest: 'a'.repeat(64), decisions: ['agreed'], chosenSingly: [] };
  expect(await bench.call('POST', at('phoneAnswer', request), altered, phone)).toEqual({
    status: 409,
    body: { code: 'page-altered' },
  });
  expect(await answer(request, phone, [])).toEqual({
    status: 400,
    body: { code: 'choices-incomplete' },
  });
  expect(await stateOf(request)).toBe('pending');
});

test('nobody else sees, answers or withdraws it', async () => {
  const request = await askHolder();
  const stranger = await signedInPhone(bench, people.noLicence.card);
  const unknown = { status: 404, body: { code: 'consent-unknown' } };
  expect(await answer(request, stranger)).toEqual(unknown);
  expect(await bench.call('GET', at('phoneConsent', request), undefined, stranger)).toEqual(
    unknown,
  );
  await answer(request, await holdersPhone());
  expect(await bench.call('POST', at('phoneWithdraw', request), undefined, stranger)).toEqual(
    unknown,
  );
  const other = (await bench.logIn(otherWorkstation)).token;
  for (const [method, path] of [
    ['GET', 'consent'],
    ['POST', 'extension'],
    ['POST', 'cancel'],
    ['POST', 'withdraw'],
  ] as const) {
    expect(await bench.call(method, at(path, request), undefined, other)).toEqual(unknown);
  }
  expect(await stateOf(request)).toBe('given');
});

test('a consent that nobody answers expires when the page’s time is over', async () => {
  const request = await askHolder();
  const phone = await holdersPhone();
  clock.pass(request.page.secondsToAnswer * 1000);
  expect(await stateOf(request)).toBe('expired');
  expect(await answer(request, phone)).toEqual({ status: 409, body: { code: 'consent-ended' } });
});

test('more time taken at the window the phone has too, within the platform’s limit', async () => {
  const request = await askHolder();
  const phone = await holdersPhone();
  const extend = () => bench.call('POST', at('extension', request), undefined, token);
  const almost = request.page.secondsToAnswer * 1000 - 1;
  const rounds = Math.ceil((consentLimits.longestSeconds * 1000) / almost) - 1;
  for (let round = 0; round < rounds; round += 1) {
    clock.pass(almost);
    expect((await extend()).status).toBe(200);
    if (round % 4 === 3) ({ token } = await bench.logIn());
  }
  expect(await stateOf(request)).toBe('pending');
  const { body } = await extend();
  expect(Date.parse(consentAnswerSchema.parse(body).expiresAt)).toBe(
    Date.parse('2026-11-24T01:00:00.000Z') + consentLimits.longestSeconds * 1000,
  );
  clock.pass(almost + 1);
  ({ token } = await bench.logIn());
  expect(await extend()).toEqual({ status: 409, body: { code: 'consent-ended' } });
  expect(await answer(request, phone)).toMatchObject({ status: 401 });
});

test('a sensitive licence is agreed to on a phone only by a choice of its own', async () => {
  const request = askedConsent();
  const [licence] = request.page.licences;
  if (licence === undefined) throw new Error('nothing is asked for');
  const page = {
    ...request.page,
    licences: [{ ...licence, isSensitive: true as const }],
    sensitive: { heading: '敏感个人信息', text: '请单独选择。' },
  };
  const sensitive = await askHolder({ page });
  const phone = await holdersPhone();
  expect(await answer(sensitive, phone)).toEqual({
    status: 400,
    body: { code: 'not-chosen-singly' },
  });
  expect((await answer(sensitive, phone, ['agreed'], [0])).status).toBe(200);
});

test('a window that asks no longer is answered no more', async () => {
  const request = await askHolder();
  const cancelled = await bench.call('POST', at('cancel', request), undefined, token);
  expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  expect(await answer(request, await holdersPhone())).toMatchObject({ status: 409 });
});

test('what was answered on the evaluator the phone is told, and asked no more', async () => {
  const request = await askHolder();
  const given = {
    state: 'given',
    answeredOn: 'evaluator',
    choices: [{ licenceCode: holder.licenceCode, decision: 'agreed' }],
  };
  const proved = await proveConsent(bench.call, workstationId, token, request);
  expect(proved).toMatchObject({ status: 200, body: { consent: given } });
  const phone = await holdersPhone();
  const shown = await bench.call('GET', at('phoneConsent', request), undefined, phone);
  expect(shown.body).toMatchObject(given);
  expect(await answer(request, phone)).toEqual({ status: 409, body: { code: 'consent-ended' } });
});

test('what was answered on the phone first is not answered on the evaluator any more', async () => {
  const request = await askHolder();
  await answer(request, await holdersPhone());
  expect(await proveConsent(bench.call, workstationId, token, request)).toEqual({
    status: 409,
    body: { code: 'consent-ended' },
  });
});

test('an answer on the evaluator may be heard after the phone’s time is over', async () => {
  const request = await askHolder();
  clock.pass(request.page.secondsToAnswer * 1000);
  expect(await proveConsent(bench.call, workstationId, token, request)).toMatchObject({
    status: 200,
    body: { consent: { state: 'given' } },
  });
});

test('what was given is withdrawn on the phone or at the window, once', async () => {
  const onPhone = await askHolder();
  const atWindow = await askHolder();
  const phone = await holdersPhone();
  await answer(onPhone, phone);
  await answer(atWindow, phone);
  const withdraw = (request: AskConsentRequest, path: 'withdraw' | 'phoneWithdraw', as: string) =>
    bench.call('POST', at(path, request), undefined, as);
  expect(await withdraw(onPhone, 'phoneWithdraw', phone)).toMatchObject({
    body: { state: 'withdrawn', withdrawnAt: clock.now() },
  });
  expect(await withdraw(atWindow, 'withdraw', token)).toMatchObject({
    body: { state: 'withdrawn' },
  });
  expect(await withdraw(atWindow, 'phoneWithdraw', phone)).toEqual({
    status: 409,
    body: { code: 'consent-not-given' },
  });
});

test('a phone lists what its person was asked, newest first', async () => {
  const first = await askHolder();
  clock.pass(1000);
  const second = await askHolder();
  const phone = await holdersPhone();
  const { body } = await bench.call('GET', consentPaths.phoneConsents, undefined, phone);
  expect(phoneConsentsAnswerSchema.parse(body).consents).toMatchObject([
    {
      consentId: second.consentId,
      state: 'pending',
      isAsked: true,
      itemNames: ['老年人优待证申领'],
    },
    { consentId: first.consentId, orgName: '佛山市行政服务中心' },
  ]);
});

test('asking again after a lost answer asks nothing new; another question needs another id', async () => {
  const request = await askHolder();
  await answer(request, await holdersPhone());
  expect(await ask(request)).toMatchObject({ status: 200, body: { state: 'given' } });
  const taken = { status: 409, body: { code: 'consent-id-taken' } };
  expect(await ask({ ...request, caseId: randomUUID() })).toEqual(taken);
  expect(await ask(request, (await bench.logIn(otherWorkstation)).token)).toEqual(taken);
});

test('an agent answers as soon as the delegation is accepted, and for no longer than it lasts', async () => {
  // Offered by the holder to this agent, who has not answered yet.
  const delegationId = '0193d000-0000-7000-8000-000000000001';
  const { idNumber } = people.tooYoung.card;
  const asAgent = { as: 'agent', idNumber, delegationId } as const;
  const refused = { status: 403, body: { code: 'asked-not-entitled' } };
  expect(await ask(askedConsent({ asked: asAgent }))).toEqual(refused);
  const agent = await signedInPhone(bench, { idNumber });
  const acts = delegationPaths.phoneDelegationActs(delegationId);
  await bench.call('POST', acts, { act: 'accept' }, agent);
  const request = await askHolder({ asked: asAgent });
  expect(await answer(request, agent)).toMatchObject({ body: { state: 'given' } });
  // The principal sees it too, though nobody asks them, and takes it back.
  const listed = await bench.call(
    'GET',
    consentPaths.phoneConsents,
    undefined,
    await holdersPhone(),
  );
  const { consentId } = request;
  expect(listed.body).toMatchObject({ consents: [{ consentId, state: 'given', isAsked: false }] });
  const withdrawn = bench.call(
    'POST',
    at('phoneWithdraw', request),
    undefined,
    await holdersPhone(),
  );
  expect(await withdrawn).toMatchObject({ body: { state: 'withdrawn' } });
  await bench.call('POST', acts, { act: 'resign' }, agent);
  expect(await ask(askedConsent({ asked: asAgent }))).toEqual(refused);
});

test('for a child an adult answers who is named with it, and neither the child nor a stranger', async () => {
  const { child, guardians } = guardianships.huoZixuan;
  const held = await bench.call('POST', adminPaths.licences, { holder: child.idNumber });
  const register = licencesAnswerSchema
    .parse(held.body)
    .licences.find(({ name }) => name === '居民户口簿');
  const askedBy = (as: 'same' | 'guardian', { idNumber }: { readonly idNumber: string }) => {
    const request = askedConsent({
      holder: { type: 'person', number: child.idNumber },
      asked: { as, idNumber },
    });
    const licences = request.licences.map((licence) => ({
      ...licence,
      licenceCode: register?.licenceCode ?? '',
    }));
    return ask({ ...request, licences });
  };
  for (const guardian of guardians)
    expect(await askedBy('guardian', guardian)).toMatchObject({ status: 200 });
  const refused = { status: 403, body: { code: 'asked-not-entitled' } };
  expect(await askedBy('same', child)).toEqual(refused);
  expect(await askedBy('guardian', people.noLicence.card)).toEqual(refused);
  // Named with the child as well, but a child itself.
  expect(await askedBy('guardian', guardianships.huoYutong.child)).toEqual(refused);
});

const [licence] = askedConsent().licences;
const otherMatter = {
  caseId: '019ab000-0000-7000-8000-0000000000b2',
  itemCode: elderCardItem.code,
  variant: 'local-household',
};

test.each<[string, number, string, Partial<AskConsentRequest>]>([
  ['of an item that does not exist', 404, 'item-unknown', { itemCode: '1' }],
  [
    'for a licence that the item has not registered',
    400,
    'over-asking',
    { licences: [{ licenceCode: '1', typeCode: licenceTypes.propertyCertificate, fields: [] }] },
  ],
  [
    'for a field that the item has not registered',
    400,
    'over-asking',
    { licences: licence === undefined ? [] : [{ ...licence, fields: ['CYLB'] }] },
  ],
  [
    'for more than the page shows',
    400,
    'page-differs',
    { licences: licence === undefined ? [] : [licence, licence] },
  ],
  [
    'for two cases, and the same place on the page for both',
    400,
    'page-differs',
    licence === undefined
      ? {}
      : {
          positions: [0],
          along: [{ ...otherMatter, licences: [licence], positions: [0] }],
        },
  ],
  [
    'for two cases, and a place that the page does not have',
    400,
    'page-differs',
    licence === undefined
      ? {}
      : {
          positions: [0],
          along: [{ ...otherMatter, licences: [licence], positions: [2] }],
        },
  ],
  [
    'in the other case of a visit for a field that its item has not registered',
    400,
    'over-asking',
    licence === undefined
      ? {}
      : {
          positions: [0],
          along: [{ ...otherMatter, licences: [{ ...licence, fields: ['CYLB'] }], positions: [1] }],
        },
  ],
  [
    'for a sensitive licence that the page does not set apart',
    400,
    'page-differs',
    {
      itemCode: disabilityAllowanceItem.code,
      licences: [
        { licenceCode: '1', typeCode: licenceTypes.disabilityCertificate, fields: ['CJDJ'] },
      ],
    },
  ],
  [
    'for a licence of somebody else',
    409,
    'licence-not-held',
    { licences: licence === undefined ? [] : [{ ...licence, licenceCode: '4406992008HKB00002' }] },
  ],
  [
    'of somebody who is not the holder',
    403,
    'asked-not-entitled',
    { asked: { as: 'same', idNumber: people.noLicence.card.idNumber } },
  ],
  [
    'of a guardian where the holder is no minor',
    403,
    'asked-not-entitled',
    { asked: { as: 'guardian', idNumber: people.noLicence.card.idNumber } },
  ],
  [
    'of a representative where the holder is no enterprise',
    403,
    'asked-not-entitled',
    {
      asked: { as: 'representative', idNumber: enterprises.homeAppliances.representative.idNumber },
    },
  ],
])('nothing is asked %s', async (_what, status, code, change) => {
  expect(await ask(askedConsent(change))).toEqual({ status, body: { code } });
});

test('unknown members and wrong types are refused', async () => {
  const request = askedConsent();
  for (const body of [
    { ...request, extra: 1 },
    { ...request, consentId: '1' },
    { ...request, licences: [] },
    { ...request, page: { ...request.page, heading: '两\n行' } },
  ]) {
    expect(await bench.call('POST', consentPaths.consents, body, token)).toEqual({
      status: 400,
      body: { code: 'request-invalid' },
    });
  }
  const huge = { ...request, page: { ...request.page, place: '长'.repeat(50_000) } };
  expect(await bench.call('POST', consentPaths.consents, huge, token)).toEqual({
    status: 413,
    body: { code: 'request-too-large' },
  });
});
