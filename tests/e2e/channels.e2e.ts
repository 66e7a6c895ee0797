import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { readCode } from '../../src/scanning/code-reading.ts';
import type { GrayImage } from '../../src/scanning/gray-image.ts';
import { startWasmReader } from '../../src/scanning/wasm-code-reader.ts';
import { atOneCounter as test } from './at-a-counter.ts';
import { openApp, phoneSizedPage, scanAtPhone, shownCode, signIn } from './at-a-phone.ts';
import { scannerTypes } from './at-a-scanner.ts';
import { launchChromium } from './page-browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const { allGood, rareName, tooYoung } = people;

interface Owner {
  readonly name: string;
}

/** Somebody's phone, signed in to an app. */
async function phoneOf({ platform }: Counter, owner: Owner, app = '佛山通'): Promise<Page> {
  const page = await phoneSizedPage(browser, []);
  await page.goto(`${platform.url}/pages/phone/`);
  await openApp(page, owner, app);
  await signIn(page);
  return page;
}

/** Shows a person's own code, activated on the spot unless it is already. */
async function ownCode(phone: Page): Promise<string> {
  await phone.getByRole('button', { name: '个人政务码' }).click();
  const activation = phone.getByRole('button', { name: '立即开通' });
  const code = phone.getByRole('img', { name: '办事码二维码' });
  await activation.or(code).waitFor();
  if (await activation.isVisible()) await activation.click();
  return shownCode(phone);
}

/** What a phone's camera reads off the citizen's screen. */
async function codeOnScreen(workstation: Workstation): Promise<string> {
  const evaluator = await workstation.evaluator();
  await evaluator.locator('[data-kind="face-code"]').waitFor();
  const shot = await evaluator.locator('.face-code-figure').screenshot();
  const camera = await browser.newPage();
  const image: GrayImage = JSON.parse(
    await camera.evaluate(`(async () => {
      const picture = new Image();
      picture.src = 'data:image/png;base64,${shot.toString('base64')}';
      await picture.decode();
      const { width, height } = picture;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const pixels = Array.from({ length: width * height }, (_, at) => data[4 * at]);
      return JSON.stringify({ width, height, pixels });
    })()`),
  );
  await camera.close();
  const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const read = await startWasmReader(new Uint8Array(await readFile(wasm)).buffer);
  if (read === undefined) throw new Error('WebAssembly is refused in this process');
  const reading = await readCode({ ...image, pixels: Uint8Array.from(image.pixels) }, read);
  if (reading.kind !== 'code') throw new Error('nothing to be read on the citizen’s screen');
  return new TextDecoder().decode(reading.bytes);
}

const waivers = ({ clerk }: Workstation) =>
  clerk.locator('[data-testid^="waiver-line-"]').first().waitFor();
const told = ({ clerk }: Workstation, words: string) =>
  clerk.getByTestId('case-failure').filter({ hasText: words }).waitFor();
/** The same code counts once within two seconds, however often a hand tries. */
const slowly = { timeout: 20_000, interval: 500 };

async function scanAgain(workstation: Workstation, code: string, words: string): Promise<void> {
  const { clerk } = workstation;
  await expect
    .poll(async () => {
      await scannerTypes(workstation, code);
      return clerk.getByTestId('case-failure').filter({ hasText: words }).count();
    }, slowly)
    .toBe(1);
}

const identity = async ({ clerk }: Workstation) => {
  const toggle = clerk.getByTestId('section-toggle-identity');
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  return clerk.getByTestId('card-facts').textContent();
};

test('政务码: a code scanned at an idle counter begins the case, three actions lead to the consent page', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const phone = await phoneOf(counter, allGood.card);
  await scannerTypes(workstation, await ownCode(phone));
  await clerk.getByTestId(`item-option-${allGood.item.code}`).first().click();
  await clerk.getByTestId(`variant-${allGood.variant}`).first().click();
  await waivers(workstation);
  expect(await identity(workstation)).toContain('政务码');
  await intake.pushConsent();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  await phone.context().close();
});

test('a code says why it is not taken: shown a second time, and something else altogether', async ({
  counter,
  workstation,
  intake,
}) => {
  const phone = await phoneOf(counter, allGood.card);
  const code = await ownCode(phone);
  await intake.chooseItem(allGood.variant);
  await scannerTypes(workstation, code);
  await waivers(workstation);
  await intake.dropCase();
  await intake.chooseItem(allGood.variant);
  await scanAgain(workstation, code, '这个码已经用过');
  await scannerTypes(workstation, 'https-fs-example-not-a-code');
  await told(workstation, '这不是办事码');
  await phone.context().close();
});

test('未开通: the citizen’s screen shows how a code is activated, and the other way stays open', async ({
  counter,
  workstation,
  intake,
}) => {
  await intake.chooseItem(tooYoung.variant);
  const phone = await phoneOf(counter, tooYoung.card);
  await phone.getByRole('button', { name: '个人政务码' }).click();
  await phone.getByRole('button', { name: '暂不开通' }).click();
  await scannerTypes(workstation, await shownCode(phone));
  await told(workstation, '该办事码未开通');
  const evaluator = await workstation.evaluator();
  await evaluator.locator('[data-kind="activation"]').waitFor();
  await workstation.touch('other-way');
  await evaluator.locator('[data-kind="idle"]').waitFor();
  await counter.reader.placeCard(allGood.card);
  await waivers(workstation);
  await phone.context().close();
});

test('刷脸办: the phone scans the citizen’s screen, and the case goes on by itself', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem(allGood.variant);
  await clerk.keyboard.press('F5');
  const phone = await phoneOf(counter, allGood.card);
  await scanAtPhone(phone, await codeOnScreen(workstation));
  await clerk.locator('[data-testid="identity-guidance"][data-scanned="true"]').waitFor();
  await phone.getByRole('button', { name: '开始刷脸' }).click();
  await phone.getByRole('button', { name: '通过', exact: true }).click();
  await waivers(workstation);
  expect(await identity(workstation)).toContain('本人手机刷脸');
  await phone.context().close();
});

test('whoever does not want their face checked is served another way at once', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem(allGood.variant);
  await clerk.keyboard.press('F5');
  const phone = await phoneOf(counter, allGood.card);
  await scanAtPhone(phone, await codeOnScreen(workstation));
  await phone.getByRole('button', { name: '不刷脸' }).click();
  await told(workstation, '办事人不愿刷脸');
  await counter.reader.placeCard(allGood.card);
  await waivers(workstation);
  await phone.context().close();
});

test('其他证件: the clerk compares a passport with its holder', async ({ workstation, intake }) => {
  const { clerk } = workstation;
  await intake.chooseItem(allGood.variant);
  await clerk.getByTestId('other-document').click();
  await clerk.getByTestId('document-name').fill('MARTIN ANNA');
  await clerk.getByTestId('document-number').fill('X1234567');
  await clerk.getByTestId('document-submit').click();
  await waivers(workstation);
  expect(await identity(workstation)).toContain('护照');
});

test('a code never takes the place of whoever is being served', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  await waivers(workstation);
  const phone = await phoneOf(counter, rareName.card);
  const code = await ownCode(phone);
  await scannerTypes(workstation, code);
  await told(workstation, '刚才的码没有使用');
  await clerk.getByTestId('hold-case').click();
  await expect
    .poll(async () => {
      await scannerTypes(workstation, code);
      return clerk.getByTestId(`item-option-${allGood.item.code}`).count();
    }, slowly)
    .toBeGreaterThan(0);
  expect(await identity(workstation)).toContain('政务码');
  await phone.context().close();
});
