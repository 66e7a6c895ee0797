import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { licenceApiPaths, licenceAuthAnswerSchema } from '../../src/contracts/licence-api.ts';
import { openDatabase } from '../database/open-database.ts';
import { driversLicenceItem } from '../seed/drivers-licence-item.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { callLibrary, type LibraryCaller, operator, refusalOf } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
let library: LibraryCaller;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock: new StoppedClock() });
  library = await callLibrary(bench);
});
afterAll(() => bench.stop());

const type = licenceTypes.driversLicence;
const path = (action: string, typeCode: string = type) => `/license/${typeCode}/${action}`;

/** Somebody whom the seed does not know. */
const idNumber = '440699199001010014';
const dataFields = {
  CYRMC: '样例持证人',
  CYRSFZJLX: '10',
  CYRSFZJHM: idNumber,
  FZJGMC: '佛山市行政服务中心',
  FZRQ: '2026-11-24',
  ZJCX: 'C1',
};

const createdSchema = z.object({
  data: z.object({ license_code: z.string(), auth_code: z.string() }),
});

async function create(change: object = {}, typeCode: string = type) {
  const body = { data_fields: { ...dataFields, ...change }, seal_code: '', license_group: '' };
  return library.call('POST', path('create', typeCode), { ...body, operator });
}

async function created() {
  return createdSchema.parse((await create()).body).data.license_code;
}

async function act(action: string, body: object) {
  return (await library.call('POST', path(action), body)).body;
}

/** The record as somebody sees it who uses licences. */
async function offered(licenceCode: string) {
  const answer = await library.call('POST', licenceApiPaths.auth, {
    identity_number: idNumber,
    service_item_code: driversLicenceItem.code,
    service_item_name: driversLicenceItem.name,
    biz_num: 'case-1',
    page_size: 150,
    request_id: 'request-1',
    operator,
  });
  const { data } = licenceAuthAnswerSchema.parse(answer.body);
  return data?.find(({ license_code }) => license_code === licenceCode);
}

test('a licence is made as a draft, issued, and then abolished in favour of another', async () => {
  const code = await created();
  expect(code).toMatch(/^4406992026[0-9A-Z]{8}$/);
  expect(await offered(code)).toMatchObject({ license_status: 'DRAFT', holder_name: '样例持证人' });
  expect(await act('issue', { license_code: code })).toMatchObject({ ack_code: 'SUCCESS' });
  expect(await offered(code)).toMatchObject({ license_status: 'ISSUED' });
  const successor = await created();
  const abolition = { abolish_reason: '换证', correlative_license: successor };
  expect(await act('abolish', { license_code: code, ...abolition })).toMatchObject({
    ack_code: 'SUCCESS',
  });
  expect(await offered(code)).toMatchObject({
    license_status: 'ABOLISHED',
    abolish_time: '2026-11-24',
    ...abolition,
  });
});

test('its maker may look at it with the code that comes with it', async () => {
  const { data } = createdSchema.parse((await create()).body);
  const fetched = await library.call(
    'GET',
    `${licenceApiPaths.getLicence}?auth_code=${data.auth_code}`,
  );
  expect(fetched.body).toMatchObject({
    data: { license_code: data.license_code, data_fields: expect.stringContaining("'ZJCX':'C1'") },
  });
});

test.each<[string, object, string, string]>([
  ['a field that its type does not have', { QYMC: '样例' }, type, 'licence-field-unknown'],
  ['no holder', { CYRSFZJHM: '' }, type, 'licence-field-missing'],
  ['a type that is not in the catalogue', {}, '100009901MB9X00031440699', 'licence-type-unknown'],
])('a licence with %s is not made', async (_what, change, typeCode, problem) => {
  expect((await create(change, typeCode)).body).toMatchObject(refusalOf(problem));
});

test('nothing is issued twice, abolished before it is issued, or changed once it is abolished', async () => {
  const code = await created();
  const wrong = refusalOf('licence-status-wrong');
  const abolition = { license_code: code, abolish_reason: '作废' };
  expect(await act('abolish', abolition)).toMatchObject(wrong);
  await act('issue', { license_code: code });
  expect(await act('issue', { license_code: code })).toMatchObject(wrong);
  await act('abolish', abolition);
  expect(await act('abolish', abolition)).toMatchObject(wrong);
  expect(await act('issue', { license_code: code })).toMatchObject(wrong);
});

test('a file is put to a draft once and given back as it was', async () => {
  const code = await created();
  const bytes = Buffer.from([0, 255, 37, 80, 68, 70]).toString('base64');
  const file = { license_code: code, file_name: '证照.pdf', file_data: bytes };
  expect(await act('create_attachment', file)).toMatchObject({ ack_code: 'SUCCESS' });
  expect(await act('create_attachment', file)).toMatchObject(refusalOf('attachment-exists'));
  const query = new URLSearchParams({ license_code: code, file_name: '证照.pdf' });
  const found = await library.call('GET', `${path('get_attachment')}?${query}`);
  expect(found.body).toMatchObject({ data: { file_name: '证照.pdf', file_data: bytes } });
  const other = new URLSearchParams({ license_code: code, file_name: '别的.pdf' });
  expect((await library.call('GET', `${path('get_attachment')}?${other}`)).body).toMatchObject(
    refusalOf('attachment-unknown'),
  );
  await act('issue', { license_code: code });
  const late = { ...file, file_name: '补充.pdf' };
  expect(await act('create_attachment', late)).toMatchObject(refusalOf('licence-status-wrong'));
});

test.each([
  ['a path', { file_name: '../证照.pdf' }],
  ['no base64', { file_data: '!' }],
  ['a field nobody knows', { seal: 'x' }],
])('a file with %s is refused', async (_what, change) => {
  const file = { license_code: await created(), file_name: 'a.pdf', file_data: 'AA==', ...change };
  expect(await act('create_attachment', file)).toMatchObject(refusalOf('request-invalid'));
});

test('a file of more than 2 MiB is refused', async () => {
  const file_data = Buffer.alloc(2 * 1024 * 1024 + 3).toString('base64');
  const file = { license_code: await created(), file_name: 'a.pdf', file_data };
  expect(await act('create_attachment', file)).toMatchObject(refusalOf('request-invalid'));
});

test('the licences of another issuer are out of reach', async () => {
  const db = await openDatabase(bench.dataDir);
  const { license_code } = await db
    .selectFrom('licences')
    .select('license_code')
    .where('license_code', 'like', '%JSZ%')
    .executeTakeFirstOrThrow();
  await db.destroy();
  const unknown = refusalOf('licence-unknown');
  const query = new URLSearchParams({ license_code, file_name: 'a.pdf' });
  expect((await library.call('GET', `${path('get_attachment')}?${query}`)).body).toMatchObject(
    unknown,
  );
  expect(await act('abolish', { license_code, abolish_reason: '作废' })).toMatchObject(unknown);
  const own = await created();
  await act('issue', { license_code: own });
  const inFavour = { abolish_reason: '作废', correlative_license: license_code };
  expect(await act('abolish', { license_code: own, ...inFavour })).toMatchObject(unknown);
});

test('a licence is reached under its own type only', async () => {
  const code = await created();
  const elsewhere = path('issue', licenceTypes.residencePermit);
  const { body } = await library.call('POST', elsewhere, { license_code: code });
  expect(body).toMatchObject(refusalOf('licence-unknown'));
  expect(await offered(code)).toMatchObject({ license_status: 'DRAFT' });
});
