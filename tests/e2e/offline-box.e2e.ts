import { join } from 'node:path';
import { expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { elderCardItem } from '../../reference-platform/seed/elder-card-item.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { intakeAt } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-cable.ts';
import { findings } from './axe-findings.ts';
import { setBackLastAnswer } from './database-file.ts';

const band = ({ clerk }: Workstation) => clerk.getByTestId('offline-band');
const state = ({ clerk }: Workstation, wanted: string) =>
  clerk.locator(`[data-testid="platform-state"][data-state="${wanted}"]`).first().waitFor();

async function logInWith(
  { clerk }: Workstation,
  { account, password }: (typeof clerks)[keyof typeof clerks] = clerks.clerk,
): Promise<void> {
  await clerk.getByTestId('login-account').fill(account);
  await clerk.getByTestId('login-password').fill(password);
  await clerk.getByTestId('login-submit').click();
}

test('goes on without the platform: through a restart, by the last login’s items, until it is back', async ({
  counter,
  cable,
  workstation: before,
}) => {
  cable.lead(counter.platform.url);
  const intake = intakeAt(before);
  await intake.logIn();
  await intake.chooseItem(people.allGood.variant);

  cable.pull();
  await band(before).waitFor();
  const words = await band(before).innerText();
  for (const told of [
    '平台未连接',
    '现在能办',
    '待同步 0 条',
    '收件凭证（待核验，非受理通知书）',
  ]) {
    expect(words).toContain(told);
  }
  expect(await findings(before.clerk)).toEqual([]);
  await before.close();

  const workstation = await counter.start();
  const { clerk } = workstation;
  await clerk.locator('[data-testid="login-offline"][data-mode="offline"]').waitFor();
  expect(await findings(clerk)).toEqual([]);
  await logInWith(workstation);
  await clerk.getByTestId('items-from').waitFor();
  // The case is where it was, and another one can be begun with the items of the last login.
  await clerk.getByTestId('case-line').waitFor();
  await clerk.keyboard.press('F2');
  await clerk.getByTestId(`item-option-${elderCardItem.code}`).waitFor();
  expect(await findings(clerk)).toEqual([]);

  cable.plug();
  await clerk.getByTestId('confirm-session').first().click();
  await clerk.getByTestId('confirm-password').fill('wrong');
  await clerk.keyboard.press('Enter');
  await clerk.getByTestId('confirm-failure').waitFor();
  expect(await findings(clerk)).toEqual([]);
  await clerk.getByTestId('confirm-password').fill(clerks.clerk.password);
  await clerk.keyboard.press('Enter');
  await clerk.getByTestId('confirm-password').waitFor({ state: 'detached' });
  await band(workstation).waitFor({ state: 'detached' });
  await state(workstation, 'online');
  await clerk.getByTestId(`item-option-${elderCardItem.code}`).waitFor();
});

test('after eight hours nothing new is begun, after three days nobody gets in, until the platform answers', async ({
  counter,
  cable,
  workstation: before,
}) => {
  const database = join(counter.dataDir, 'store', 'workstation.db');
  cable.lead(counter.platform.url);
  await intakeAt(before).logIn();
  cable.pull();
  await band(before).waitFor();
  await before.close();

  setBackLastAnswer(database, 8);
  const later = await counter.start();
  await later.clerk.locator('[data-testid="login-offline"][data-mode="finish-only"]').waitFor();
  await logInWith(later);
  await band(later).filter({ hasText: '不能再开新办件' }).waitFor();
  await later.clerk.keyboard.press('F2');
  await later.clerk.locator('[data-code="case.offline-finish-only"]').waitFor();
  await later.close();

  setBackLastAnswer(database, 64);
  const last = await counter.start();
  await last.clerk.locator('[data-testid="login-offline"][data-mode="locked"]').waitFor();
  await logInWith(last);
  await last.clerk.locator('[data-testid="login-failure"][data-code="offline.locked"]').waitFor();

  cable.plug();
  await logInWith(last);
  await last.clerk.getByTestId('new-case').first().waitFor();
  expect(await band(last).count()).toBe(0);
});

test('a drill is as if the platform were away, says so everywhere, and leaves nothing', async ({
  counter,
  cable,
  workstation,
}) => {
  cable.lead(counter.platform.url);
  const { clerk } = workstation;
  await intakeAt(workstation).logIn(clerks.supervisor);
  await clerk.keyboard.press('Control+K');
  await clerk.keyboard.type('演练');
  await clerk.keyboard.press('Enter');
  await clerk.locator('[data-testid="offline-band"][data-drill="true"]').waitFor();
  await (await workstation.evaluator()).getByTestId('drill').waitFor();
  await intakeAt(workstation).chooseItem(people.allGood.variant);
  expect(await findings(clerk)).toEqual([]);
  await clerk.keyboard.press('Control+K');
  await clerk.keyboard.type('演练');
  await clerk.keyboard.press('Enter');
  await band(workstation).waitFor({ state: 'detached' });
  await (await workstation.evaluator()).getByTestId('drill').waitFor({ state: 'detached' });
  await clerk.getByTestId('empty-desk').waitFor();
  await state(workstation, 'online');
  expect(await clerk.getByTestId('case-line').count()).toBe(0);
});

test('the settings show a drill among what was changed as it begins and ends', async ({
  counter,
  cable,
  workstation,
}) => {
  cable.lead(counter.platform.url);
  const { clerk } = workstation;
  await logInWith(workstation, clerks.technician);
  await clerk.getByTestId('no-changes').waitFor();
  await clerk.getByTestId('begin-drill').click();
  const written = clerk.getByTestId('settings-changes-table').locator('tbody tr');
  await expect.poll(() => written.count()).toBe(1);
  expect(await findings(clerk)).toEqual([]);
  await clerk.getByTestId('end-drill').click();
  await expect.poll(() => written.count()).toBe(2);
  await band(workstation).waitFor({ state: 'detached' });
});
