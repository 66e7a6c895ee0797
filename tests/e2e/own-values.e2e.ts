import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { quickNumbers, test } from './at-a-counter.ts';

const { allGood: person } = people;

test.override({ settings: { numbers: { ...quickNumbers, ownValuesSeconds: 60 } } });

test('whoever has agreed sees their values before the clerk, and what they say is wrong is not used', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem(person.variant);
  await counter.reader.placeCard(person.card);
  await intake.pushConsent();
  await intake.answer('agree');
  const evaluator = await workstation.evaluator();
  await evaluator.locator('[data-kind="own-values"]').waitFor();
  await clerk.getByTestId('checking-values').waitFor();
  const shown = await evaluator.locator('.own-licence').innerText();
  expect(shown).toContain(person.card.address);
  const seenByClerk = await clerk.locator('body').innerText();
  expect(seenByClerk).not.toContain('陈国强');
  expect(await clerk.getByTestId('field-householder').inputValue()).toBe('');

  await workstation.touch('object-0');
  await evaluator.locator('.own-licence[data-wrong="true"]').waitFor();
  await workstation.touch('own-values-confirm');
  await clerk.getByTestId('objections').waitFor();
  await clerk.getByTestId('submit-case').waitFor();
  expect(await clerk.getByTestId('field-householder').inputValue()).toBe('');
});

test('with nothing wrong one touch brings the form', async ({ counter, workstation, intake }) => {
  const { clerk } = workstation;
  await intake.chooseItem(person.variant);
  await counter.reader.placeCard(person.card);
  await intake.pushConsent();
  await intake.answer('agree');
  await (await workstation.evaluator()).locator('[data-kind="own-values"]').waitFor();
  await clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
  await workstation.touch('own-values-confirm');
  await clerk.getByTestId('submit-case').waitFor();
  expect(await clerk.getByTestId('field-householder').inputValue()).not.toBe('');
});
