import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { elderCardItem } from '../../reference-platform/seed/elder-card-item.ts';
import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { people, peopleElsewhere } from '../../reference-platform/seed/people.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { enrolledWorkstation } from '../../reference-platform/testing/scripted-workstation.ts';
import { platformPagesDir } from '../../scripts/build.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { systemClock } from '../../src/support/clock.ts';
import { phoneSizedPage } from './at-a-phone.ts';
import { findings } from './axe-findings.ts';
import { launchChromium } from './page-browser.ts';

let bench: PlatformUnderTest;
let browser: Browser;
/** What the browser complained of. */
const complaints: string[] = [];

beforeAll(async () => {
  bench = await startPlatformUnderTest({ pagesDir: platformPagesDir });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await bench.stop();
});
beforeEach(() => {
  complaints.length = 0;
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints).toEqual([]);
});

const { allGood, longName, settledWorker } = people;
const { luJianhua, tanYaqin } = peopleElsewhere;

/** Somebody's phone, signed in to 佛山通, at its delegations. */
async function phoneOf({ name }: { readonly name: string }, width = 360): Promise<Page> {
  const page = await phoneSizedPage(browser, complaints);
  await page.setViewportSize({ width, height: 740 });
  await page.goto(`${bench.url}/pages/phone/`);
  await page.getByRole('button', { name }).click();
  if (width < 360) await page.getByRole('checkbox', { name: '大字' }).check();
  await page.getByRole('button', { name: '佛山通' }).click();
  await press(page, '指纹登录');
  await press(page, '通过');
  await page.getByRole('button', { name: '委托代办' }).click();
  return page;
}

const press = (phone: Page, name: string) =>
  phone.getByRole('button', { name, exact: true }).click();

/** Chooses answers of a step, and goes on. */
async function answer(phone: Page, ...names: readonly string[]) {
  for (const name of names) {
    const choice = phone.getByRole('radio', { name }).or(phone.getByRole('checkbox', { name }));
    await choice.check();
  }
  await press(phone, '下一步');
}

/** Offers the elder card for a month, as somebody who represents nobody, up to the question by whom. */
async function offerElderCard(phone: Page) {
  await press(phone, '发起委托');
  await answer(phone, '单次委托', elderCardItem.name);
  await answer(phone, '居民户口簿');
  await answer(phone, '大厅所有窗口', '30 天');
}

/** The text of the code with a name that a phone shows. */
async function shownCode(phone: Page, picture: string): Promise<string> {
  await phone.getByRole('img', { name: picture }).waitFor();
  return phone.getByRole('textbox', { name: '仿真：码的文本', includeHidden: true }).inputValue();
}

async function scan(phone: Page, code: string) {
  await press(phone, '扫一扫');
  await phone.getByRole('textbox').fill(code);
  await press(phone, '识别');
}

const isIn = (phone: Page, state: string) =>
  phone.getByRole('status').getByText(state, { exact: true }).waitFor();

test('an offer is scanned and accepted, its code used, its letter kept, and the other phone sees it withdrawn', async () => {
  const [principal, agent] = await Promise.all([phoneOf(settledWorker.card), phoneOf(luJianhua)]);
  await offerElderCard(principal);
  await answer(principal, '当面扫码');
  await press(principal, '同意并发起委托');
  const offer = await shownCode(principal, '委托二维码');

  await scan(agent, offer);
  await isIn(agent, '等您确认');
  expect(await agent.getByRole('main').getByText(settledWorker.card.idNumber).count()).toBe(0);
  await press(agent, '同意');
  await agent.getByText('窗口会知道是您在代办').waitFor();
  await press(agent, '同意代办');
  await isIn(agent, '已生效');
  await isIn(principal, '已生效');

  const window = await enrolledWorkstation(bench, systemClock);
  const { token } = await window.logIn();
  await press(agent, '出示委托码');
  const scanned = await window.call(
    'POST',
    platformPaths.resolveCode,
    {
      code: await shownCode(agent, '办事码二维码'),
      purpose: 'mianzhengban',
      itemCode: elderCardItem.code,
    },
    token,
  );
  const subject = {
    type: 'person',
    number: settledWorker.card.idNumber,
    name: settledWorker.card.name,
  };
  expect(scanned).toMatchObject({
    status: 200,
    body: {
      subject,
      kind: 'delegated',
      agent: { number: luJianhua.idNumber, name: luJianhua.name },
      delegationId: expect.any(String),
    },
  });
  await press(agent, '返回');

  const saving = agent.waitForEvent('download');
  await press(agent, '下载授权委托书');
  const letter = await saving;
  expect(letter.suggestedFilename()).toBe('授权委托书.pdf');
  const file = await readFile(await letter.path());
  expect(file.subarray(0, 5).toString()).toBe('%PDF-');
  await agent.getByText('授权委托书已下载。').waitFor();

  await press(principal, '撤回委托');
  await principal.getByText('代办人不能再替您办事').waitFor();
  await press(principal, '确定撤回');
  await isIn(principal, '已撤回');
  await press(agent, '刷新');
  await isIn(agent, '已撤回');
  expect(await agent.getByRole('button', { name: '出示委托码' }).count()).toBe(0);
});

test('an agent who was named finds it on their phone; a wrong name is told, and too many are', async () => {
  const [principal, agent] = await Promise.all([phoneOf(settledWorker.card), phoneOf(tanYaqin)]);
  await offerElderCard(principal);
  await principal.getByRole('radio', { name: '填写姓名和身份证号' }).check();
  const name = principal.getByRole('textbox', { name: '代办人姓名' });
  await name.fill(luJianhua.name);
  await press(principal, '下一步');
  await principal.getByRole('alert').getByText('18 位身份证号').waitFor();
  await principal.getByRole('textbox', { name: '代办人身份证号' }).fill(tanYaqin.idNumber);
  await press(principal, '下一步');
  await press(principal, '同意并发起委托');
  await principal.getByRole('alert').getByText('对不上').waitFor();
  await principal.route('**/api/v1/phone/delegations', (route) =>
    route.fulfill({ status: 429, json: { code: 'too-many-namings' } }),
  );
  await press(principal, '同意并发起委托');
  await principal.getByRole('alert').getByText('10 分钟后再试').waitFor();
  await principal.unrouteAll();

  await press(principal, '返回');
  await name.fill(tanYaqin.name);
  await press(principal, '下一步');
  await press(principal, '同意并发起委托');
  await isIn(principal, '等代办人确认');

  await press(agent, '刷新');
  await agent.getByText('有 1 项委托等您确认。').waitFor();
  await agent.getByRole('button', { name: '等您确认' }).click();
  await press(agent, '不同意');
  await press(agent, '确定不同意');
  await isIn(agent, '没有同意');
  await press(principal, '刷新');
  await isIn(principal, '没有同意');
});

test('for an enterprise, nothing is chosen beforehand, and a step without an answer says what it lacks', async () => {
  const phone = await phoneOf(allGood.card);
  await press(phone, '发起委托');
  for (const [lacks, ...names] of [
    ['请先选择谁委托', enterprises.foods.name],
    ['请先选择单次或长期', '长期委托', '食品经营许可'],
    ['请至少选一项证照', '营业执照'],
    ['请选择在哪里办', '只在选定的窗口', '综合窗口 A07', '1 年'],
    ['请选择怎样告诉代办人', '当面扫码'],
  ] as const) {
    await press(phone, '下一步');
    await phone.getByRole('alert').getByText(lacks).waitFor();
    expect(await phone.getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await phone.getByRole('checkbox', { checked: true }).count()).toBe(0);
    await answer(phone, ...names);
  }
  await phone.getByText(enterprises.foods.name, { exact: true }).waitFor();
  await phone.getByText('综合窗口 A07').waitFor();
  await press(phone, '同意并发起委托');
  await shownCode(phone, '委托二维码');
});

test('a principal grants what a window asks by touch; in large type axe finds nothing, and nothing is too wide', async () => {
  const phone = await phoneOf(longName.card, 320);
  const found: string[] = [];
  const look = async (screen: string) => {
    const isTooWide = await phone.evaluate(
      "[document.documentElement, document.querySelector('.screen-body')].some((part) => part.scrollWidth > part.clientWidth)",
    );
    const flaws = [...(await findings(phone)), ...(isTooWide ? ['wider than the screen'] : [])];
    found.push(...flaws.map((flaw) => `${screen}: ${flaw}`));
  };
  const asked = phone.getByRole('button', { name: '等您确认' });
  await asked.waitFor();
  await look('all');
  await asked.click();
  await isIn(phone, '等您确认');
  await look('one');
  await press(phone, '同意');
  await press(phone, '同意委托（0 项证照）');
  await phone.getByRole('alert').getByText('还没有选证照').waitFor();
  await look('granting');
  await phone.getByRole('checkbox', { name: '机动车驾驶证' }).check();
  await press(phone, '同意委托（1 项证照）');
  await isIn(phone, '等代办人确认');
  await press(phone, '撤回委托');
  await look('withdrawing');
  await press(phone, '返回');
  await press(phone, '返回');
  await press(phone, '发起委托');
  await look('principal');
  await answer(phone, '我自己');
  await phone.getByRole('radio', { name: '长期委托' }).check();
  await look('items');
  await answer(phone, '长期委托', elderCardItem.name, '困难残疾人生活补贴');
  await look('licences');
  await answer(phone, '居民户口簿');
  await look('where');
  await answer(phone, '大厅所有窗口', '30 天');
  await phone.getByRole('radio', { name: '填写姓名和身份证号' }).check();
  await look('agent');
  await answer(phone, '当面扫码');
  await look('checking');
  await press(phone, '同意并发起委托');
  await shownCode(phone, '委托二维码');
  await look('code');
  expect(found).toEqual([]);
});
