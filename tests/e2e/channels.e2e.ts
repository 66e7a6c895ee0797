import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { retailFilingItem } from '../../reference-platform/seed/items/retail-filing-item.ts';
import { people, peopleElsewhere } from '../../reference-platform/seed/people.ts';
import {
  delegatedCode,
  passFaceCheck,
  platformAt,
  shownRows,
} from '../../scripts/workbench/citizens-phone.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import { layCard } from '../../scripts/workbench/lay-card.ts';
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
const { luJianhua } = peopleElsewhere;
const { foods, homeAppliances } = enterprises;

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

test('a code that has been shown for too long is told so, and the next one is taken', async ({
  counter,
  workstation,
  intake,
  onTestFinished,
}) => {
  await intake.chooseItem(allGood.variant);
  const phone = await phoneOf(counter, allGood.card);
  const code = await ownCode(phone);
  onTestFinished(async () => {
    await counter.platform.changeWorld({ change: 'shiftClock', ms: 0 });
  });
  await counter.platform.changeWorld({ change: 'shiftClock', ms: 2 * 60_000 });
  await scannerTypes(workstation, code);
  await told(workstation, '这个码已经过期');
  await phone.getByRole('button', { name: '返回' }).click();
  await scannerTypes(workstation, await ownCode(phone));
  await waivers(workstation);
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

/** Claims a 粤商码 of an enterprise, for 免证办事 unless told, and shows it. */
async function yueshangCode(
  phone: Page,
  enterprise: string,
  purpose = '免证办事',
): Promise<string> {
  await phone.getByRole('button', { name: '粤商码专区' }).click();
  await phone.getByRole('button', { name: '领取粤商码' }).click();
  await phone.getByRole('radio', { name: enterprise }).check();
  await phone.getByRole('button', { name: purpose }).click();
  return shownCode(phone);
}

/** Chooses the small filing that enterprises come for. */
const forEnterprise = (intake: Intake) =>
  intake.chooseItem(retailFilingItem.variants[0]?.code ?? '', retailFilingItem.code);

async function enterUscc({ clerk }: Workstation, uscc: string): Promise<void> {
  await clerk.getByTestId('enterprise-code').fill(uscc);
  await clerk.getByTestId('enterprise-found').waitFor();
}

test('粤商码: an enterprise shows its own code', async ({ counter, workstation, intake }) => {
  await forEnterprise(intake);
  const phone = await phoneOf(counter, tooYoung.card, '粤商通');
  await scannerTypes(workstation, await yueshangCode(phone, homeAppliances.name));
  await waivers(workstation);
  expect(await identity(workstation)).toContain('粤商码');
  await phone.context().close();
});

test('粤商码 of another purpose is of no use here, and the code says so', async ({
  counter,
  workstation,
  intake,
}) => {
  await forEnterprise(intake);
  const phone = await phoneOf(counter, tooYoung.card, '粤商通');
  await scannerTypes(workstation, await yueshangCode(phone, homeAppliances.name, '其他用途'));
  await told(workstation, '这个粤商码不是为免证办事领取的');
  await phone.context().close();
});

test('政务码 of an enterprise, and a person’s for an enterprise’s item', async ({
  counter,
  workstation,
  intake,
}) => {
  await forEnterprise(intake);
  const phone = await phoneOf(counter, allGood.card);
  await scannerTypes(workstation, await ownCode(phone));
  await told(workstation, '码的主体类型与事项不符');
  await phone.getByRole('button', { name: '返回' }).click();
  await phone.getByRole('button', { name: '企业政务码' }).click();
  const activation = phone.getByRole('button', { name: '立即开通' });
  await activation.or(phone.getByRole('img', { name: '办事码二维码' })).waitFor();
  if (await activation.isVisible()) await activation.click();
  await scannerTypes(workstation, await shownCode(phone));
  await waivers(workstation);
  expect(await identity(workstation)).toContain('政务码');
  expect(await workstation.clerk.getByTestId('enterprise-found').count()).toBe(1);
  await phone.context().close();
});

test('法定代表人: the enterprise by its code, then its representative’s card; anybody else’s is refused', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await forEnterprise(intake);
  await clerk.getByTestId('enterprise-code').fill(`${foods.uscc.slice(0, 17)}A`);
  await clerk.getByText('校验码不对').waitFor();
  await enterUscc(workstation, foods.uscc);
  await counter.reader.placeCard(rareName.card);
  await told(workstation, '不是该单位的法定代表人');
  await layCard(counter, workstation, allGood.card);
  await waivers(workstation);
  expect(await identity(workstation)).toContain('身份证读卡');
});

test('法定代表人刷脸: the representative’s face proves the enterprise; anybody else’s is refused', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await forEnterprise(intake);
  await enterUscc(workstation, foods.uscc);
  for (const who of [rareName.card, allGood.card]) {
    await clerk.keyboard.press('F5');
    const evaluator = await workstation.evaluator();
    await evaluator.locator('[data-kind="face-code"]').waitFor();
    await passFaceCheck(platformAt(counter.platform.url), who, await shownRows(workstation));
    if (who === allGood.card) continue;
    await told(workstation, '不是该单位的法定代表人');
  }
  await waivers(workstation);
  expect(await identity(workstation)).toContain('本人手机刷脸');
  await intake.pushConsent();
  const evaluator = await workstation.evaluator();
  await evaluator.getByText(`${foods.name}（统一社会信用代码 ${foods.uscc}）`).waitFor();
});

test('持卡人不在场: whoever brings the representative’s card shows their own, and confirms it on the screen', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await forEnterprise(intake);
  await enterUscc(workstation, foods.uscc);
  await clerk.getByTestId('holder-absent').check();
  await counter.reader.placeCard(allGood.card);
  await clerk.locator('[data-testid="identity-guidance"][data-step="runner"]').waitFor();
  await layCard(counter, workstation, rareName.card);
  await intake.untilAskedToAcknowledge();
  await workstation.touch('acknowledgement-confirm');
  await waivers(workstation);
  expect(await identity(workstation)).toContain('授权委托书');
});

test('代办: an agent shows the principal’s code, confirms, and the principal decides on their own phone', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const code = await delegatedCode(platformAt(counter.platform.url), allGood.card, rareName.card);
  await intake.chooseItem(allGood.variant);
  await scannerTypes(workstation, code);
  const evaluator = await workstation.evaluator();
  await intake.untilAskedToAcknowledge();
  await workstation.touch('acknowledgement-confirm');
  await waivers(workstation);
  await clerk.keyboard.press('F8');
  await evaluator.getByText('正在请委托人授权').waitFor();
  const phone = await phoneOf(counter, allGood.card);
  await phone.getByRole('button', { name: '窗口请求您授权' }).click();
  await phone.locator('button[aria-disabled="false"]', { hasText: '同意授权' }).click();
  await clerk.getByTestId('submit-case').waitFor();
  expect(await evaluator.getByText('委托人已授权').count()).toBe(1);
  await phone.context().close();
});

test('while a principal decides, the clerk can take the question back, and the principal can say no', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const code = await delegatedCode(platformAt(counter.platform.url), allGood.card, luJianhua);
  await intake.chooseItem(allGood.variant);
  await scannerTypes(workstation, code);
  await intake.untilAskedToAcknowledge();
  await workstation.touch('acknowledgement-confirm');
  await waivers(workstation);
  await clerk.keyboard.press('F8');
  await clerk.locator('[data-testid="mirror-phone"][data-state="waiting"]').waitFor();
  await clerk.keyboard.press('F7');
  await clerk.locator('[data-testid="consent-state"][data-outcome="withdrawn"]').waitFor();
  await clerk.keyboard.press('F8');
  const phone = await phoneOf(counter, allGood.card);
  await phone.getByRole('button', { name: '窗口请求您授权' }).click();
  await phone.getByRole('button', { name: '全部不同意' }).click();
  await clerk.locator('[data-testid="consent-state"][data-outcome="declined"]').waitFor();
  await phone.context().close();
});
