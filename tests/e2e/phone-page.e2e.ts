import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { people } from '../../reference-platform/seed/people.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { platformPagesDir } from '../../scripts/build.ts';
import {
  facePaths,
  faceSessionSchema,
  openFaceSessionAnswerSchema,
} from '../../src/contracts/face-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { scanPaths, windowCodeAnswerSchema } from '../../src/contracts/scan-api.ts';
import {
  flaws,
  openApp,
  type Phone,
  phoneSizedPage,
  scanAtPhone,
  shownCode,
  signIn,
} from './at-a-phone.ts';
import { filmOfCode } from './film-of-code.ts';
import { launchChromium } from './page-browser.ts';

let bench: PlatformUnderTest;
let browser: Browser;
let folder: string;
let page: Page;
/** What the browser complained of. */
const complaints: string[] = [];

beforeAll(async () => {
  bench = await startPlatformUnderTest({ pagesDir: platformPagesDir });
  folder = await mkdtemp(join(tmpdir(), 'phone-page-'));
  const film = join(folder, 'window.y4m');
  await writeFile(film, filmOfCode(await windowCode()));
  browser = await launchChromium([
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
});
afterAll(async () => {
  await browser.close();
  await bench.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  complaints.length = 0;
  page = await phoneSizedPage(browser, complaints);
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

/** What stands at the window all day. */
async function windowCode(): Promise<string> {
  const { token } = await bench.logIn();
  const { body } = await bench.call('GET', scanPaths.windowCode, undefined, token);
  return windowCodeAnswerSchema.parse(body).code;
}

/** The text of the code that a phone shows. */
async function scanAtWindow(code: string) {
  const { token } = await bench.logIn();
  const request = { code, purpose: 'mianzhengban' };
  return bench.call('POST', platformPaths.resolveCode, request, token);
}

const { allGood, tooYoung } = people;

test('a code is shown to whoever has passed the check, and the window learns whose it is', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, allGood.card, '佛山通');
  await page.getByRole('button', { name: '刷脸登录' }).click();
  await page.getByRole('button', { name: '不通过' }).click();
  await page.getByRole('alert').getByText('没有通过').waitFor();
  expect(await page.getByText('政务码').count()).toBe(0);
  await signIn(page);

  await page.getByRole('button', { name: '个人政务码' }).click();
  await page.getByRole('button', { name: '暂不开通' }).click();
  const refusal = { status: 409, body: { code: 'code-not-activated' } };
  expect(await scanAtWindow(await shownCode(page))).toEqual(refusal);

  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: '个人政务码' }).click();
  await page.getByRole('button', { name: '立即开通' }).click();
  const { idNumber: number, name } = allGood.card;
  expect(await scanAtWindow(await shownCode(page))).toEqual({
    status: 200,
    body: { subject: { type: 'person', number, name }, kind: 'zhengwu', app: 'foshantong' },
  });
});

test('a 粤商码 is claimed for a purpose, and then shown', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, tooYoung.card, '粤商通');
  await signIn(page);
  await page.getByRole('button', { name: '粤商码专区' }).click();
  await page.getByRole('button', { name: '领取粤商码' }).click();
  const { uscc: number, name } = enterprises.homeAppliances;
  await page.getByRole('radio', { name }).check();
  await page.getByRole('button', { name: '免证办事' }).click();
  expect(await scanAtWindow(await shownCode(page))).toMatchObject({
    body: { subject: { type: 'enterprise', number, name }, kind: 'yueshang' },
  });
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: `免证办事 ${name}` }).waitFor();
});

test('a code lasts a minute and is gone while nobody looks; signing in lasts ten', async () => {
  await page.clock.install();
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, allGood.card, '佛山通');
  await signIn(page);
  await page.getByRole('button', { name: '企业政务码' }).click();
  await page.getByRole('button', { name: '立即开通' }).click();
  const first = await shownCode(page);
  const heard = page.getByRole('status');
  expect(await heard.textContent()).toBe('办事码已显示');
  await page.clock.runFor(30_000);
  await expect.poll(() => heard.textContent()).toBe('还剩 30 秒');
  expect(await shownCode(page)).toBe(first);
  await page.clock.runFor(31_000);
  await expect.poll(() => shownCode(page)).not.toBe(first);

  const beSeen = (state: 'hidden' | 'visible') =>
    page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    `);
  const second = await shownCode(page);
  await beSeen('hidden');
  await page.getByRole('img', { name: '办事码二维码' }).waitFor({ state: 'detached' });
  await beSeen('visible');
  expect(await shownCode(page)).not.toBe(second);

  await page.clock.runFor(9 * 60_000);
  await page.getByText('登录已过期，请重新登录。').waitFor();
  expect(await page.getByRole('img').count()).toBe(0);
});

test('who represents nobody is told so, and stays outside', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, people.settledWorker.card, '粤商通');
  await signIn(page);
  await page.getByRole('alert').getByText('不是任何企业的法定代表人').waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
});

test('a sign-in that the platform has ended shows nothing more', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, people.lowTrust.card, '佛山通');
  await signIn(page);
  await page.getByRole('button', { name: '个人政务码' }).click();
  await page.route(`**${platformPaths.codeActivations}`, (route) =>
    route.fulfill({ status: 401, json: { code: 'sign-in-expired' } }),
  );
  await page.getByRole('button', { name: '立即开通' }).click();
  await page.getByRole('status').getByText('登录已过期，请重新登录。').waitFor();
});

test('two phones at one window: each knows its own person, and the window only the right one', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${bench.url}/pages/phones/`);
  const [wrong, right] = [
    page.frameLocator('iframe >> nth=0'),
    page.frameLocator('iframe >> nth=1'),
  ];
  await openApp(wrong, tooYoung.card, '佛山通');
  await openApp(right, allGood.card, '佛山通');
  await Promise.all([signIn(wrong), signIn(right)]);

  const { token } = await bench.logIn();
  const { idNumber, name } = allGood.card;
  async function check(phone: Phone) {
    const { body } = await bench.call(
      'POST',
      facePaths.faceSessions,
      {
        caseId: crypto.randomUUID(),
        itemCode: allGood.item.code,
        expected: { type: 'person', idNumber, name },
      },
      token,
    );
    const { code, faceSessionId } = openFaceSessionAnswerSchema.parse(body);
    await scanAtPhone(phone, code);
    await phone.getByText(allGood.item.name, { exact: true }).waitFor();
    await phone.getByRole('button', { name: '开始刷脸' }).click();
    await phone.getByRole('button', { name: '通过', exact: true }).click();
    await phone.getByRole('status').waitFor();
    const path = facePaths.faceSession(faceSessionId);
    const session = await bench.call('GET', path, undefined, token);
    return faceSessionSchema.parse(session.body).state;
  }
  expect(await check(wrong)).toBe('wrong-person');
  await wrong.getByText('这次需要由别人刷脸').waitFor();
  expect(await wrong.getByRole('main').getByText(name).count()).toBe(0);
  expect(await check(right)).toBe('passed');
});

test('a phone that scans says where it is, and of anything else that it is no code', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, allGood.card, '佛山通');
  await signIn(page);
  await scanAtPhone(page, await windowCode());
  await page.getByText('综合窗口 A07').waitFor();
  await scanAtPhone(page, 'https://example.invalid/');
  await page.getByRole('alert').getByText('这不是本平台给手机扫的码').waitFor();
});

test('the camera reads what is held before it, where it is allowed', async () => {
  await page.goto(`${bench.url}/pages/phone/`);
  await openApp(page, allGood.card, '佛山通');
  await signIn(page);
  await page.getByRole('button', { name: '扫一扫' }).click();
  await page.getByRole('button', { name: '打开摄像头' }).click();
  await page.getByRole('alert').getByText('打不开摄像头').waitFor();
  await page.context().grantPermissions(['camera']);
  await page.getByRole('button', { name: '打开摄像头' }).click();
  await page.getByText('综合窗口 A07').waitFor();
});

test.each([
  ['large type on the smallest phone', { width: 320, height: 568 }, people.longName],
  ['a desktop', { width: 1280, height: 800 }, people.rareName],
])('axe finds nothing, and nothing is too wide: %s', async (where, viewport, { card }) => {
  await page.setViewportSize(viewport);
  await page.goto(`${bench.url}/pages/phone/`);
  const found: string[] = [];
  const look = async (screen: string) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    found.push(...(await flaws(page)).map((flaw) => `${screen}: ${flaw}`));
  };
  await page.getByRole('button', { name: card.name }).click();
  if (where.startsWith('large')) await page.getByRole('checkbox', { name: '大字' }).check();
  await look('apps');
  await page.getByRole('button', { name: '佛山通' }).click();
  await look('signing in');
  await signIn(page);
  await page.getByRole('button', { name: '企业政务码' }).waitFor();
  await look('home');
  await page.getByRole('button', { name: '企业政务码' }).click();
  await look('activating');
  await page.getByRole('button', { name: '立即开通' }).click();
  await page.getByRole('img', { name: '办事码二维码' }).waitFor();
  await page.getByText('仿真：码的文本').click();
  await look('a code');
  await page.getByRole('button', { name: '扫一扫' }).click();
  await look('scanning');
  await page.getByRole('button', { name: '我的' }).click();
  await look('settings');
  expect(found).toEqual([]);
});
