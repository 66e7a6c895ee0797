import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { type Intake, intakeAt } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { test } from './at-a-counter.ts';

const { card, variant } = people.allGood;

test('the power goes at every transition of a case: it is where it was each time, and is received once', async ({
  counter,
  workstation: first,
  intake: firstIntake,
}) => {
  let at: { readonly workstation: Workstation; readonly intake: Intake } = {
    workstation: first,
    intake: firstIntake,
  };
  const part = (testId: string) => at.workstation.clerk.getByTestId(testId).first();

  /** Ends the program as a power cut would, starts it again, and logs in. */
  async function cutPower(): Promise<void> {
    await at.workstation.kill();
    const workstation = await counter.start();
    at = { workstation, intake: intakeAt(workstation) };
    await at.intake.logIn();
  }

  /** Lets the platform hang on a kind of call, and cuts the power while the case waits for it. */
  async function cutPowerAt(path: string, stage: string, go: () => Promise<unknown>) {
    counter.platform.misbehave({ path, fault: 'hang' });
    await go();
    await expect.poll(() => at.workstation.log()).toContain(`"stage":"${stage}"`);
    counter.platform.behave();
    await cutPower();
  }

  await part('new-case').click();
  const options = () => at.workstation.clerk.locator('[data-testid^="item-option-"]').first();
  await options().waitFor();
  await cutPower();
  await options().waitFor();

  await options().click();
  await part(`variant-${variant}`).click();
  await part('read-card').waitFor();
  await cutPower();
  await part('read-card').waitFor();

  await cutPowerAt(platformPaths.matchPerson, 'matching', () => counter.reader.placeCard(card));
  await part('push-consent').waitFor();

  await cutPower();
  await part('push-consent').waitFor();

  await at.intake.pushConsent();
  await cutPower();
  // Asked, and nobody knows what the citizen did: not given.
  await part('consent-state')
    .and(at.workstation.clerk.locator('[data-outcome="screen-lost"]'))
    .waitFor();
  const evaluator = await at.workstation.evaluator();
  expect(await evaluator.getByTestId('agree').count()).toBe(0);

  await at.intake.pushConsent();
  const fetching = `${platformPaths.licenceLibrary}/license/get_license`;
  await cutPowerAt(fetching, 'fetching-values', () => at.intake.answer('agree'));
  // What was given is not asked again.
  await part('submit-case').waitFor();
  expect(at.workstation.log()).not.toContain('"stage":"asking-consent"');

  await at.intake.fill('emergencyContact', '陈小样');
  await part('missing-fields')
    .getByText('紧急联系人', { exact: true })
    .waitFor({ state: 'detached' });
  await cutPower();
  await part('field-emergencyContact').waitFor();
  expect(await part('field-emergencyContact').inputValue()).toBe('陈小样');

  await at.intake.fillContact();
  await cutPowerAt(platformPaths.batches, 'submitting', () => at.intake.submit());
  const caseNumber = await at.intake.caseNumber();
  expect(caseNumber).not.toBe('');

  await cutPower();
  await part('case-line').click();
  expect(await at.intake.caseNumber()).toBe(caseNumber);
  expect(await at.workstation.clerk.getByTestId('case-line').count()).toBe(1);
});
