import { expect } from 'vitest';
import { familyMembers } from '../../reference-platform/seed/families.ts';
import { transportQualificationItem } from '../../reference-platform/seed/items/transport-qualification-item.ts';
import { test } from './at-a-counter.ts';

test('a material that may follow is settled and taken back by its number key, and the platform takes the case', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem('passengers', transportQualificationItem.code);
  await counter.reader.placeCard(familyMembers.luoYongqiang);
  await clerk.getByTestId('push-consent').waitFor();
  const becomesOf = (code: string) => () =>
    clerk.getByTestId(`waiver-line-${code}`).getAttribute('data-status');
  expect(await becomesOf('qualification')()).toBe('waived-by-licence');
  expect(await becomesOf('health')()).toBe('needed-on-paper');

  for (const status of ['deferred', 'needed-on-paper', 'deferred']) {
    await clerk.keyboard.press('1');
    await expect.poll(becomesOf('health')).toBe(status);
  }

  await intake.pushConsent();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  await intake.fill('phone', '13800000000');
  await intake.submit();
  expect(await intake.caseNumber()).toMatch(/\d{6,}/);
});
