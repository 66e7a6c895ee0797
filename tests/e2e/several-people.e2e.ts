import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { familyMembers } from '../../reference-platform/seed/families.ts';
import { birthItem } from '../../reference-platform/seed/items/birth-item.ts';
import { socialSecurityCardItem } from '../../reference-platform/seed/items/social-security-card-item.ts';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import { layCard } from '../../scripts/workbench/lay-card.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import type { ResidentCard } from '../../src/domain/identity-card.ts';
import { atOneCounter as test } from './at-a-counter.ts';
import { openApp, phoneSizedPage, signIn } from './at-a-phone.ts';
import { launchChromium } from './page-browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const { heSimin, liangJiahao, huoJunwei, huoYutong, huoZixuan } = familyMembers;

interface At {
  readonly counter: Counter;
  readonly workstation: Workstation;
  readonly intake: Intake;
}

const step = ({ clerk }: Workstation, name: string) =>
  clerk.locator(`[data-testid="identity-guidance"][data-step="${name}"]`).waitFor();
const told = ({ clerk }: Workstation, words: string) =>
  clerk.getByTestId('case-failure').filter({ hasText: words }).waitFor();
const holder = ({ clerk }: Workstation, name: string, standing: string) =>
  clerk
    .locator(`[data-testid="case-holder"][data-standing="${standing}"]`, { hasText: name })
    .waitFor();
const became = ({ clerk }: Workstation, material: string, status: string) =>
  clerk
    .locator(`[data-testid="waiver-line-${material}"][data-status="${status}"]`)
    .waitFor({ state: 'attached' });

/** Lays a card down where another may lie. */
const show = ({ counter, workstation }: At, card: ResidentCard) =>
  layCard(counter, workstation, card);

const confirmGuardian = async ({ workstation, intake }: At) => {
  await intake.untilAskedToAcknowledge();
  await workstation.touch('acknowledgement-confirm');
};

test('未成年人: a father answers for the child whom he has named, and the case is received', async ({
  counter,
  workstation,
  intake,
}) => {
  const at = { counter, workstation, intake };
  await intake.chooseItem('minor', socialSecurityCardItem.code);
  await intake.namePerson(huoZixuan);
  await step(workstation, 'guardian');
  await show(at, huoJunwei);
  await confirmGuardian(at);
  await became(workstation, 'child', 'waived-by-licence');
  await became(workstation, 'guardian-card', 'covered-by-other-source');
  await intake.pushConsent();
  const evaluator = await workstation.evaluator();
  expect(await evaluator.getByTestId('evaluator-page').textContent()).toContain('霍*轩');
  await evaluator.getByRole('heading', { level: 1, name: '请您代为决定' }).waitFor();
  await intake.answer('agree');
  const { clerk } = workstation;
  await clerk.getByTestId('submit-case').waitFor();
  expect(await clerk.getByTestId('field-name').inputValue()).toBe(huoZixuan.name);
  expect(await clerk.getByTestId('field-guardian-name').inputValue()).toBe(huoJunwei.name);
  await intake.choose('bank', '样例银行');
  await intake.fill('phone', '13800000000');
  await intake.submit();
  expect(await intake.caseNumber()).toMatch(/\d{6,}/);
});

test('未成年人: the child’s own card begins the case; no other child and no stranger answers for it', async ({
  counter,
  workstation,
  intake,
}) => {
  const at = { counter, workstation, intake };
  await intake.chooseItem('minor', socialSecurityCardItem.code);
  await show(at, huoZixuan);
  await step(workstation, 'guardian');
  await show(at, huoYutong);
  await told(workstation, '还没有满 18 周岁');
  await show(at, people.allGood.card);
  await confirmGuardian(at);
  await workstation.clerk.getByTestId('push-consent').click();
  await told(workstation, '平台不认可由这位监护人');
});

const awaitFather = async (at: At) => {
  const { workstation, intake } = at;
  await intake.chooseItem('married-mother', birthItem.code);
  await show(at, heSimin);
  await workstation.clerk.getByTestId('adults-missing').waitFor();
  await workstation.clerk.keyboard.press('Shift+F6');
  await step(workstation, 'adult');
};

test('夫妻: both parents show their cards, are asked in turn, and each name comes to the form', async ({
  counter,
  workstation,
  intake,
}) => {
  const at = { counter, workstation, intake };
  const { clerk } = workstation;
  await awaitFather(at);
  // What would be asked is folded away until it is known of everybody.
  expect(await clerk.getByTestId('push-consent').count()).toBe(0);
  await show(at, liangJiahao);
  await holder(workstation, '何*敏', 'to-be-asked');
  await holder(workstation, '梁*豪', 'to-be-asked');
  const evaluator = await workstation.evaluator();
  const ask = async (asked: string, other: string) => {
    await intake.pushConsent();
    const page = (await evaluator.getByTestId('evaluator-page').textContent()) ?? '';
    expect(page).toContain(asked);
    expect(page).not.toContain(other);
    await clerk.getByText(`这次请${asked}授权`).waitFor();
    await intake.answer('agree');
  };
  await ask('何*敏', '梁*豪');
  await holder(workstation, '何*敏', 'agreed');
  await ask('梁*豪', '何*敏');
  await clerk.getByTestId('submit-case').waitFor();
  expect(await clerk.getByTestId('field-each-adult-name').inputValue()).toBe(
    `${heSimin.name}、${liangJiahao.name}`,
  );
});

test('夫妻: a parent who is not there is asked on their own phone alone, and nobody is in a case twice', async ({
  counter,
  workstation,
  intake,
}) => {
  const at = { counter, workstation, intake };
  const { clerk } = workstation;
  await awaitFather(at);
  await show(at, heSimin);
  await told(workstation, '已经在本办件里');
  await intake.namePerson(liangJiahao);
  await holder(workstation, '梁*豪', 'to-be-asked');
  await intake.pushConsent();
  await intake.answer('agree');
  await holder(workstation, '何*敏', 'agreed');

  await clerk.keyboard.press('F8');
  const evaluator = await workstation.evaluator();
  await evaluator.getByText('正在请证照本人授权').waitFor();
  await clerk.locator('[data-testid="mirror-phone"][data-state="waiting"]').waitFor();
  await clerk.getByText('等梁*豪在本人的手机上确认授权').waitFor();
  await clerk.keyboard.press('F7');
  await clerk.locator('[data-testid="consent-state"][data-outcome="withdrawn"]').waitFor();

  await clerk.keyboard.press('F8');
  const phone = await phoneSizedPage(browser, []);
  await phone.goto(`${counter.platform.url}/pages/phone/`);
  await openApp(phone, liangJiahao, '佛山通');
  await signIn(phone);
  await phone.getByRole('button', { name: '窗口请求您授权' }).click();
  await phone.locator('button[aria-disabled="false"]', { hasText: '同意授权' }).click();
  await clerk.getByTestId('submit-case').waitFor();
  expect(await clerk.getByTestId('field-each-adult-name').inputValue()).toBe(
    `${heSimin.name}、${liangJiahao.name}`,
  );
  await phone.context().close();
});
