import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import { type Intake, intakeAt } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-counter.ts';

interface Moment {
  readonly name: string;
  readonly reach: (at: {
    readonly counter: Counter;
    readonly workstation: Workstation;
    readonly intake: Intake;
  }) => Promise<unknown>;
  readonly afterwards: (at: {
    readonly workstation: Workstation;
    readonly intake: Intake;
  }) => Promise<unknown>;
}

const toWaiverList: Moment['reach'] = async ({ counter, workstation, intake }) => {
  await intake.chooseItem(people.allGood.variant);
  await counter.reader.placeCard(people.allGood.card);
  await workstation.clerk.getByTestId('push-consent').waitFor();
};

const toForm: Moment['reach'] = async (at) => {
  await toWaiverList(at);
  await at.intake.pushConsent();
  await at.intake.answer('agree');
  await at.workstation.clerk.getByTestId('submit-case').waitFor();
};

const moments: readonly Moment[] = [
  {
    name: 'waiting for the card',
    reach: ({ intake }) => intake.chooseItem(people.allGood.variant),
    afterwards: ({ workstation }) => workstation.clerk.getByTestId('read-card').waitFor(),
  },
  {
    name: 'the 免证清单 on screen',
    reach: toWaiverList,
    afterwards: ({ workstation }) => workstation.clerk.getByTestId('push-consent').waitFor(),
  },
  {
    name: 'the citizen being asked: not given',
    reach: async (at) => {
      await toWaiverList(at);
      await at.intake.pushConsent();
    },
    afterwards: async ({ workstation }) => {
      await workstation.clerk
        .locator('[data-testid="consent-state"][data-outcome="screen-lost"]')
        .waitFor();
      const evaluator = await workstation.evaluator();
      expect(await evaluator.getByTestId('agree').count()).toBe(0);
    },
  },
  {
    name: 'the form half filled',
    reach: async (at) => {
      await toForm(at);
      await at.intake.fill('emergencyContact', '陈小样');
      await at.workstation.clerk
        .getByTestId('missing-fields')
        .getByText('紧急联系人', { exact: true })
        .waitFor({ state: 'detached' });
    },
    afterwards: async ({ workstation, intake }) => {
      const contact = workstation.clerk.getByTestId('field-emergencyContact');
      await contact.waitFor();
      expect(await contact.inputValue()).toBe('陈小样');
      await intake.fillContact();
      await intake.submit();
      expect(await intake.caseNumber()).not.toBe('');
    },
  },
  {
    name: 'submitted and not yet acknowledged',
    reach: async (at) => {
      await toForm(at);
      await at.intake.fillContact();
      at.counter.platform.misbehave({ path: '/api/v1/batches', fault: 'status500' });
      await at.intake.submit();
      await expect.poll(() => at.workstation.log()).toContain('"event":"outbox.not-sent"');
      at.counter.platform.behave();
    },
    afterwards: async ({ intake }) => expect(await intake.caseNumber()).not.toBe(''),
  },
];

test.for(moments)(
  'after a SIGKILL the case is where it was: $name',
  async ({ reach, afterwards }, { counter, workstation, intake }) => {
    await reach({ counter, workstation, intake });
    await workstation.kill();
    const again = await counter.start();
    const intakeAgain = intakeAt(again);
    await intakeAgain.logIn();
    await afterwards({ workstation: again, intake: intakeAgain });
  },
);
