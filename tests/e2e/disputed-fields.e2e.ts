import { expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { flexibleInsuranceItem } from '../../reference-platform/seed/flexible-insurance-item.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { staleAddresses } from '../../reference-platform/seed/person-records.ts';
import { correctionPaths, correctionsAnswerSchema } from '../../src/contracts/correction-api.ts';
import { test } from './at-a-counter.ts';
import { readerAt } from './at-the-platform.ts';
import { findings } from './axe-findings.ts';

const { card } = people.misspeltName;

test('来源不一致: the clerk sees both addresses, uses one and says why, and whoever keeps the other is asked to look', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem('residence-permit', flexibleInsuranceItem.code);
  await counter.reader.placeCard(card);
  await intake.pushConsent();
  await intake.answer('agree');
  const dispute = clerk.getByTestId('field-conflict-address');
  await dispute.waitFor();
  await dispute.scrollIntoViewIfNeeded();
  const said = (await dispute.textContent()) ?? '';
  expect(said).toContain(card.address);
  expect(said).toContain(staleAddresses.get(card.idNumber)?.value);
  await clerk.locator('[data-testid="open-point-address"][data-why="conflict"]').click();

  await clerk.getByTestId('adopt-address-0').click();
  const confirm = clerk.getByTestId('conflict-confirm-address');
  expect(await confirm.isDisabled()).toBe(true);
  await clerk.getByTestId('conflict-reason-address').selectOption('original-seen');
  await clerk.getByTestId('conflict-correction-address').check();
  expect(await findings(clerk)).toEqual([]);
  await confirm.click();
  await clerk.locator('[data-testid="field-conflict-address"][data-decided]').waitFor();
  expect(await clerk.getByTestId('open-point-address').count()).toBe(0);
  expect(await clerk.getByTestId('field-address').inputValue()).toBe(card.address);

  await intake.choose('contributionLevel', '60%');
  await intake.fill('phone', '13800000000');
  await intake.submit();
  const caseNumber = await intake.caseNumber();
  const read = await readerAt(counter.platform.url, clerks.approver);
  const asked = async () =>
    correctionsAnswerSchema.parse(await (await read(correctionPaths.corrections)).json());
  await expect
    .poll(asked)
    .toMatchObject({ corrections: [{ caseNumber, fieldKey: 'address', reason: 'original-seen' }] });
});
