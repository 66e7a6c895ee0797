import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import failures from '../../../resources/locales/zh-CN/failures.json';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { CommandContext, PerformContext } from '../commands/command-context.ts';
import { DeskContext } from '../desk/desk-context.ts';
import { caseOf, deskWith, idleDesk } from '../desk/desk-snapshot.fixture.ts';
import { chineseTexts } from '../locale/chinese-texts.fixture.ts';
import { TextsContext } from '../locale/texts.ts';
import { CaseHolders } from './case-holders.tsx';

const mother = {
  name: '何思敏',
  nameMasked: '何*敏',
  number: '440699199612050026',
  channel: 'identity-card',
  as: 'applicant',
  isAway: false,
  standing: 'agreed',
  isNext: false,
} as const;
const father = {
  name: '梁嘉豪',
  nameMasked: '梁*豪',
  number: '440699199502110014',
  channel: 'register',
  as: 'each-adult',
  isAway: true,
  standing: 'to-be-asked',
  isNext: true,
} as const;

/** What is read of the people of a case, without its marks. */
function read(change: Partial<ClerkCase>): string {
  const current = caseOf({ stage: 'reviewing', ...change });
  const texts = { language: 'zh-CN', t: chineseTexts, failures } as const;
  const post = { snapshot: deskWith(current), underWay: new Set<string>() };
  const markup = renderToStaticMarkup(
    <TextsContext value={texts}>
      <DeskContext value={idleDesk}>
        <CommandContext value={post}>
          <PerformContext value={() => undefined}>
            <CaseHolders current={current} />
          </PerformContext>
        </CommandContext>
      </DeskContext>
    </TextsContext>,
  );
  return markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const otherAdults = { who: '孩子的另一位家长', missing: 0, hasRoom: false };

test('each person is listed with how they have decided, and whose turn it is', () => {
  const text = read({ holders: [mother, father], otherAdults });
  expect(text).toContain('何*敏 身份证读卡 已授权');
  expect(text).toContain('孩子的另一位家长 梁*豪 只在本人手机上授权 等待授权');
  expect(text).toContain('下一位授权：梁*豪');
  expect(text).not.toContain('还差');
});

test('who is missing is named, and may be identified by a key', () => {
  const text = read({
    holders: [{ ...mother, isNext: true }],
    otherAdults: { ...otherAdults, missing: 1, hasRoom: true },
    identification: { step: 'proof', subjectType: 'person', isHolderAbsent: false },
  });
  expect(text).toContain('还差 1 人：孩子的另一位家长');
  expect(text).toContain('核验另外的成年人');
  expect(text).toContain('Shift F6');
});

test('a case of one person says nothing of it', () => {
  expect(read({})).toBe('');
});
