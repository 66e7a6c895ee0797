import { expect } from 'vitest';
import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { foodLicenceItem } from '../../reference-platform/seed/items/food-licence-item.ts';
import { peopleElsewhere } from '../../reference-platform/seed/people.ts';
import { test } from './at-a-counter.ts';

const { textiles } = enterprises;
const { moZhiming } = peopleElsewhere;

test('法定代表人的证照: a representative answers for the organisation, then for the certificate that is their own', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  await intake.chooseItem('catering', foodLicenceItem.code);
  await clerk.getByTestId('enterprise-code').fill(textiles.uscc);
  await clerk.getByTestId('enterprise-found').waitFor();
  await counter.reader.placeCard(moZhiming);
  const standings = () =>
    clerk
      .getByTestId('case-holder')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-standing')));
  await expect.poll(standings).toEqual(['to-be-asked', 'to-be-asked']);

  const evaluator = await workstation.evaluator();
  await intake.pushConsent();
  expect(await evaluator.locator('body').textContent()).toContain('不动产权证书');
  await intake.answer('agree');
  await expect.poll(standings).toEqual(['agreed', 'to-be-asked']);

  await intake.pushConsent();
  const own = await evaluator.locator('body').textContent();
  expect(own).toContain('食品安全管理员');
  expect(own).not.toContain('不动产权证书');
  await intake.answer('agree');
  await expect
    .poll(() => clerk.getByTestId('field-safety-manager-number').inputValue())
    .not.toBe('');

  await intake.fill('products', '热食类食品制售');
  await clerk.getByTestId('field-operation').selectOption('餐饮服务经营者');
  await intake.fill('employees', '12');
  await intake.fill('phone', '13800000000');
  await intake.submit();
  expect(await intake.caseNumber()).not.toBe('');
});
