import { expect } from 'vitest';
import { flexibleInsuranceItem } from '../../reference-platform/seed/flexible-insurance-item.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { test } from './at-a-counter.ts';

/** She renews her driving licence and registers for insurance, which takes her residence permit. */
const { settledWorker: person } = people;

test('one person with two matters: one card, one page that asks for both, and two filled forms', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem(person.variant, person.item.code);
  await counter.reader.placeCard(person.card);
  await clerk.getByTestId('push-consent').waitFor();
  await intake.chooseAnotherItem('residence-permit', flexibleInsuranceItem.code);
  await clerk.getByTestId('visit-strip').waitFor();
  await intake.pushConsent();
  const evaluator = await workstation.evaluator();
  const text = await evaluator.locator('[data-kind="consent"]').innerText();
  for (const part of [person.item.name, flexibleInsuranceItem.name, '居住证', '机动车驾驶证']) {
    expect(text).toContain(part);
  }
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  await clerk.locator('[data-testid="visit-case"]:not([aria-current])').click();
  await clerk.getByTestId('submit-case').waitFor();
  await clerk
    .locator('[data-testid="consent-state"][data-outcome="agreed"]')
    .first()
    .waitFor({ state: 'attached' });
});

test('whoever goes away leaves nothing on the screen, and is asked again only once they are back', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem(person.variant, person.item.code);
  await counter.reader.placeCard(person.card);
  await intake.pushConsent();
  await counter.reader.liftCard();
  await clerk.keyboard.press('Shift+F7');
  const evaluator = await workstation.evaluator();
  await evaluator
    .locator('[data-testid="evaluator-page"]:not([data-kind="consent"])')
    .waitFor({ state: 'attached' });
  await clerk.getByTestId('empty-desk').waitFor();
  await clerk.getByTestId('case-line').click();
  await clerk.getByTestId('person-left').waitFor();
  expect(await clerk.getByTestId('push-consent').count()).toBe(0);
  await counter.reader.placeCard(person.card);
  await clerk.getByTestId('person-left').waitFor({ state: 'detached' });
  await intake.pushConsent();
});
