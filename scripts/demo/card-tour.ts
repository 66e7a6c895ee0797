import { people } from '../../reference-platform/seed/people.ts';
import type { Tour } from './stage.ts';
import { formOpen } from './stage-hands.ts';

const person = people.allGood;

/** A resident identity card: a whole case, and what a clerk's day has beside it. */
export const cardTour: Tour = {
  channel: 'card',
  subject: 'person',
  title: `身份证 · 个人 · card, person: ${person.special}`,
  play: async (stage) => {
    const { counter, workstation, clerk, intake, step, evaluatorShows, lines } = stage;
    const { reader } = counter;
    let caseNumber = '';
    let waived = 0;
    let paper = 0;
    await step('start', () => clerk.getByTestId('login-account').waitFor());
    await step('logged-in', () => intake.logIn());
    await step('item-chosen', () => intake.chooseItem(person.variant));
    await step('waiver-list', async () => {
      await reader.placeCard(person.card);
      await clerk.getByTestId('push-consent').waitFor();
      waived = await lines('waived-by-licence');
      paper = await lines('needed-on-paper');
    });
    await step('consent-asked', () => intake.pushConsent());
    await step('consent-in-large-type', async () => {
      await workstation.touch('type-switch');
      await evaluatorShows('[data-large-type="true"]');
    });
    await step('consent-in-english', async () => {
      await workstation.touch('language-en');
      await evaluatorShows('[lang="en"]');
    });
    await step('own-values', async () => {
      await intake.answer('agree');
      await evaluatorShows('[data-kind="own-values"]');
    });
    await step('form-filled', () => formOpen(stage));
    await step('form-completed', () => intake.fillContact());
    await step('received', async () => {
      await intake.submit();
      caseNumber = await intake.caseNumber();
      await evaluatorShows('[data-kind="rating"]');
    });
    await step('receipt', async () => {
      await clerk.keyboard.press('F10');
      await clerk.getByTestId('receipt-sheet').waitFor();
    });
    await step('rated', async () => {
      await clerk.keyboard.press('Escape');
      await workstation.touch('rate-very-satisfied');
      await evaluatorShows('[data-kind="thanks"]');
    });
    await reader.liftCard();
    await step('second-person', async () => {
      await intake.chooseItem(people.longName.variant, people.longName.item.code);
      await reader.placeCard(people.longName.card);
      await clerk.getByTestId('push-consent').waitFor();
      await reader.liftCard();
    });
    await step('held-and-next', async () => {
      await clerk.keyboard.press('Shift+F2');
      await clerk.getByTestId('empty-desk').waitFor();
    });
    await step('palette', async () => {
      await clerk.keyboard.press('Control+K');
      await clerk.getByTestId('palette-search').waitFor();
    });
    await clerk.keyboard.press('Escape');
    if (caseNumber === '') throw new Error('The case was given no number');
    return { caseNumber, waived, paper };
  },
};

/** What is left in front of everybody when the clerk goes away. */
export const lockTour: Tour = {
  channel: 'lock',
  subject: 'person',
  title: '锁屏 · lock',
  play: async ({ clerk, step }) => {
    await step('locked', async () => {
      await clerk.keyboard.press('Control+L');
      await clerk.getByTestId('lock-page').waitFor();
    });
    return undefined;
  },
};
