import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  licenceApiPaths,
  licenceArchiveAnswerSchema,
  licenceAuthAnswerSchema,
} from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { readPdf } from '../licence-files/testing/read-pdf.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { flexibleInsuranceItem } from '../seed/flexible-insurance-item.ts';
import { people } from '../seed/people.ts';
import { callLibrary, type LibraryCaller, operator, refusalOf } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
let library: LibraryCaller;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  library = await callLibrary(bench);
});
afterAll(() => bench.stop());

/** A code for the first licence that an item finds of somebody. */
async function codeFor(idNumber: string, { code, name }: ServiceItem) {
  const answer = await library.call('POST', licenceApiPaths.auth, {
    identity_number: idNumber,
    service_item_code: code,
    service_item_name: name,
    biz_num: 'case-7',
    request_id: 'request-1',
    operator,
  });
  return licenceAuthAnswerSchema.parse(answer.body).auth_codes?.[0] ?? '';
}

/** What is written in a file, without the places where lines end. */
const writtenIn = (file: Uint8Array) => readPdf(file).text.replaceAll('\n', '');

const archive = async (code: string, more = '') =>
  (await library.call('GET', `${licenceApiPaths.archive}?auth_code=${code}${more}`)).body;

test('a file is handed out as a copy that says for whom, which matter and until when it was made', async () => {
  const { card } = people.allGood;
  const answer = await archive(await codeFor(card.idNumber, elderCardItem));
  const { data } = licenceArchiveAnswerSchema.parse(answer);
  expect(data?.file_name).toBe('4406992013HKB00001.pdf');
  const text = writtenIn(Buffer.from(data?.file_data ?? '', 'base64'));
  for (const part of [card.name, card.idNumber, card.address, '佛山市行政服务中心 zhanggong']) {
    expect(text).toContain(part);
  }
  for (const part of [
    'case-7',
    elderCardItem.name,
    '2026年11月24日',
    '2027年2月22日',
    '仿真样例·无效',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain('1.2.156.3005.2.11440699MB9X00031H002.11440699MB9X00031H');
});

test('sensitive values can be left out', async () => {
  const { card } = people.allGood;
  const code = await codeFor(card.idNumber, elderCardItem);
  const { data } = licenceArchiveAnswerSchema.parse(
    await archive(code, '&show_sensitive_data=false'),
  );
  const text = writtenIn(Buffer.from(data?.file_data ?? '', 'base64'));
  expect(text).toContain(card.address);
  expect(text).not.toContain(card.idNumber);
});

test('a code serves for the values and for the file, for each once', async () => {
  const code = await codeFor(people.allGood.card.idNumber, elderCardItem);
  const fetched = await library.call('GET', `${licenceApiPaths.getLicence}?auth_code=${code}`);
  expect(fetched.body).toMatchObject({ ack_code: 'SUCCESS' });
  const both = await Promise.all([archive(code), archive(code)]);
  const outcomes = both.map((body) => (body as { ack_code: string }).ack_code);
  expect(outcomes.sort()).toEqual(['FAILURE', 'SUCCESS']);
  expect(await archive(code)).toMatchObject(refusalOf('auth-code-used'));
});

test.each([
  ['has been abolished', people.revokedRegister, elderCardItem, 'licence-status-wrong'],
  ['was never issued', people.lowTrust, flexibleInsuranceItem, 'licence-file-missing'],
])('a licence that %s has no file to hand out', async (_what, { card }, item, problem) => {
  const code = await codeFor(card.idNumber, item);
  expect(code).not.toBe('');
  expect(await archive(code)).toMatchObject(refusalOf(problem));
});

test('a code nobody gave opens no file', async () => {
  expect(await archive('20261124090000000X')).toMatchObject(refusalOf('auth-code-unknown'));
});

const viewedSchema = z.object({ data: z.object({ license_access_token: z.string() }) });

async function pageFor(code: string) {
  const answer = await library.call('GET', `${licenceApiPaths.token}?auth_code=${code}`);
  const token = viewedSchema.parse(answer.body).data.license_access_token;
  const address = `${bench.url}${platformPaths.licenceLibrary}${licenceApiPaths.page}`;
  return () => fetch(`${address}?license_access_token=${token}`);
}

test('a licence can be looked at for five minutes by whoever has the token, sensitive values hidden', async () => {
  const { card } = people.allGood;
  const look = await pageFor(await codeFor(card.idNumber, elderCardItem));
  for (const page of [await look(), await look()]) {
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    const text = await page.text();
    expect(text).toContain(card.address);
    expect(text).toContain('仿真样例·无效');
    expect(text).not.toContain(card.idNumber);
    // A value is text, whatever is in it.
    expect(text).toContain('样例区&#34;桂花');
  }
  clock.pass(5 * 60 * 1000);
  const late = await look();
  expect(late.status).toBe(401);
  expect(await late.text()).toContain('查看令牌无效或已过期');
});

test('a token is given once for a code', async () => {
  const code = await codeFor(people.allGood.card.idNumber, elderCardItem);
  await pageFor(code);
  const again = await library.call('GET', `${licenceApiPaths.token}?auth_code=${code}`);
  expect(again.body).toMatchObject(refusalOf('auth-code-used'));
});
