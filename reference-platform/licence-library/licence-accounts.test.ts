import { afterAll, beforeAll, expect, test } from 'vitest';
import { licenceApiPaths } from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { licenceAccount } from '../seed/accounts.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { serviceItems } from '../seed/service-items.ts';
import { callLibrary, refusalOf } from '../testing/library-caller.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

test('an account tells whose it is, until it is logged out', async () => {
  const library = await callLibrary(bench);
  expect((await library.call('GET', licenceApiPaths.currentUser)).body).toMatchObject({
    ack_code: 'SUCCESS',
    data: {
      account: licenceAccount.account,
      division_code: '440699',
      service_org: { org_code: '11440699MB9X00023N' },
    },
  });
  expect((await library.call('GET', licenceApiPaths.logout)).body).toMatchObject({
    ack_code: 'SUCCESS',
  });
  const ended = refusalOf('token-invalid');
  expect((await library.call('GET', licenceApiPaths.currentUser)).body).toMatchObject(ended);
  expect((await library.call('GET', licenceApiPaths.logout)).body).toMatchObject(ended);
});

test('an organisation that is named at the login has to be the account’s', async () => {
  const path = platformPaths.licenceLibrary + licenceApiPaths.login;
  const logIn = async (org_code: string) =>
    (await bench.call('POST', path, { ...licenceAccount, org_code })).body;
  expect(await logIn('11440699MB9X00023N')).toMatchObject({ ack_code: 'SUCCESS' });
  expect(await logIn('11440699MB9X00015U')).toMatchObject(refusalOf('login-refused'));
});

test('items are listed, those of one organisation when it is named', async () => {
  const library = await callLibrary(bench);
  const list = async (query: string) =>
    (await library.call('GET', `${licenceApiPaths.serviceItems}?${query}`)).body;
  expect(await list('type=')).toMatchObject({ data: { length: serviceItems.length } });
  const orgCode = elderCardItem.code.slice(0, 18);
  expect(await list(`org_code=${orgCode}`)).toMatchObject({
    data: expect.arrayContaining([
      { service_item_code: elderCardItem.code, name: elderCardItem.name },
    ]),
  });
  expect(await list('org_code=11440699MB9X00023N')).toMatchObject({ data: [] });
  expect(await list('type=4')).toMatchObject(refusalOf('request-invalid'));
});
