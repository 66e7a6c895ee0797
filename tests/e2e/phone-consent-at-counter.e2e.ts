import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { consentPaths } from '../../src/contracts/consent-api.ts';
import { test } from './at-a-counter.ts';
import { openApp, phoneSizedPage, signIn } from './at-a-phone.ts';
import { launchChromium } from './page-browser.ts';

const citizen = people.allGood;

let browser: Browser;
let phone: Page;
/** What the phone's browser complained of. */
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  complaints.length = 0;
  phone = await phoneSizedPage(browser, complaints);
});
afterEach(async () => {
  await phone.close();
  expect(complaints).toEqual([]);
});

const call = () => phone.getByRole('button', { name: '窗口请求您授权' });
const title = (name: string) => phone.getByRole('heading', { level: 1, name, exact: true });
const outcome = (name: string) => `[data-testid="consent-state"][data-outcome="${name}"]`;
const standing = (state: string) => `[data-testid="phone-standing"][data-state="${state}"]`;

/** The citizen holds their phone, and the clerk pushes the page to the evaluator. */
async function pushWithPhone(at: { counter: Counter; workstation: Workstation; intake: Intake }) {
  await phone.goto(`${at.counter.platform.url}/pages/phone/`);
  await openApp(phone, citizen.card, '佛山通');
  await signIn(phone);
  await at.intake.chooseItem(citizen.variant);
  await at.counter.reader.placeCard(citizen.card);
  await at.intake.pushConsent();
  await at.workstation.clerk.locator(standing('waiting')).waitFor();
}

test('agreed on the phone: the evaluator says so at once, the form is filled, and the case is received', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await pushWithPhone({ counter, workstation, intake });
  await clerk.locator('[data-testid="mirror-phone"][data-state="waiting"]').waitFor();
  await call().click();
  await phone.locator('button[aria-disabled="false"]', { hasText: '同意授权' }).click();
  await title('已授权').waitFor();

  const evaluator = await workstation.evaluator();
  await evaluator.locator('[data-testid="evaluator-page"][data-kind="result"]').waitFor();
  await evaluator.getByText('已在手机上完成').waitFor();
  expect(await evaluator.getByTestId('agree').count()).toBe(0);
  await clerk.locator(outcome('agreed')).waitFor();
  await clerk.getByTestId('consent-on').filter({ hasText: '在手机上作答' }).waitFor();
  await clerk.getByTestId('submit-case').waitFor();
  expect(await clerk.getByTestId('field-registeredAddress').inputValue()).not.toBe('');
  await intake.fillContact();
  await intake.submit();
  expect(await intake.caseNumber()).not.toBe('');
});

test('declined on the phone: nothing is fetched, and the evaluator says so', async ({
  counter,
  workstation,
  intake,
}) => {
  await pushWithPhone({ counter, workstation, intake });
  await call().click();
  await phone.getByRole('button', { name: '全部不同意' }).click();
  await workstation.clerk.locator(outcome('declined')).waitFor();
  const evaluator = await workstation.evaluator();
  await evaluator.getByText('已在手机上完成').waitFor();
  expect(workstation.log()).not.toContain('"stage":"fetching-values"');
});

test('answered on the evaluator: the phone that has the page open says so, and can withdraw it', async ({
  counter,
  workstation,
  intake,
}) => {
  await pushWithPhone({ counter, workstation, intake });
  await call().click();
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
  await title('已授权').waitFor();
  await phone.getByText('已在窗口的屏幕上答复').waitFor();
  await phone.getByRole('button', { name: '撤回授权' }).waitFor();
});

test('taken back by the clerk: the phone asks no longer', async ({
  counter,
  workstation,
  intake,
}) => {
  await pushWithPhone({ counter, workstation, intake });
  await call().click();
  await phone.getByRole('button', { name: '全部不同意' }).waitFor();
  await workstation.clerk.getByTestId('withdraw-page').click();
  await title('已取消').waitFor();
});

test('where the platform cannot be asked, the clerk reads why, and the evaluator serves alone', async ({
  counter,
  workstation,
  intake,
}) => {
  counter.platform.misbehave({ path: consentPaths.consents, fault: 'status503' });
  await intake.chooseItem(citizen.variant);
  await counter.reader.placeCard(citizen.card);
  await intake.pushConsent();
  const { clerk } = workstation;
  await clerk.locator(standing('alone'), { hasText: '请办事人在评价器上作答' }).waitFor();
  counter.platform.behave();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  await clerk.getByTestId('consent-on').filter({ hasText: '在评价器上作答' }).waitFor();
});
