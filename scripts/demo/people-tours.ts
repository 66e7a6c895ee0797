import { familyMembers } from '../../reference-platform/seed/families.ts';
import { birthItem } from '../../reference-platform/seed/items/birth-item.ts';
import { socialSecurityCardItem } from '../../reference-platform/seed/items/social-security-card-item.ts';
import type { Tour } from './stage.ts';
import { acknowledge, awaited, formOpen, show, tidy, waiverList } from './stage-hands.ts';

const { heSimin, huoJunwei, huoZixuan, liangJiahao } = familyMembers;

/** Cases in which more than one person has a part. */
export const peopleTours: readonly Tour[] = [
  {
    channel: 'minor',
    subject: 'person',
    title: '未成年人 · 监护人代为决定 · a child, whose guardian decides',
    play: async (stage) => {
      const { step, intake, evaluatorShows } = stage;
      await intake.chooseItem('minor', socialSecurityCardItem.code);
      await step('child-named', async () => {
        await intake.namePerson(huoZixuan);
        await awaited(stage, 'guardian');
      });
      await step('acknowledgement', async () => {
        await show(stage, huoJunwei);
        await evaluatorShows('[data-kind="acknowledgement"]');
      });
      await step('waiver-list', async () => {
        await acknowledge(stage);
        await waiverList(stage);
      });
      await step('consent-asked', () => intake.pushConsent());
      await step('form-filled', async () => {
        await intake.answer('agree');
        await formOpen(stage);
      });
      return tidy(stage);
    },
  },
  {
    channel: 'couple',
    subject: 'person',
    title: '夫妻 · 依次授权 · a couple, each of whom decides',
    play: async (stage) => {
      const { step, clerk, intake } = stage;
      const turnOf = (name: string) =>
        clerk.getByTestId('holder-turn').filter({ hasText: name }).waitFor();
      await intake.chooseItem('married-mother', birthItem.code);
      await show(stage, heSimin);
      await clerk.getByTestId('adults-missing').waitFor();
      await step('adult-awaited', async () => {
        await clerk.keyboard.press('Shift+F6');
        await awaited(stage, 'adult');
      });
      await step('both-there', async () => {
        await show(stage, liangJiahao);
        await turnOf('何*敏');
      });
      await step('first-asked', () => intake.pushConsent());
      await step('second-in-turn', async () => {
        await intake.answer('agree');
        await turnOf('梁*豪');
      });
      await step('second-asked', () => intake.pushConsent());
      await step('form-filled', async () => {
        await intake.answer('agree');
        await formOpen(stage);
      });
      return tidy(stage);
    },
  },
];
