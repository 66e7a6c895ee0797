import { clerks } from '../../reference-platform/seed/accounts.ts';
import { elderCardItem } from '../../reference-platform/seed/elder-card-item.ts';
import type { Workstation } from './workstation.ts';

/** Longest wait for the next thing to appear, in milliseconds; a loaded machine is slow, not broken. */
export const patience = 20_000;

/** A clerk's own hands at a workstation: what people do, named as they would. */
export interface Intake {
  /** Logs in, as the seed's clerk unless told. */
  logIn(clerk?: { readonly account: string; readonly password: string }): Promise<void>;
  /** Names somebody who has nothing to show: a minor, or an adult who is not there. */
  namePerson(who: { readonly name: string; readonly idNumber: string }): Promise<void>;
  /** Opens a case and chooses an item, without a code 老年人优待证申领, in a variant. */
  chooseItem(variant: string, itemCode?: string): Promise<void>;
  /** Opens a case for another matter of the open case's person, and chooses its item. */
  chooseAnotherItem(variant: string, itemCode: string): Promise<void>;
  pushConsent(): Promise<void>;
  /** Touches an answer once the page may be answered. */
  answer(decision: 'agree' | 'decline'): Promise<void>;
  /** Resolves when whoever acts for somebody else is asked to confirm it, and a touch would count. */
  untilAskedToAcknowledge(): Promise<void>;
  fill(field: string, value: string): Promise<void>;
  /** Chooses from a field's list, which is made once somebody turns to the field. */
  choose(field: string, choice: string): Promise<void>;
  /** Fills what no source can know. */
  fillContact(): Promise<void>;
  submit(): Promise<void>;
  /** Closes the open case, if there is one, without asking whether that is meant; leaves one that was received. */
  dropCase(): Promise<void>;
  /** Waits for the platform's case number. */
  caseNumber(): Promise<string>;
}

/** The intake at one workstation. */
export function intakeAt(workstation: Workstation): Intake {
  const { clerk } = workstation;
  clerk.setDefaultTimeout(patience);
  const press = (testId: string) => clerk.getByTestId(testId).first().click();

  const intake: Intake = {
    logIn: async ({ account, password } = clerks.clerk) => {
      await clerk.getByTestId('login-account').fill(account);
      await clerk.getByTestId('login-password').fill(password);
      await press('login-submit');
      await clerk.getByTestId('new-case').first().waitFor();
    },
    chooseItem: async (variant, itemCode = elderCardItem.code) => {
      await press('new-case');
      await press(`item-option-${itemCode}`);
      await press(`variant-${variant}`);
    },
    namePerson: async ({ name, idNumber }) => {
      await press('named-person');
      await clerk.getByTestId('named-name').fill(name);
      await clerk.getByTestId('named-number').fill(idNumber);
      await press('named-submit');
    },
    chooseAnotherItem: async (variant, itemCode) => {
      await press('open-another');
      await press(`item-option-${itemCode}`);
      await press(`variant-${variant}`);
    },
    pushConsent: async () => {
      await press('push-consent');
      const evaluator = await workstation.evaluator();
      await evaluator.getByTestId('agree').waitFor({ timeout: patience });
    },
    answer: async (decision) => {
      const evaluator = await workstation.evaluator();
      await evaluator
        .locator(`[data-testid="${decision}"]:not([disabled]):not([aria-disabled="true"])`)
        .waitFor({ timeout: patience });
      await workstation.touch(decision);
    },
    untilAskedToAcknowledge: async () => {
      const evaluator = await workstation.evaluator();
      await evaluator.locator('[data-kind="acknowledgement"]').waitFor({ timeout: patience });
      await clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
    },
    fill: async (field, value) => {
      const input = clerk.getByTestId(`field-${field}`);
      await input.fill(value);
      await input.blur();
    },
    choose: async (field, choice) => {
      const list = clerk.getByTestId(`field-${field}`);
      await list.focus();
      await list.selectOption(choice);
    },
    fillContact: async () => {
      await intake.fill('emergencyContact', '陈小样');
      await intake.fill('emergencyPhone', '13800000000');
    },
    submit: () => press('submit-case'),
    dropCase: async () => {
      await clerk.evaluate(`(async () => {
        const { value } = await window.desk.call('desk:current', null);
        if (value.case === undefined) return;
        const channel = value.case.stage === 'received' ? 'case:hold' : 'case:close';
        const ended = await window.desk.call(channel, { caseId: value.case.id });
        if (!ended.ok) throw new Error(ended.problem.code);
      })()`);
    },
    caseNumber: async () => {
      const shown = clerk.getByTestId('case-number');
      await shown.waitFor();
      return ((await shown.textContent()) ?? '').trim();
    },
  };
  return intake;
}
