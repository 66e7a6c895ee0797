import { clerks } from '../../reference-platform/seed/accounts.ts';
import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { passFaceCheck, scanByCamera, shownCode, shownRows } from '../workbench/citizens-phone.ts';
import { staffToken } from '../workbench/staff.ts';
import type { Stage, Tour } from './stage.ts';
import {
  findFoods,
  forEnterprise,
  forPerson,
  phoneCalls,
  show,
  tidy,
  told,
  waiverList,
} from './stage-hands.ts';

const { allGood, rareName, tooYoung } = people;
const own = { kind: 'zhengwu', subject: { type: 'person' } } as const;
const ownCode = (stage: Stage) => shownCode(phoneCalls(stage), allGood.card, own);

/** A code that another window has scanned already. */
async function usedCode(stage: Stage): Promise<string> {
  const platform = phoneCalls(stage);
  const code = await ownCode(stage);
  const token = await staffToken(stage.counter.platform.url, clerks.clerk);
  const question = { code, purpose: 'mianzhengban' };
  await platform.call('POST', platformPaths.resolveCode, question, token);
  return code;
}

/** A code that was shown two minutes ago. */
async function oldCode(stage: Stage): Promise<string> {
  const { platform } = stage.counter;
  await platform.changeWorld({ change: 'shiftClock', ms: -2 * 60_000 });
  const code = await ownCode(stage);
  await platform.changeWorld({ change: 'shiftClock', ms: 0 });
  return code;
}

/** What is not taken, why, and what else is possible. */
export const refusalTours: readonly Tour[] = [
  {
    channel: 'code-refused',
    subject: 'person',
    title: '码没有通过 · 个人 · codes that are not taken',
    play: async (stage) => {
      const { step, workstation } = stage;
      await forPerson(stage);
      const refused = (name: string, codeOf: () => Promise<string>, failure: string) =>
        step(name, async () => {
          await scanByCamera(workstation, await codeOf());
          await told(stage, failure);
        });
      await refused('unknown', async () => 'https://fs.example/not-a-code', 'code.unknown');
      await refused('used', () => usedCode(stage), 'code.used');
      await refused('expired', () => oldCode(stage), 'code.expired');
      return tidy(stage);
    },
  },
  {
    channel: 'code-refused',
    subject: 'enterprise',
    title: '码没有通过 · 企业 · codes that are of no use for an enterprise’s item',
    play: async (stage) => {
      const { step, workstation } = stage;
      await forEnterprise(stage);
      await step('of-a-person', async () => {
        await scanByCamera(workstation, await ownCode(stage));
        await told(stage, 'code.wrong-subject-type');
      });
      await step('of-another-purpose', async () => {
        const { uscc } = enterprises.homeAppliances;
        const choice = { kind: 'yueshang', uscc, purpose: 'other' } as const;
        const app = 'yueshangtong';
        const code = await shownCode(phoneCalls(stage), tooYoung.card, choice, { app });
        await scanByCamera(workstation, code);
        await told(stage, 'code.wrong-purpose');
      });
      return tidy(stage);
    },
  },
  {
    channel: 'representative-refused',
    subject: 'enterprise',
    title: '不是法定代表人 · somebody who does not represent the enterprise',
    play: async (stage) => {
      const { step } = stage;
      await forEnterprise(stage);
      await findFoods(stage);
      await step('card-of-somebody-else', async () => {
        await show(stage, rareName.card);
        await told(stage, 'identity.not-representative');
      });
      return tidy(stage);
    },
  },
  {
    channel: 'face-declined',
    subject: 'person',
    title: '不愿刷脸 · whoever does not want their face checked',
    play: async (stage) => {
      const { step, clerk, workstation, evaluatorShows } = stage;
      await forPerson(stage);
      await clerk.keyboard.press('F5');
      await evaluatorShows('[data-kind="face-code"]');
      await step('declined', async () => {
        const rows = await shownRows(workstation);
        await passFaceCheck(phoneCalls(stage), allGood.card, rows, 'declined');
        await told(stage, 'face.declined');
      });
      await step('by-card-instead', async () => {
        await show(stage, allGood.card);
        await waiverList(stage);
      });
      return tidy(stage);
    },
  },
];
