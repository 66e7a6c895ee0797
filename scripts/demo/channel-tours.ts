import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { people } from '../../reference-platform/seed/people.ts';
import {
  answerByPhone,
  delegatedCode,
  passFaceCheck,
  scanByCamera,
  shownCode,
  shownRows,
} from '../workbench/citizens-phone.ts';
import type { Stage, Tour } from './stage.ts';
import {
  acknowledge,
  findFoods,
  forEnterprise,
  formOpen,
  forPerson,
  phoneCalls,
  show,
  tidy,
  waiverList,
} from './stage-hands.ts';

const { allGood, rareName, tooYoung } = people;
const { foods, homeAppliances } = enterprises;

/** 刷脸办 by the phone of whoever the case waits for. */
async function byFace(stage: Stage): Promise<void> {
  const { step, clerk, workstation, evaluatorShows } = stage;
  await step('code-to-scan', async () => {
    await clerk.keyboard.press('F5');
    await evaluatorShows('[data-kind="face-code"]');
  });
  await step('waiver-list', async () => {
    await passFaceCheck(phoneCalls(stage), allGood.card, await shownRows(workstation));
    await waiverList(stage);
  });
}

/** Every other way of proof, up to the 免证清单 and the question. */
export const channelTours: readonly Tour[] = [
  {
    channel: 'zhengwu-code',
    subject: 'person',
    title: '政务码 · 个人 · 政务码 of a person',
    play: async (stage) => {
      const { step, workstation, intake } = stage;
      await step('item-chosen', () => forPerson(stage));
      await step('waiver-list', async () => {
        const own = { kind: 'zhengwu', subject: { type: 'person' } } as const;
        await scanByCamera(workstation, await shownCode(phoneCalls(stage), allGood.card, own));
        await waiverList(stage);
      });
      await step('consent-asked', () => intake.pushConsent());
      return tidy(stage);
    },
  },
  {
    channel: 'not-activated',
    subject: 'person',
    title: '未开通 · a code that is not activated',
    play: async (stage) => {
      const { step, workstation, evaluatorShows } = stage;
      await forPerson(stage);
      await step('activation-guide', async () => {
        const own = { kind: 'zhengwu', subject: { type: 'person' } } as const;
        const code = await shownCode(phoneCalls(stage), rareName.card, own, {
          isActivated: false,
        });
        await scanByCamera(workstation, code);
        await evaluatorShows('[data-kind="activation"]');
      });
      return tidy(stage);
    },
  },
  {
    channel: 'face',
    subject: 'person',
    title: '刷脸办 · 个人 · face check of a person',
    play: async (stage) => {
      await forPerson(stage);
      await byFace(stage);
      return tidy(stage);
    },
  },
  {
    channel: 'document',
    subject: 'person',
    title: '其他证件 · a passport',
    play: async (stage) => {
      const { step, clerk } = stage;
      await forPerson(stage);
      await clerk.getByTestId('other-document').click();
      await clerk.getByTestId('document-name').fill('MARTIN ANNA');
      await clerk.getByTestId('document-number').fill('X1234567');
      await step('waiver-list', async () => {
        await clerk.getByTestId('document-submit').click();
        await waiverList(stage);
      });
      return tidy(stage);
    },
  },
  {
    channel: 'delegate',
    subject: 'person',
    title: '代办 · 个人 · an agent with a principal’s code',
    play: async (stage) => {
      const { step, clerk, workstation, evaluatorShows } = stage;
      await forPerson(stage);
      await step('acknowledgement', async () => {
        const code = await delegatedCode(phoneCalls(stage), allGood.card, rareName.card);
        await scanByCamera(workstation, code);
        await evaluatorShows('[data-kind="acknowledgement"]');
      });
      await step('waiver-list', async () => {
        await acknowledge(stage);
        await waiverList(stage);
      });
      await step('principal-asked', async () => {
        await clerk.keyboard.press('F8');
        await clerk.locator('[data-testid="mirror-phone"][data-state="waiting"]').waitFor();
      });
      await step('principal-too-late', () =>
        clerk.locator('[data-testid="consent-state"][data-outcome="timed-out"]').waitFor(),
      );
      await step('principal-agrees', async () => {
        await clerk.keyboard.press('F8');
        await clerk.locator('[data-testid="mirror-phone"][data-state="waiting"]').waitFor();
        await answerByPhone(phoneCalls(stage), allGood.card, 'agreed');
        await formOpen(stage);
      });
      return tidy(stage);
    },
  },
  {
    channel: 'zhengwu-code',
    subject: 'enterprise',
    title: '政务码 · 企业 · 政务码 of an enterprise',
    play: async (stage) => {
      const { step, workstation } = stage;
      await forEnterprise(stage);
      await step('waiver-list', async () => {
        const subject = { type: 'enterprise', uscc: foods.uscc } as const;
        const choice = { kind: 'zhengwu', subject } as const;
        await scanByCamera(workstation, await shownCode(phoneCalls(stage), allGood.card, choice));
        await waiverList(stage);
      });
      return tidy(stage);
    },
  },
  {
    channel: 'yueshang-code',
    subject: 'enterprise',
    title: '粤商码 · 企业 · 粤商码 of an enterprise',
    play: async (stage) => {
      const { step, workstation } = stage;
      await forEnterprise(stage);
      await step('waiver-list', async () => {
        const { uscc } = homeAppliances;
        const choice = { kind: 'yueshang', uscc, purpose: 'mianzhengban' } as const;
        const app = 'yueshangtong';
        const code = await shownCode(phoneCalls(stage), tooYoung.card, choice, { app });
        await scanByCamera(workstation, code);
        await waiverList(stage);
      });
      return tidy(stage);
    },
  },
  {
    channel: 'card',
    subject: 'enterprise',
    title: '法定代表人身份证 · 企业 · the representative’s card',
    play: async (stage) => {
      const { step, counter } = stage;
      await forEnterprise(stage);
      await step('enterprise-found', () => findFoods(stage));
      await step('waiver-list', async () => {
        await counter.reader.placeCard(allGood.card);
        await waiverList(stage);
      });
      return tidy(stage);
    },
  },
  {
    channel: 'face',
    subject: 'enterprise',
    title: '法定代表人刷脸 · 企业 · the representative’s face',
    play: async (stage) => {
      await forEnterprise(stage);
      await findFoods(stage);
      await byFace(stage);
      return tidy(stage);
    },
  },
  {
    channel: 'runner',
    subject: 'enterprise',
    title: '代办人持法定代表人身份证 · the representative’s card in somebody else’s hand',
    play: async (stage) => {
      const { step, clerk, counter, evaluatorShows } = stage;
      await forEnterprise(stage);
      await findFoods(stage);
      await clerk.getByTestId('holder-absent').check();
      await step('representative-read', async () => {
        await counter.reader.placeCard(allGood.card);
        await clerk.locator('[data-testid="identity-guidance"][data-step="runner"]').waitFor();
      });
      await step('acknowledgement', async () => {
        await show(stage, rareName.card);
        await evaluatorShows('[data-kind="acknowledgement"]');
      });
      await step('waiver-list', async () => {
        await acknowledge(stage);
        await waiverList(stage);
      });
      return tidy(stage);
    },
  },
];
