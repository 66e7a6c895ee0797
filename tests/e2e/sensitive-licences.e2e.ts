import { expect } from 'vitest';
import { familyMembers } from '../../reference-platform/seed/families.ts';
import { disabilityAllowanceItem } from '../../reference-platform/seed/items/disability-allowance-item.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-counter.ts';
import { findings } from './axe-findings.ts';

const applicant = familyMembers.maiYi;
const materials = ['household-register', 'disability-certificate', 'subsistence-certificate'];

/** What has become of the materials that licences replace, as the list says when it is opened again. */
async function outcomes({ clerk }: Workstation): Promise<readonly (string | null)[]> {
  await clerk.getByTestId('section-toggle-waivers').click();
  const lines = materials.map((code) => clerk.getByTestId(`waiver-line-${code}`));
  return Promise.all(lines.map((line) => line.getAttribute('data-status')));
}

test('sensitive licences stand apart, and only their own touch agrees to them', async ({
  counter,
  workstation,
  intake,
}) => {
  await intake.chooseItem('living-self', disabilityAllowanceItem.code);
  await counter.reader.placeCard(applicant);
  await intake.pushConsent();
  const evaluator = await workstation.evaluator();
  const apart = evaluator.getByTestId('sensitive-licences');
  expect(await apart.getByTestId('licence-card').count()).toBe(2);
  expect(await evaluator.getByTestId('licence-card').count()).toBe(3);
  const agree = evaluator.getByTestId('agree');
  expect(await agree.textContent()).toBe('同意授权（1 项）');
  expect(await findings(evaluator)).toEqual([]);

  await workstation.touch('type-switch');
  await evaluator.locator('[data-testid="evaluator-page"][data-large-type="true"]').waitFor();
  expect(await findings(evaluator)).toEqual([]);
  const isWiderThanScreen = await evaluator.evaluate(
    `document.querySelector('.reading-area').scrollWidth > document.querySelector('.reading-area').clientWidth`,
  );
  expect(isWiderThanScreen).toBe(false);

  // Main knows by then that the page is on screen.
  await evaluator.locator('[data-testid="agree"]:not([aria-disabled="true"])').waitFor();
  await evaluator.getByTestId('licence-1-agree').scrollIntoViewIfNeeded();
  await workstation.touch('licence-1-agree');
  await expect.poll(() => agree.textContent()).toMatch(/^提交选择（同意\s2\s项，不同意\s1\s项）$/);
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
  expect(await outcomes(workstation)).toEqual([
    'waived-by-licence',
    'waived-by-licence',
    'needed-on-paper',
  ]);
});

test('with no touch of its own nothing sensitive is agreed to', async ({
  counter,
  workstation,
  intake,
}) => {
  await intake.chooseItem('living-self', disabilityAllowanceItem.code);
  await counter.reader.placeCard(applicant);
  await intake.pushConsent();
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
  expect(await outcomes(workstation)).toEqual([
    'waived-by-licence',
    'needed-on-paper',
    'needed-on-paper',
  ]);
});
