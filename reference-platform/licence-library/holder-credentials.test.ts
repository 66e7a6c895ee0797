import { afterAll, beforeAll, expect, test } from 'vitest';
import { licenceApiPaths } from '../../src/contracts/licence-api.ts';
import type { PhoneApp } from '../../src/contracts/phone-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { people } from '../seed/people.ts';
import { callLibrary, type LibraryCaller, refusalOf } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
let library: LibraryCaller;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  library = await callLibrary(bench);
});
afterAll(() => bench.stop());

const { allGood } = people;
const register = '4406992013HKB00001';
const signIn = (app: PhoneApp = 'foshantong') => signedInPhone(bench, allGood.card, app);

async function ask(credential: string, change: object = {}) {
  const { body } = await library.call('POST', licenceApiPaths.holder, {
    service_item_code: elderCardItem.code,
    service_item_name: elderCardItem.name,
    biz_num: 'case-9',
    credential,
    cas_no: '001',
    ...change,
  });
  return body;
}

test('whoever is signed in on a phone is offered what an item needs, with codes that open it', async () => {
  const offer = await ask(await signIn());
  expect(offer).toMatchObject({ total_count: 1, data: [{ license_code: register }] });
  const [code] = (offer as { auth_codes: string[] }).auth_codes;
  const fetched = await library.call('GET', `${licenceApiPaths.getLicence}?auth_code=${code}`);
  expect(fetched.body).toMatchObject({ data: { license_code: register } });
});

test('a credential is of its own app, of a phone that is still signed in, and of somebody', async () => {
  const invalid = refusalOf('credential-invalid');
  expect(await ask(await signIn('yueshangtong'))).toMatchObject(invalid);
  expect(await ask(await signIn('yueshangtong'), { cas_no: '002' })).toMatchObject({
    data: [{ license_code: register }],
  });
  expect(await ask('nobody')).toMatchObject(invalid);
  const token = await signIn();
  clock.pass(10 * 60 * 1000);
  expect(await ask(token)).toMatchObject(invalid);
});

test('an item that is not registered is offered nothing', async () => {
  const offer = await ask(await signIn(), { service_item_code: 'not-registered' });
  expect(offer).toMatchObject(refusalOf('item-unknown'));
});

test('my licences are all of mine, and no codes come with them', async () => {
  const credential = await signIn();
  const answer = await library.call('POST', licenceApiPaths.webpage, { credential });
  expect(answer.body).toMatchObject({ data: [{ license_code: register }] });
  expect(answer.body).not.toHaveProperty('auth_codes');
  const nobody = await library.call('POST', licenceApiPaths.webpage, { credential: 'nobody' });
  expect(nobody.body).toMatchObject(refusalOf('credential-invalid'));
});
