import { describe, expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { type Intake, intakeAt } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-counter.ts';
import { findings } from './axe-findings.ts';

const { allGood } = people;

interface Desk {
  readonly workstation: Workstation;
  readonly intake: Intake;
}

/** Takes a case to its form, everything agreed to, with one field filled in by hand. */
async function toTypedForm({ workstation, intake }: Desk): Promise<void> {
  await intake.pushConsent();
  await intake.answer('agree');
  await workstation.clerk.getByTestId('submit-case').waitFor();
  await intake.fill('emergencyContact', '陈小样');
}

/** Chooses the window by its number, without touching the mouse. */
async function handOver({ clerk }: Workstation, number: string): Promise<void> {
  await clerk.keyboard.press('Shift+F9');
  await clerk.getByTestId('handover-search').fill(number);
  await clerk.locator('[data-testid^="handover-window-"][data-first]').waitFor();
  await clerk.keyboard.press('Enter');
  await clerk.getByTestId('handover-search').waitFor({ state: 'detached' });
}

const handedOver = '[data-testid="case-line"][data-group="handed-over"]';

describe('a case goes from A07 to A08', () => {
  test('is taken there, nobody is asked again, and it is handed in; A07 has let it go', async ({
    counter,
    otherCounter,
    workstation,
    intake,
  }) => {
    const there = await otherCounter.start();
    const intakeThere = intakeAt(there);
    await intakeThere.logIn(clerks.supervisor);

    await intake.chooseItem(allGood.variant);
    await counter.reader.placeCard(allGood.card);
    await toTypedForm({ workstation, intake });
    await workstation.clerk.getByTestId('hand-over').click();
    await workstation.clerk
      .locator('[data-testid="handover-window-A08"] [data-staffed="true"]')
      .waitFor();
    expect(await findings(workstation.clerk)).toEqual([]);
    await workstation.clerk.getByTestId('handover-cancel').click();
    await handOver(workstation, '08');
    await workstation.clerk.locator(handedOver, { hasText: '→ A08' }).waitFor();
    await workstation.clerk.getByTestId('empty-desk').waitFor();

    const offer = there.clerk.getByTestId('offer-line');
    await offer.filter({ hasText: '综合窗口 A07' }).waitFor();
    const offered = await offer.innerText();
    expect(offered).toContain('陈*芳');
    expect(offered).not.toContain(allGood.card.name);
    expect(await findings(there.clerk)).toEqual([]);
    expect(await findings(workstation.clerk)).toEqual([]);
    await offer.focus();
    await there.clerk.keyboard.press('Enter');
    await there.clerk.getByTestId('submit-case').waitFor();
    expect(await there.clerk.getByTestId('field-emergencyContact').inputValue()).toBe('陈小样');
    const evaluatorThere = await there.evaluator();
    expect(await evaluatorThere.locator('[data-kind="consent"]').count()).toBe(0);
    expect(there.log()).not.toContain('"stage":"asking-consent"');

    await workstation.clerk.locator(handedOver).waitFor({ state: 'detached' });
    expect(await workstation.clerk.getByTestId('case-line').count()).toBe(0);

    await intakeThere.fill('emergencyPhone', '13800000000');
    await intakeThere.submit();
    expect(await intakeThere.caseNumber()).not.toBe('');
  });

  test('is taken back as long as nobody has taken it, and goes on where it was', async ({
    counter,
    workstation,
    intake,
  }) => {
    await intake.chooseItem(allGood.variant);
    await counter.reader.placeCard(allGood.card);
    await toTypedForm({ workstation, intake });
    await handOver(workstation, 'a08');
    await workstation.clerk.locator(handedOver).click();
    await workstation.clerk.getByTestId('submit-case').waitFor();
    const field = workstation.clerk.getByTestId('field-emergencyContact');
    expect(await field.inputValue()).toBe('陈小样');
  });

  test('and stays as it is while the platform cannot be reached', async ({
    counter,
    workstation,
    intake,
  }) => {
    await intake.chooseItem(allGood.variant);
    await counter.reader.placeCard(allGood.card);
    await toTypedForm({ workstation, intake });
    counter.platform.misbehave({ fault: 'resetBeforeCommit', path: '/api/v1/handovers' });
    await workstation.clerk.keyboard.press('Shift+F9');
    await workstation.clerk
      .locator('[data-testid="handover-failure"][data-code="handover.offline"]')
      .waitFor();
    await workstation.clerk.keyboard.press('Escape');
    await workstation.clerk.getByTestId('submit-case').waitFor();
    expect(await workstation.clerk.locator(handedOver).count()).toBe(0);
  });
});
