import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { delegationPaths, delegationViewSchema } from '../../src/contracts/delegation-api.ts';
import { licenceApiPaths, licenceAuthAnswerSchema } from '../../src/contracts/licence-api.ts';
import { driversLicenceItem } from '../seed/drivers-licence-item.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import {
  accepted,
  type DelegationPhone,
  delegationPhone,
  elderCardScope,
  offered,
} from '../testing/delegation-callers.ts';
import { callLibrary, type LibraryCaller, refusalOf } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
let library: LibraryCaller;
let principal: DelegationPhone;
let agent: DelegationPhone;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
});
beforeEach(async () => {
  library = await callLibrary(bench);
  principal = await delegationPhone(bench, people.longName.card);
  agent = await delegationPhone(bench, peopleElsewhere.luJianhua);
});
afterAll(() => bench.stop());

const { householdRegister, driversLicence } = licenceTypes;
const [register, licence] = ['4406992011HKB00005', '4406992019JSZ00007'];

async function entrust(change: object = {}, { code, name } = elderCardItem) {
  const { body } = await library.call('POST', licenceApiPaths.entrust, {
    service_item_code: code,
    service_item_name: name,
    biz_num: 'case-9',
    credential: agent.token,
    cas_no: '001',
    ...change,
  });
  return body;
}

const both = elderCardScope({
  kind: 'standing',
  itemCodes: [elderCardItem.code, driversLicenceItem.code],
  licenceTypes: [householdRegister, driversLicence],
});
const fetchWith = async (code = '') =>
  (await library.call('GET', `${licenceApiPaths.getLicence}?auth_code=${code}`)).body;

test('an agent is offered what the item needs of the principal, with codes that open it', async () => {
  const delegation_id = await accepted(principal, agent, { scope: both });
  const offer = licenceAuthAnswerSchema.parse(await entrust({ delegation_id }));
  expect(offer).toMatchObject({ total_count: 1, data: [{ license_code: register }] });
  expect(await fetchWith(offer.auth_codes?.[0])).toMatchObject({
    data: { license_code: register },
  });
  expect(await entrust({ delegation_id }, driversLicenceItem)).toMatchObject({
    total_count: 1,
    data: [{ license_code: licence }],
  });
});

test('only the types that were granted are offered', async () => {
  const scope = { ...both, licenceTypes: [driversLicence] };
  const delegation_id = await accepted(principal, agent, { scope });
  expect(await entrust({ delegation_id })).toMatchObject({ total_count: 0, data: [] });
});

test('without a delegation named, everything is offered that others have granted to the agent', async () => {
  const another = await delegationPhone(bench, people.allGood.card);
  const [first, second] = [await accepted(principal, agent), await accepted(another, agent)];
  await accepted(principal, agent);
  const offer = licenceAuthAnswerSchema.parse(await entrust());
  expect(offer.data?.map(({ license_code }) => license_code).sort()).toEqual([
    register,
    '4406992013HKB00001',
  ]);
  for (const [index, code] of (offer.auth_codes ?? []).entries()) {
    expect(await fetchWith(code)).toMatchObject({
      data: { license_code: offer.data?.[index]?.license_code },
    });
  }
  for (const delegation_id of [first, second]) {
    expect(await entrust({ delegation_id })).toMatchObject({ total_count: 1 });
  }
});

test('an item, a window or a case beyond the scope opens nothing', async () => {
  const not = refusalOf('delegation-not-covering');
  const one = await accepted(principal, agent);
  expect(await entrust({ delegation_id: one }, driversLicenceItem)).toMatchObject(not);
  const scope = elderCardScope({ windowIds: ['A07'] });
  const here = await accepted(principal, agent, { scope });
  expect(await entrust({ delegation_id: here })).toMatchObject(not);
  expect(await entrust({ delegation_id: here, window_id: 'A08' })).toMatchObject(not);
  expect(await entrust({ delegation_id: here, window_id: 'A07' })).toMatchObject({
    total_count: 1,
  });
  const { token } = await bench.logIn();
  const caseId = randomUUID();
  const asking = {
    caseId,
    itemCode: elderCardItem.code,
    agent: agent.person,
    principal: { type: 'person', ...principal.person },
    licenceTypes: [householdRegister],
  };
  const { body } = await bench.call('POST', delegationPaths.delegations, asking, token);
  const { delegationId: delegation_id } = delegationViewSchema.parse(body);
  await principal.act(delegation_id, 'accept');
  await agent.act(delegation_id, 'accept');
  expect(await entrust({ delegation_id, window_id: 'A07' })).toMatchObject(not);
  expect(await entrust({ delegation_id, window_id: 'A07', biz_num: caseId })).toMatchObject({
    total_count: 1,
  });
});

test('without any delegation that reaches so far nothing is opened', async () => {
  agent = await delegationPhone(bench, peopleElsewhere.tanYaqin);
  expect(await entrust({}, driversLicenceItem)).toMatchObject(refusalOf('delegation-not-covering'));
  expect(await entrust({ service_item_code: 'not-registered' })).toMatchObject(
    refusalOf('delegation-not-covering'),
  );
});

test('what another acts by is unknown; what is not accepted or has ended is not in force', async () => {
  const delegation_id = await offered(principal, { agent: agent.person });
  const notInForce = refusalOf('delegation-not-in-force');
  expect(await entrust({ delegation_id })).toMatchObject(notInForce);
  await agent.act(delegation_id, 'accept');
  const asPrincipal = { delegation_id, credential: principal.token };
  expect(await entrust(asPrincipal)).toMatchObject(refusalOf('delegation-unknown'));
  await agent.act(delegation_id, 'resign');
  expect(await entrust({ delegation_id })).toMatchObject(notInForce);
});

test('codes that were given end with the delegation, by an act or by time', async () => {
  const delegation_id = await accepted(principal, agent);
  const before = licenceAuthAnswerSchema.parse(await entrust({ delegation_id }));
  await principal.act(delegation_id, 'withdraw');
  expect(await fetchWith(before.auth_codes?.[0])).toMatchObject(refusalOf('auth-code-expired'));

  const validUntil = new Date(Date.parse(clock.now()) + 60_000).toISOString();
  const scope = elderCardScope({ validFrom: clock.now(), validUntil });
  const short = await accepted(principal, agent, { scope });
  const offer = licenceAuthAnswerSchema.parse(await entrust({ delegation_id: short }));
  clock.pass(60_000);
  expect(await fetchWith(offer.auth_codes?.[0])).toMatchObject(refusalOf('auth-code-expired'));
});

test('a credential is of its own app and of a phone that is signed in', async () => {
  const invalid = refusalOf('credential-invalid');
  expect(await entrust({ credential: 'nobody' })).toMatchObject(invalid);
  expect(await entrust({ cas_no: '002' })).toMatchObject(invalid);
});

test.each([{ note: '' }, { delegation_id: 'x' }, { cas_no: '009' }, { window_id: '' }])(
  'a request with %j is none',
  async (change) => {
    expect(await entrust(change)).toMatchObject(refusalOf('request-invalid'));
  },
);

test('a strict library says the same by HTTP status, dates with their time', async () => {
  const strict = await startPlatformUnderTest({ clock, library: 'strict' });
  const caller = await callLibrary(strict);
  const [from, to] = [
    await delegationPhone(strict, principal.person),
    await delegationPhone(strict, agent.person),
  ];
  const delegation_id = await accepted(from, to);
  const request = {
    service_item_code: elderCardItem.code,
    service_item_name: elderCardItem.name,
    biz_num: 'case-9',
    credential: to.token,
    cas_no: '001',
    delegation_id,
  };
  expect(await caller.call('POST', licenceApiPaths.entrust, request)).toMatchObject({
    status: 200,
    body: { data: [{ issue_date: '2011-10-17 00:00:00' }] },
  });
  await from.act(delegation_id, 'withdraw');
  const ended = await caller.call('POST', licenceApiPaths.entrust, request);
  const unknown = await caller.call('POST', licenceApiPaths.entrust, {
    ...request,
    credential: from.token,
  });
  const { delegation_id: _none, ...any } = request;
  const notCovering = await caller.call('POST', licenceApiPaths.entrust, any);
  expect([ended.status, unknown.status, notCovering.status]).toEqual([409, 404, 403]);
  await strict.stop();
});
