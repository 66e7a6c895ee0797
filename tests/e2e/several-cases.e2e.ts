import { describe, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { quickNumbers, test } from './at-a-counter.ts';

const { allGood, rareName } = people;

test('two persons’ cases side by side: one is held while the other is served, and goes on where it was', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  await clerk.getByTestId('push-consent').waitFor();
  await counter.reader.liftCard();
  await clerk.keyboard.press('Shift+F2');
  await clerk.getByTestId('empty-desk').waitFor();

  await intake.chooseItem(rareName.variant);
  await counter.reader.placeCard(rareName.card);
  await intake.pushConsent();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  const lines = clerk.getByTestId('case-line');
  expect(await lines.count()).toBe(2);

  // The first person's card takes up the first person's case once the clerk is free.
  await counter.reader.liftCard();
  await clerk.keyboard.press('Shift+F2');
  await clerk.getByTestId('empty-desk').waitFor();
  await counter.reader.placeCard(allGood.card);
  await clerk.getByTestId('push-consent').waitFor();
  await clerk
    .locator('[data-testid="case-line"][aria-current="true"]', { hasText: '陈*芳' })
    .waitFor();
});

test('locking takes the page back and shows nothing of the case; the password brings everything back', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  await intake.pushConsent();
  await clerk.keyboard.press('Control+L');
  await clerk.getByTestId('lock-page').waitFor();
  const evaluator = await workstation.evaluator();
  await evaluator
    .locator('[data-testid="evaluator-page"][data-kind="blank"]')
    .waitFor({ state: 'attached', timeout: 1000 });
  const left = await clerk.locator('body').innerText();
  for (const part of [allGood.card.name, allGood.card.idNumber, '老年人优待证']) {
    expect(left).not.toContain(part);
  }
  expect(
    await clerk.evaluate(`window.desk.call('case:open', null).then((reply) => reply.problem.code)`),
  ).toBe('session.locked');
  await clerk.getByTestId('lock-password').fill('wrong');
  await clerk.keyboard.press('Enter');
  await clerk.locator('[data-testid="lock-failure"][data-code="session.wrong-password"]').waitFor();
  await clerk.getByTestId('lock-password').fill('mianzheng-9012');
  await clerk.keyboard.press('Enter');
  await clerk.locator('[data-testid="consent-state"][data-outcome="withdrawn"]').waitFor();
  await clerk.getByTestId('push-consent').waitFor();
});

describe('with little patience', () => {
  test.override({ settings: { numbers: { ...quickNumbers, idleLockSeconds: 5 } } });

  test('a counter that nobody touches locks itself; one that is used does not', async ({
    workstation,
    intake: _loggedIn,
  }) => {
    const { clerk } = workstation;
    const began = performance.now();
    while (performance.now() - began < 7_000) {
      await clerk.keyboard.press('Shift');
      await clerk.waitForTimeout(1_000);
    }
    expect(await clerk.getByTestId('lock-page').count()).toBe(0);
    await clerk.getByTestId('lock-page').waitFor({ timeout: 8_000 });
  });
});
