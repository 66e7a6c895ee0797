import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { quickNumbers, test } from './at-a-counter.ts';
import { openApp, phoneSizedPage, signIn } from './at-a-phone.ts';
import { launchChromium } from './page-browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const { allGood, rareName } = people;

interface Bench {
  readonly counter: Counter;
  readonly workstation: Workstation;
  readonly intake: Intake;
}

/** The principal's phone, signed in. */
async function principalsPhone({ platform }: Counter): Promise<Page> {
  const page = await phoneSizedPage(browser, []);
  await page.goto(`${platform.url}/pages/phone/`);
  await openApp(page, allGood.card, '佛山通');
  await signIn(page);
  return page;
}

/** Somebody comes for the principal and puts their own card down; the principal's phone is asked. */
async function comeFor({ counter, workstation: { clerk }, intake }: Bench): Promise<void> {
  await intake.chooseItem(allGood.variant);
  await clerk.keyboard.press('F6');
  await clerk.getByTestId('principal-name').fill(allGood.card.name);
  await clerk.getByTestId('principal-number').fill(allGood.card.idNumber);
  await clerk.keyboard.press('Enter');
  await clerk.locator('[data-testid="identity-guidance"][data-step="agent"]').waitFor();
  await counter.reader.placeCard(rareName.card);
  await clerk.locator('[data-testid="identity-guidance"][data-step="delegation"]').waitFor();
}

const press = (phone: Page, name: string) =>
  phone.getByRole('button', { name, exact: true }).click();
const call = (phone: Page) => phone.getByRole('button', { name: '窗口请您确认委托' });
const told = ({ clerk }: Workstation, words: string) =>
  clerk.getByTestId('case-failure').filter({ hasText: words }).waitFor();

test('委托人在手机上确认: granted on the phone, confirmed at the counter, then the licences are decided about', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const phone = await principalsPhone(counter);
  await comeFor({ counter, workstation, intake });
  const evaluator = await workstation.evaluator();
  await evaluator.getByText('正在请委托人确认委托').waitFor();
  await call(phone).click();
  await press(phone, '同意');
  await phone.getByRole('checkbox', { name: '居民户口簿' }).check();
  await press(phone, '同意委托（1 项证照）');
  await intake.untilAskedToAcknowledge();
  await workstation.touch('acknowledgement-confirm');
  await clerk.getByTestId('waiver-line-household-register').waitFor();
  await clerk.keyboard.press('F8');
  await evaluator.getByText('正在请委托人授权').waitFor();
  await phone.getByRole('button', { name: '窗口请求您授权' }).click();
  await phone.locator('button[aria-disabled="false"]', { hasText: '同意授权' }).click();
  await intake.fillContact();
  await intake.submit();
  expect(await intake.caseNumber()).not.toBe('');
  await phone.context().close();
});

test('refused on the phone: the clerk is told, and the next way is open', async ({
  counter,
  workstation,
  intake,
}) => {
  const phone = await principalsPhone(counter);
  await comeFor({ counter, workstation, intake });
  await call(phone).click();
  await press(phone, '不同意');
  await press(phone, '确定不同意');
  await told(workstation, '委托没有成立');
  expect(await workstation.clerk.getByTestId('named-person').count()).toBe(1);
  await phone.context().close();
});

test('taken back by the clerk: the phone is asked no longer', async ({
  counter,
  workstation,
  intake,
}) => {
  const phone = await principalsPhone(counter);
  await comeFor({ counter, workstation, intake });
  await call(phone).waitFor();
  await workstation.clerk.keyboard.press('F7');
  await call(phone).waitFor({ state: 'detached' });
  await phone.context().close();
});

describe('with little time for a principal', () => {
  test.override({ settings: { numbers: { ...quickNumbers, principalSeconds: 2 } } });

  test('timed out: nobody acts for anybody, and the clerk is told', async ({
    counter,
    workstation,
    intake,
  }) => {
    await comeFor({ counter, workstation, intake });
    await told(workstation, '委托人没有在时限内答复');
  });
});
