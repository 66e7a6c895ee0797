import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import failures from '../../../resources/locales/zh-CN/failures.json';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { CommandContext, PerformContext } from '../commands/command-context.ts';
import { deskCommands } from '../commands/desk-commands.ts';
import { DeskContext } from '../desk/desk-context.ts';
import { caseOf, deskWith, idleDesk } from '../desk/desk-snapshot.fixture.ts';
import { chineseTexts } from '../locale/chinese-texts.fixture.ts';
import { TextsContext } from '../locale/texts.ts';
import { ConsentActions, ConsentResult } from './consent-section.tsx';

const pageId = '019ab000-0000-7000-8000-000000000001';
const here = { pageId, nameMasked: '何*敏', isAway: false };

/** What section ④ says once it is done, and the buttons beside it. */
function read(change: Partial<ClerkCase>): string {
  const current = caseOf({ stage: 'filling-form', consentOutcome: 'agreed', ...change });
  const texts = { language: 'zh-CN', t: chineseTexts, failures } as const;
  const post = { snapshot: deskWith(current), underWay: new Set<string>() };
  const markup = renderToStaticMarkup(
    <TextsContext value={texts}>
      <DeskContext value={idleDesk}>
        <CommandContext value={post}>
          <PerformContext value={() => undefined}>
            <ConsentResult current={current} />
            <ConsentActions current={current} />
          </PerformContext>
        </CommandContext>
      </DeskContext>
    </TextsContext>,
  );
  return markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

test('a consent that was given can be withdrawn as long as it is shown', () => {
  expect(read({ withdrawable: [here] })).toContain('撤回授权 Ctrl F7');
  expect(read({ stage: 'received', withdrawable: [here] })).toContain('撤回授权');
  expect(read({})).not.toContain('撤回授权');
});

test('while it is asked about, the page can be taken back', () => {
  const text = read({ withdrawable: [here], isWithdrawalAsked: true });
  expect(text).toContain('请本人确认撤回授权');
  expect(text).toContain('收回页面 F7');
});

test('who has withdrawn it is said, and after intake that it is used no further', () => {
  const withdrawn = [{ nameMasked: '何*敏' }];
  const before = read({ consentOutcome: 'declined', withdrawn });
  expect(before).toContain('何*敏 已撤回授权，证照不再使用');
  expect(read({ stage: 'received', withdrawn })).toContain('不再继续使用');
});

test('the key works where the button is, and not while somebody is asked', () => {
  const { isPossible } = deskCommands['withdraw-consent'];
  const desk = (change: Partial<ClerkCase>) =>
    deskWith(caseOf({ stage: 'filling-form', ...change }));
  expect(isPossible(desk({ withdrawable: [here] }))).toBe(true);
  expect(isPossible(desk({ withdrawable: [here], isWithdrawalAsked: true }))).toBe(false);
  expect(isPossible(desk({}))).toBe(false);
});

test('what was answered has a receipt to take away, and not while somebody is being asked', () => {
  const consentReceipts = [{ pageId, nameMasked: '何*敏' }];
  expect(read({ consentReceipts })).toContain('打印授权回执 Ctrl F10');
  const { isPossible } = deskCommands['print-consent-receipt'];
  const desk = (change: Partial<ClerkCase>) => deskWith(caseOf({ consentReceipts, ...change }));
  expect(isPossible(desk({ stage: 'received' }))).toBe(true);
  expect(isPossible(desk({ stage: 'asking-consent' }))).toBe(false);
});
