import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  getLicenceAnswerSchema,
  type LicenceAuthRequest,
  licenceApiPaths,
  licenceAuthAnswerSchema,
  licenceLoginAnswerSchema,
} from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { openDatabase } from '../database/open-database.ts';
import { licenceAccount } from '../seed/accounts.ts';
import { driversLicenceItem } from '../seed/drivers-licence-item.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { flexibleInsuranceItem } from '../seed/flexible-insurance-item.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people } from '../seed/people.ts';
import { operator } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
let accessToken: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
});
beforeEach(async () => {
  const login = await library('POST', licenceApiPaths.login, licenceAccount);
  accessToken = licenceLoginAnswerSchema.parse(login).access_token ?? '';
});
afterAll(() => bench.stop());

/** Every answer of the library is HTTP 200, so only its body is of interest. */
async function library(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await bench.call(method, platformPaths.licenceLibrary + path, body);
  expect(answer.status).toBe(200);
  return answer.body;
}

async function authorise(idNumber: string, change: Partial<LicenceAuthRequest> = {}) {
  const request: LicenceAuthRequest = {
    identity_number: idNumber,
    service_item_code: elderCardItem.code,
    service_item_name: elderCardItem.name,
    biz_num: 'case-1',
    page_index: 1,
    page_size: 10,
    request_id: 'request-1',
    operator,
    ...change,
  };
  const path = `${licenceApiPaths.auth}?access_token=${accessToken}`;
  const answer = licenceAuthAnswerSchema.parse(await library('POST', path, request));
  return { ...answer, data: answer.data ?? [], auth_codes: answer.auth_codes ?? [] };
}

async function fetchLicence(authCode = '') {
  const path = `${licenceApiPaths.getLicence}?auth_code=${authCode}&access_token=${accessToken}`;
  return getLicenceAnswerSchema.parse(await library('GET', path));
}

function refusedWith(code: string) {
  return expect.objectContaining({
    ack_code: 'FAILURE',
    errors: [expect.objectContaining({ code })],
  });
}

test('the system account logs in with all four of its parts only', async () => {
  for (const part of Object.keys(licenceAccount)) {
    const wrong = { ...licenceAccount, [part]: 'wrong' };
    expect(await library('POST', licenceApiPaths.login, wrong)).toEqual(
      refusedWith('login-refused'),
    );
  }
});

test('a licence in order is offered with a code of the real form and fetched with its values', async () => {
  const { card } = people.allGood;
  const offer = await authorise(card.idNumber);
  expect(offer).toMatchObject({
    ack_code: 'SUCCESS',
    total_count: 1,
    data: [{ license_code: '4406992013HKB00001', license_status: 'ISSUED' }],
  });
  expect(offer.auth_codes[0]).toMatch(/^20261124090000000[0-9A-F]{32}$/);

  const { data } = await fetchLicence(offer.auth_codes[0]);
  expect(data?.license_code).toBe('4406992013HKB00001');
  expect(data?.data_fields).toContain(`'HJDZ':'${card.address}'`);
  // Not registered by the item.
  expect(data?.data_fields).not.toContain('QTZZ');
});

test('bad states are offered like good ones, for the asker to judge', async () => {
  const expired = await authorise(people.expiredPermit.card.idNumber);
  expect(expired.data[0]).toMatchObject({
    license_item_code: licenceTypes.residencePermit,
    expiry_date: '2022-03-17 23:59:59',
  });
  const revoked = await authorise(people.revokedRegister.card.idNumber);
  expect(revoked.data[0]).toMatchObject({
    license_status: 'ABOLISHED',
    holder_identity_num: `${people.revokedRegister.card.idNumber},440699196007210021`,
  });
  expect(await authorise(people.noLicence.card.idNumber)).toMatchObject({
    ack_code: 'SUCCESS',
    data: [],
    auth_codes: [],
    total_count: 0,
  });
});

test('a record says how far it can be trusted, and what has been issued in its place', async () => {
  const { code, name } = driversLicenceItem;
  const asked = { service_item_code: code, service_item_name: name };
  const renewed = await authorise(people.renewedWorker.card.idNumber, asked);
  expect(renewed.data).toMatchObject([
    { license_status: 'ABOLISHED', correlative_license: renewed.data[1]?.license_code },
    { license_status: 'ISSUED', trust_level: 'A', correlative_license: null },
  ]);
  const doubtful = await authorise(people.lowTrust.card.idNumber, asked);
  expect(doubtful.data).toMatchObject([{ trust_level: 'C' }]);
});

test('of one person, each item is offered only the types that it has registered', async () => {
  const { idNumber } = people.longName.card;
  const typesFor = async ({ code, name }: ServiceItem) => {
    const offer = await authorise(idNumber, { service_item_code: code, service_item_name: name });
    return offer.data.map(({ license_item_code }) => license_item_code);
  };
  expect(await typesFor(elderCardItem)).toEqual([licenceTypes.householdRegister]);
  expect(await typesFor(driversLicenceItem)).toEqual([licenceTypes.driversLicence]);
  expect(await typesFor(flexibleInsuranceItem)).toEqual([]);
});

test('several holders are asked for at once, page by page, codes beside their licences', async () => {
  const both = `${people.allGood.card.idNumber},${people.rareName.card.idNumber}`;
  const first = await authorise(both, { page_size: 1 });
  const second = await authorise(both, { page_size: 1, page_index: 2 });
  expect([first.total_count, second.total_count]).toEqual([2, 2]);
  for (const { data, auth_codes } of [first, second]) {
    const fetched = await fetchLicence(auth_codes[0]);
    expect(fetched.data?.license_code).toBe(data[0]?.license_code);
  }
  expect(first.data[0]?.license_code).not.toBe(second.data[0]?.license_code);
});

test('a licence of a type the item has not registered is not offered', async () => {
  const db = await openDatabase(bench.dataDir);
  const { idNumber } = people.noLicence.card;
  const code = '4406992001JHZ00001';
  await db
    .insertInto('licences')
    .values({
      license_code: code,
      license_item_code: '100000401MB9X00031440699',
      record: '{}',
      fields: '{}',
    })
    .execute();
  await db
    .insertInto('licence_holders')
    .values({ identity_num: idNumber, license_code: code })
    .execute();
  await db.destroy();
  expect((await authorise(idNumber)).total_count).toBe(0);
});

test.each<[string, Partial<LicenceAuthRequest>]>([
  ['page-size-too-large', { page_size: 151 }],
  ['item-unknown', { service_item_code: '11440699MB9X00015U4000811045001' }],
  ['request-invalid', { biz_num: '' }],
])('a request is refused as %s', async (code, change) => {
  expect(await authorise(people.allGood.card.idNumber, change)).toEqual(refusedWith(code));
});

test('the string "null" is nobody who could answer for a use', async () => {
  const offer = await authorise(people.allGood.card.idNumber, {
    operator: { ...operator, identity_num: 'null' },
  });
  expect(offer).toEqual(refusedWith('operator-identity-invalid'));
});

test('paging may be left out', async () => {
  const path = `${licenceApiPaths.auth}?access_token=${accessToken}`;
  const request = {
    identity_number: people.allGood.card.idNumber,
    service_item_code: elderCardItem.code,
    service_item_name: elderCardItem.name,
    biz_num: 'case-1',
    request_id: 'request-1',
    operator,
  };
  expect(await library('POST', path, request)).toMatchObject({ total_count: 1 });
});

test('a code works once, for 30 minutes', async () => {
  const offers = await Promise.all([1, 2].map(() => authorise(people.allGood.card.idNumber)));
  const [used, late] = offers.map(({ auth_codes }) => auth_codes[0]);
  expect((await fetchLicence(used)).ack_code).toBe('SUCCESS');
  expect(await fetchLicence(used)).toEqual(refusedWith('auth-code-used'));
  clock.pass(30 * 60 * 1000);
  expect(await fetchLicence(late)).toEqual(refusedWith('auth-code-expired'));
  expect(await fetchLicence('20261124090000000X')).toEqual(refusedWith('auth-code-unknown'));
});

test('an access token is needed and expires', async () => {
  clock.pass(8 * 60 * 60 * 1000);
  expect(await authorise(people.allGood.card.idNumber)).toEqual(refusedWith('token-invalid'));
  expect(await fetchLicence('20261124090000000X')).toEqual(refusedWith('token-invalid'));
});
