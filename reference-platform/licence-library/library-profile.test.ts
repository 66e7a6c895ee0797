import { expect, test } from 'vitest';
import {
  getLicenceAnswerSchema,
  licenceApiPaths,
  licenceAuthAnswerSchema,
} from '../../src/contracts/licence-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { people } from '../seed/people.ts';
import { callLibrary, operator, refusalOf } from '../testing/library-caller.ts';
import { startPlatformUnderTest } from '../testing/platform-under-test.ts';
import type { LibraryProfileName } from './library-profile.ts';

/** What a library says of somebody's register: its values, its dates, and the second use of its code. */
async function heard(profile: LibraryProfileName) {
  const bench = await startPlatformUnderTest({ library: profile });
  try {
    const library = await callLibrary(bench);
    const asked = await library.call('POST', licenceApiPaths.auth, {
      identity_number: people.expiredPermit.card.idNumber,
      service_item_code: elderCardItem.code,
      service_item_name: elderCardItem.name,
      biz_num: 'case-1',
      request_id: 'request-1',
      operator,
    });
    const offer = licenceAuthAnswerSchema.parse(asked.body);
    const fetch = () =>
      library.call('GET', `${licenceApiPaths.getLicence}?auth_code=${offer.auth_codes?.[0]}`);
    const fetched = getLicenceAnswerSchema.parse((await fetch()).body);
    return { record: offer.data?.[0], values: fetched.data?.data_fields, again: await fetch() };
  } finally {
    await bench.stop();
  }
}

test('the quirky library quotes singly and refuses inside HTTP 200', async () => {
  const { record, values, again } = await heard('quirky');
  expect(record).toMatchObject({ begin_date: '2021-03-18 00:00:00' });
  expect(values).toBe("{'XJZDZ':'广东省佛山市样例区南桂路35号4座202'}");
  expect(again).toMatchObject({ status: 200, body: refusalOf('auth-code-used') });
});

test('the strict library writes JSON and dates with times, and refuses by its status', async () => {
  const { record, values, again } = await heard('strict');
  expect(record).toMatchObject({
    begin_date: '2021-03-18 00:00:00',
    expiry_date: '2022-03-17 23:59:59',
  });
  expect(JSON.parse(values ?? '')).toEqual({
    XJZDZ: '广东省佛山市样例区南桂路35号4座202',
  });
  expect(again).toMatchObject({ status: 409, body: refusalOf('auth-code-used') });
});
