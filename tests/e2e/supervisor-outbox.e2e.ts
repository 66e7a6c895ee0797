import { expect } from 'vitest';
import { clerks, secondClerk } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import type { Intake } from '../../scripts/workbench/intake.ts';
import { liftCard } from '../../scripts/workbench/lay-card.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { test } from './at-a-counter.ts';
import { findings } from './axe-findings.ts';
import { untilNumbersAreThere } from './database-file.ts';
import { refuseCases } from './refused-case.ts';

const { allGood } = people;

async function logOut({ clerk }: Workstation): Promise<void> {
  await clerk.getByTestId('log-out').click();
  await clerk.getByTestId('login-account').waitFor();
}

async function reassign({ clerk }: Workstation, password: string): Promise<void> {
  await clerk.getByTestId('reassign-to').fill(secondClerk.account);
  await clerk.getByTestId('reassign-reason').selectOption('absent');
  await clerk.getByTestId('reassign-second').fill(secondClerk.account);
  await clerk.getByTestId('reassign-password').fill(password);
  await clerk.getByTestId('reassign').click();
}

/** A case that the ordinary clerk receives while the platform gives no answer. @returns its provisional number */
async function takeInOffline(
  counter: Counter,
  workstation: Workstation,
  intake: Intake,
): Promise<string> {
  const { clerk } = workstation;
  await untilNumbersAreThere(counter);
  await intake.chooseItem(allGood.variant);
  counter.platform.misbehave({ path: platformPaths.matchPerson, fault: 'status503' });
  await counter.reader.placeCard(allGood.card);
  await clerk.getByTestId('go-offline').waitFor();
  await clerk.keyboard.press('Control+F8');
  counter.platform.behave();
  await intake.pushConsent();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  await intake.fill('registeredAddress', allGood.card.address);
  await intake.fill('householder', '陈国强');
  await intake.fillContact();
  await intake.submit();
  const number = await clerk.getByTestId('provisional-number').innerText();
  await clerk.keyboard.press('Escape');
  await clerk.getByTestId('empty-desk').waitFor();
  await liftCard(counter, workstation);
  return number.trim();
}

/** A case of the ordinary clerk that the platform has sent back. */
async function toSentBack(workstation: Workstation, intake: Intake): Promise<void> {
  await intake.pushConsent();
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
  await intake.fillContact();
  await intake.submit();
  await workstation.clerk.getByText('case.rejected').first().waitFor();
}

test('a supervisor gives what was sent back, and what was received offline, to a clerk who is there', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const provisionalNumber = await takeInOffline(counter, workstation, intake);
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  const acceptAgain = refuseCases(counter);
  await toSentBack(workstation, intake);
  expect(await clerk.getByTestId('show-outbox').count()).toBe(0);
  await logOut(workstation);

  // Another clerk has nothing of it.
  await intake.logIn(secondClerk);
  expect(await clerk.getByTestId('case-line').count()).toBe(0);
  await clerk
    .locator('.platform-counts')
    .filter({ hasText: /被退回 ?1/ })
    .waitFor();
  await logOut(workstation);

  await intake.logIn(clerks.supervisor);
  await clerk.keyboard.press('Control+F9');
  const entry = clerk.locator('[data-testid="outbox-entry"][data-state="rejected"]');
  await entry.waitFor();
  const shown = await clerk.getByTestId('outbox-table').innerText();
  expect(shown).toContain(clerks.clerk.account);
  for (const word of [allGood.card.name, '陈*', allGood.card.idNumber]) {
    expect(shown).not.toContain(word);
  }
  const offline = clerk
    .locator('[data-testid="outbox-entry"][data-state="awaiting-verification"]')
    .filter({ hasText: provisionalNumber });
  await entry.getByRole('checkbox').check();
  await offline.getByRole('checkbox').check();
  expect(await findings(clerk)).toEqual([]);
  await reassign(workstation, 'nothing like it');
  await clerk
    .locator('[data-testid="reassign-failure"][data-code="session.wrong-credentials"]')
    .waitFor();
  await reassign(workstation, secondClerk.password);
  await entry.filter({ hasText: secondClerk.account }).waitFor();
  await offline.filter({ hasText: secondClerk.account }).waitFor();
  await clerk.getByTestId('outbox-given').filter({ hasText: '2' }).waitFor();
  await clerk.keyboard.press('Escape');
  await logOut(workstation);

  acceptAgain();
  await intake.logIn(secondClerk);
  await clerk.getByTestId('case-line').filter({ hasNotText: provisionalNumber }).click();
  await clerk.getByTestId('submit-case').waitFor();
  expect(await clerk.getByTestId('field-emergencyContact').inputValue()).toBe('陈小样');
  await intake.submit();
  expect(await intake.caseNumber()).not.toBe('');
  await clerk.keyboard.press('Escape');
  await clerk.getByTestId('empty-desk').waitFor();

  await clerk.keyboard.press('Control+F6');
  await clerk.getByTestId('offline-verified').waitFor();
  await intake.submit();
  expect(await intake.caseNumber()).not.toBe('');
});
