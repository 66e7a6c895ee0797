import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { applicants } from '../../reference-platform/seed/applicants.ts';
import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { askedConsent } from '../../reference-platform/testing/asked-consent.ts';
import { proveConsent } from '../../reference-platform/testing/evidence-signer.ts';
import {
  callLibrary,
  type LibraryCaller,
  operator,
  refusalOf,
} from '../../reference-platform/testing/library-caller.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import {
  enrolledWorkstation,
  type ScriptedWorkstation,
} from '../../reference-platform/testing/scripted-workstation.ts';
import { platformPagesDir } from '../../scripts/build.ts';
import { accessLogPage } from '../../src/contracts/access-log-api.ts';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { type AskConsentRequest, consentPaths } from '../../src/contracts/consent-api.ts';
import { licenceApiPaths, licenceAuthAnswerSchema } from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { systemClock } from '../../src/support/clock.ts';
import { flaws, openApp, phoneSizedPage, signIn } from './at-a-phone.ts';
import { launchChromium } from './page-browser.ts';

let bench: PlatformUnderTest;
let station: ScriptedWorkstation;
let token: string;
let library: LibraryCaller;
let browser: Browser;
let page: Page;
/** What the browser complained of. */
const complaints: string[] = [];
/** By how much the platform is ahead of this machine. */
let aheadMs = 0;

beforeAll(async () => {
  bench = await startPlatformUnderTest({
    pagesDir: platformPagesDir,
    clock: { ...systemClock, now: () => new Date(Date.now() + aheadMs).toISOString() },
  });
  station = await enrolledWorkstation(bench, systemClock);
  ({ token } = await station.logIn());
  library = await callLibrary(bench);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await bench.stop();
});
beforeEach(async () => {
  complaints.length = 0;
  aheadMs = 0;
  page = await phoneSizedPage(browser, complaints);
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

const needy = applicants.disabilityAllowance;
/** An ordinary licence, and two that are sensitive. */
const titles = ['居民户口簿', '残疾人证', '最低生活保障证'];

/** What the library lists of an applicant for a case. */
async function listLicences(
  caseId: string,
  { item, holder }: Pick<typeof applicants.foodLicence, 'item' | 'holder'>,
) {
  const { body } = await library.call('POST', licenceApiPaths.auth, {
    identity_number: holder.idNumber,
    service_item_code: item.code,
    service_item_name: item.name,
    biz_num: caseId,
    page_index: 1,
    page_size: 150,
    request_id: '1',
    operator,
  });
  return licenceAuthAnswerSchema.parse(body);
}

/** The licences that a case may use, each with a new code that opens it once its holder has agreed. */
async function findLicences(caseId: string) {
  const { data, auth_codes } = await listLicences(caseId, needy);
  return titles.map((title) => {
    const need = needy.item.licences.find(({ name }) => name === title);
    const position = data?.findIndex(
      ({ license_item_code }) => license_item_code === need?.typeCode,
    );
    const licence = data?.[position ?? -1];
    const authCode = auth_codes?.[position ?? -1];
    if (need === undefined || licence === undefined || authCode === undefined) {
      throw new Error(`The library has no ${title}.`);
    }
    return { need, licenceCode: licence.license_code, authCode };
  });
}

/** A window asks for three licences. */
async function askForThree(): Promise<AskConsentRequest> {
  const caseId = randomUUID();
  const { item, holder } = needy;
  const found = await findLicences(caseId);
  const { page: shown } = askedConsent();
  const request = askedConsent({
    caseId,
    itemCode: item.code,
    variant: item.variants[0]?.code ?? '',
    holder: { type: 'person', number: holder.idNumber },
    asked: { as: 'same', idNumber: holder.idNumber },
    licences: found.map(({ licenceCode, need }) => ({
      licenceCode,
      typeCode: need.typeCode,
      fields: need.fields.map(({ key }) => key),
    })),
    page: {
      ...shown,
      facts: [
        { label: '谁请求', text: `${item.department} · 综合窗口 A07 · 9012 号工作人员` },
        { label: '办什么事', text: item.name },
      ],
      licences: found.map(({ need }) => ({
        title: need.name,
        facts: [
          { label: '使用', text: need.fields.map(({ name }) => name).join('、') },
          { label: '用途', text: need.purpose },
          { label: '不同意的话', text: `您需要另交${need.name}的原件。` },
        ],
        ...(need.isSensitive ? { isSensitive: true as const } : {}),
      })),
      sensitive: { heading: '敏感信息，请单独决定', text: '每一张都要您单独同意才算。' },
      closing: ['保存至本件归档期满。', '您可以随时撤回授权。', '不同意也可以照常办事。'],
      agree: '同意授权（1 项）',
      submitChoices: '提交选择（同意 {{agreed}} 项，不同意 {{declined}} 项）',
      undecided: '还有 {{undecided}} 项没有选择，提交后视为不同意。',
      remaining: '还有 {{seconds}} 秒答复',
      readFirst: '请先看完，{{seconds}} 秒后可以同意',
      minimumDisplaySeconds: 1,
    },
  });
  await ask(request);
  return request;
}

async function ask(request: AskConsentRequest) {
  const asked = await station.call('POST', consentPaths.consents, request, token);
  expect(asked).toMatchObject({ status: 200, body: { state: 'pending' } });
}

/** What the workstation was told of a consent. */
async function heardOf({ consentId }: AskConsentRequest): Promise<string[]> {
  const { body } = await station.call('GET', platformPaths.changes, undefined, token);
  return changesAnswerSchema
    .parse(body)
    .changes.flatMap((change) =>
      change.kind === 'consent:moved' && change.consentId === consentId ? [change.state] : [],
    );
}

/** What the library says to a window that opens a licence. */
async function openLicence({ caseId }: AskConsentRequest, title: string): Promise<unknown> {
  const found = (await findLicences(caseId)).find(({ need }) => need.name === title);
  const path = `${licenceApiPaths.getLicence}?auth_code=${found?.authCode}`;
  return (await library.call('GET', path)).body;
}
const opened = { ack_code: 'SUCCESS' };
const closed = refusalOf('licence-not-consented');

const licence = (title: string) => page.getByRole('group', { name: title });
const call = () => page.getByRole('button', { name: '窗口请求您授权' });
const title = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });

test('a phone is told that a window asks; what is agreed to opens, until it is withdrawn', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, needy.holder, '佛山通');
  await signIn(page);
  await page.getByRole('button', { name: '个人政务码' }).click();
  const request = await askForThree();
  await call().click();

  // No choice is made for anybody, and the one touch agrees to nothing sensitive.
  await page.getByText(needy.item.name).waitFor();
  expect(await page.locator('main [aria-pressed="true"]').count()).toBe(0);
  const agree = page.getByRole('button', { name: '同意授权（1 项）' });
  expect(await agree.getAttribute('aria-disabled')).toBe('true');
  await page.locator('button[aria-disabled="false"]', { hasText: '同意授权' }).waitFor();
  await page.getByRole('status').getByText('还有 2 项没有选择').waitFor();
  const apart = page.getByRole('region', { name: '敏感信息，请单独决定' });
  expect(await apart.getByRole('group').count()).toBe(2);
  await licence('残疾人证').getByRole('button', { name: '同意', exact: true }).click();
  await page.getByText('还有 1 项没有选择').waitFor();
  await licence('最低生活保障证').getByRole('button', { name: '不同意' }).click();
  expect(await openLicence(request, '残疾人证')).toMatchObject(closed);
  await page.getByRole('button', { name: '提交选择（同意 2 项，不同意 1 项）' }).click();

  await title('已授权').waitFor();
  const given = page.getByRole('list', { name: '各项证照的选择' }).getByRole('listitem');
  expect(await given.allInnerTexts()).toEqual([
    expect.stringMatching(/居民户口簿\s+同意/),
    expect.stringMatching(/残疾人证\s+同意/),
    expect.stringMatching(/最低生活保障证\s+不同意/),
  ]);
  expect(await heardOf(request)).toEqual(['given']);
  expect(await openLicence(request, '居民户口簿')).toMatchObject(opened);
  expect(await openLicence(request, '残疾人证')).toMatchObject(opened);
  expect(await openLicence(request, '最低生活保障证')).toMatchObject(closed);

  await page.getByRole('button', { name: '首页' }).click();
  await page.getByRole('button', { name: '用证记录' }).click();
  await page.getByText('读取了残疾人证的照面信息').waitFor();
  expect(await page.getByText('读取了最低生活保障证的照面信息').count()).toBe(0);

  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: '我的授权' }).click();
  await page.getByRole('button', { name: '已授权' }).click();
  await page.getByRole('button', { name: '撤回授权' }).click();
  await page.getByText('已经受理的办件，不再继续使用它们').waitFor();
  await page.getByRole('button', { name: '确认撤回' }).click();
  await title('已撤回').waitFor();
  expect(await heardOf(request)).toEqual(['given', 'withdrawn']);
  expect(await openLicence(request, '残疾人证')).toMatchObject(closed);
});

test('what was answered at the window first, is said on the phone that has the page open', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, people.allGood.card, '佛山通');
  await signIn(page);
  const request = askedConsent();
  await ask(request);
  await call().click();
  await page.getByText('是否同意使用您的电子证照？').waitFor();
  const answered = await proveConsent(station.call, station.workstationId, token, request);
  expect(answered).toMatchObject({ status: 200, body: { consent: { state: 'given' } } });
  await page.getByText('已在窗口的屏幕上答复').waitFor();
});

test('of an answer that came too late, the phone says who was first', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, people.allGood.card, '佛山通');
  await signIn(page);
  const request = askedConsent();
  await ask(request);
  await call().click();
  // The window takes it back while the phone hears nothing.
  await page.route(`**${platformPaths.phoneChanges}*`, (route) => route.abort());
  await station.call('POST', consentPaths.cancel(request.consentId), undefined, token);
  await page.getByRole('button', { name: '全部不同意' }).click();
  await title('已取消').waitFor();
});

test('a page that shows another text than the window asked with is not answered', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, people.allGood.card, '佛山通');
  await signIn(page);
  const request = askedConsent();
  await page.route(`**${consentPaths.phoneConsent(request.consentId)}`, async (route) => {
    const answer = await route.fetch();
    const text = (await answer.text()).replace('不操作视为不同意', '不操作视为同意');
    return route.fulfill({ response: answer, body: text });
  });
  await ask(request);
  await call().click();
  await page.getByRole('button', { name: '全部不同意' }).click();
  await page.getByRole('alert').getByText('手机上显示的内容与窗口请求的不一样').waitFor();
  expect(await heardOf(request)).toEqual([]);
});

test('what nobody answers in time is over on the phone too', async () => {
  await page.clock.install();
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, people.allGood.card, '佛山通');
  await signIn(page);
  const request = askedConsent();
  await ask(request);
  await call().click();
  await page.getByText('是否同意使用您的电子证照？').waitFor();
  aheadMs = request.page.secondsToAnswer * 1000;
  await page.clock.fastForward(aheadMs);
  await title('已过期').waitFor();
});

test('who represents an enterprise reads who has looked at its data, page by page', async () => {
  const { representative, name } = enterprises.textiles;
  const { data } = await listLicences(randomUUID(), applicants.foodLicence);
  const perLook = data?.length ?? 0;
  const looksNeeded = Math.ceil((accessLogPage + 1) / perLook);
  for (let looks = 1; looks < looksNeeded; looks += 1) {
    await listLicences(randomUUID(), applicants.foodLicence);
  }
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, representative, '粤商通');
  await signIn(page);
  await page.getByRole('button', { name: '用证记录' }).click();
  await page.getByText('还没有人查看过').waitFor();
  await page.getByRole('radio', { name }).check();
  const looks = page.getByText('查阅了证照目录');
  await expect.poll(() => looks.count()).toBe(accessLogPage);
  await page.getByRole('button', { name: '查看更早的记录' }).click();
  await expect.poll(() => looks.count()).toBe(perLook * looksNeeded);
  expect(await page.getByRole('button', { name: '查看更早的记录' }).count()).toBe(0);
});

test('axe finds nothing, and nothing is too wide: large type on the smallest phone', async () => {
  await page.setViewportSize({ width: 320, height: 568 });
  await page.goto(`${bench.url}/pages/phone/`);
  const found: string[] = [];
  const look = async (screen: string) => {
    found.push(...(await flaws(page)).map((flaw) => `${screen}: ${flaw}`));
  };
  await openApp(page, needy.holder, '佛山通');
  await signIn(page);
  await page.getByRole('button', { name: '我的', exact: true }).click();
  await page.getByRole('checkbox', { name: '大字' }).check();
  await page.getByRole('button', { name: '首页' }).click();
  await askForThree();
  await call().waitFor();
  await look('called');
  await call().click();
  await licence('残疾人证').getByRole('button', { name: '同意', exact: true }).click();
  await look('asked');
  await page.getByRole('button', { name: /提交选择/ }).click({ delay: 1000 });
  await title('已授权').waitFor();
  await page.getByText('查看当时的授权页面').click();
  await page.getByRole('button', { name: '撤回授权' }).click();
  await look('given');
  await page.getByRole('button', { name: '首页' }).click();
  await page.getByRole('button', { name: '我的授权' }).click();
  await page.getByRole('button', { name: '已授权' }).first().waitFor();
  await look('list');
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: '用证记录' }).click();
  await page.getByText('查阅了证照目录').first().waitFor();
  await look('who has looked');
  expect(found).toEqual([]);
});
