import { expect, test } from 'vitest';
import {
  getLicenceAnswerSchema,
  licenceApiPaths,
  licenceAuthAnswerSchema,
  licencePageSizeLimit,
} from '../../src/contracts/licence-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { people } from '../seed/people.ts';
import { callLibrary, operator, refusalOf } from '../testing/library-caller.ts';
import { startPlatformUnderTest } from '../testing/platform-under-test.ts';
import type { LibraryProfileName } from './library-profile.ts';

/** The licences of two people, one after the other. */
const asking = {
  identity_number: [people.expiredPermit, people.allGood].map(({ card }) => card.idNumber).join(),
  service_item_code: elderCardItem.code,
  service_item_name: elderCardItem.name,
  biz_num: 'case-1',
  page_index: 1,
  page_size: licencePageSizeLimit,
  request_id: 'request-1',
  operator,
};

/** What a library says of licences: their records and values, the second use of a code, and a page that is too long. */
async function heard(profile: LibraryProfileName) {
  const bench = await startPlatformUnderTest({ library: profile });
  try {
    const library = await callLibrary(bench);
    const ask = (page_size: number) =>
      library.call('POST', licenceApiPaths.auth, { ...asking, page_size });
    const offer = licenceAuthAnswerSchema.parse((await ask(licencePageSizeLimit)).body);
    const { data: records, auth_codes: codes } = offer;
    const fetch = (code = '') =>
      library.call('GET', `${licenceApiPaths.getLicence}?auth_code=${code}`);
    const fetched: unknown[] = [];
    for (const code of codes ?? []) fetched.push((await fetch(code)).body);
    return {
      records: records ?? [],
      licences: fetched.map((body) => getLicenceAnswerSchema.parse(body).data),
      dates: (records ?? [])
        .flatMap(({ issue_date, begin_date, expiry_date }) => [issue_date, begin_date, expiry_date])
        .filter((date) => date !== ''),
      again: await fetch(codes?.[0]),
      tooLong: await ask(licencePageSizeLimit + 1),
    };
  } finally {
    await bench.stop();
  }
}

const dateAlone = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
const dateWithTime = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

test('the quirky library quotes singly, dates either way, and refuses inside HTTP 200', async () => {
  const { records, licences, dates, again, tooLong } = await heard('quirky');
  expect(records[1]).toMatchObject({ begin_date: '2021-03-18 00:00:00' });
  expect(licences[1]?.data_fields).toBe("{'XJZDZ':'广东省佛山市样例区南桂路35号4座202'}");
  expect(dates).toEqual(expect.arrayContaining([dateAlone, dateWithTime]));
  expect(again).toMatchObject({ status: 200, body: refusalOf('auth-code-used') });
  expect(tooLong).toMatchObject({ status: 200, body: refusalOf('page-size-too-large') });
});

test('the strict library writes JSON and dates with times, and refuses by its status', async () => {
  const { records, licences, dates, again, tooLong } = await heard('strict');
  expect(records[1]).toMatchObject({
    begin_date: '2021-03-18 00:00:00',
    expiry_date: '2022-03-17 23:59:59',
  });
  expect(JSON.parse(licences[1]?.data_fields ?? '')).toEqual({
    XJZDZ: '广东省佛山市样例区南桂路35号4座202',
  });
  expect(dates).toEqual(dates.map(() => dateWithTime));
  expect(again).toMatchObject({ status: 409, body: refusalOf('auth-code-used') });
  expect(tooLong).toMatchObject({ status: 400, body: refusalOf('page-size-too-large') });
});

test.each(['quirky', 'strict'] as const)(
  'in the %s library a code belongs to a licence by its place alone',
  async (profile) => {
    const { records, licences } = await heard(profile);
    const named = (licence: { readonly license_code: string } | null | undefined) =>
      licence?.license_code;
    expect(licences.map(named)).toEqual(records.map(named));
    expect(new Set(records.map(named)).size).toBe(2);
    expect(JSON.stringify(records)).not.toContain('auth_code');
  },
);
