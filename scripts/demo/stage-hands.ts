import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { retailFilingItem } from '../../reference-platform/seed/items/retail-filing-item.ts';
import { people } from '../../reference-platform/seed/people.ts';
import type { ResidentCard } from '../../src/domain/identity-card.ts';
import { platformAt } from '../workbench/citizens-phone.ts';
import { layCard, liftCard } from '../workbench/lay-card.ts';
import type { Stage } from './stage.ts';

/** Resolves when the 免证清单 is there. */
export const waiverList = ({ clerk }: Stage) =>
  clerk.locator('[data-testid^="waiver-line-"]').first().waitFor();
/** Begins what most people come for. */
export const forPerson = ({ intake }: Stage) => intake.chooseItem(people.allGood.variant);
/** Begins the small filing that enterprises come for. */
export const forEnterprise = ({ intake }: Stage) =>
  intake.chooseItem(retailFilingItem.variants[0]?.code ?? '', retailFilingItem.code);
/** The platform, as phones call it. */
export const phoneCalls = ({ counter }: Stage) => platformAt(counter.platform.url);
/** Lays a card down where another may lie. */
export const show = ({ counter, workstation }: Stage, card: ResidentCard) =>
  layCard(counter, workstation, card);

/** Leaves the counter as it was found. */
export async function tidy({ intake, counter, workstation }: Stage): Promise<undefined> {
  await intake.dropCase();
  await liftCard(counter, workstation);
  return undefined;
}

/** Finds an enterprise by its code. */
export async function findFoods({ clerk }: Stage): Promise<void> {
  await clerk.getByTestId('enterprise-code').fill(enterprises.foods.uscc);
  await clerk.getByTestId('enterprise-found').waitFor();
}

/** Whoever acts for somebody else confirms it. */
export const acknowledge = async ({ intake, workstation }: Stage): Promise<void> => {
  await intake.untilAskedToAcknowledge();
  await workstation.touch('acknowledgement-confirm');
};

/** Resolves when the clerk is told a failure, by its code. */
export const told = ({ clerk }: Stage, code: string) =>
  clerk.locator(`[data-testid="case-failure"][data-code="${code}"]`).waitFor();

/** Resolves when somebody is waited for, at a step of identifying. */
export const awaited = ({ clerk }: Stage, step: string) =>
  clerk.locator(`[data-testid="identity-guidance"][data-step="${step}"]`).waitFor();

/** Resolves when the form is open. Whoever is asked to look at their own values first, one after the other, finds them right. */
export async function formOpen({ clerk, workstation }: Stage): Promise<void> {
  const evaluator = await workstation.evaluator();
  const form = clerk.getByTestId('submit-case');
  for (let seen = ''; ; ) {
    const ownValues = evaluator.locator(`[data-kind="own-values"]:not([data-page-id="${seen}"])`);
    await Promise.race([ownValues.waitFor(), form.waitFor()]);
    if (await form.isVisible()) return;
    seen = (await ownValues.getAttribute('data-page-id')) ?? '';
    await workstation.touch('own-values-confirm');
  }
}
