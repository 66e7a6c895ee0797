import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import failures from '../../../resources/locales/zh-CN/failures.json';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { CommandContext, PerformContext } from '../commands/command-context.ts';
import { DeskContext } from '../desk/desk-context.ts';
import { caseOf, deskWith, idleDesk } from '../desk/desk-snapshot.fixture.ts';
import { chineseTexts } from '../locale/chinese-texts.fixture.ts';
import { TextsContext } from '../locale/texts.ts';
import { WaiverResult, WaiverSection } from './waiver-section.tsx';

type List = NonNullable<ClerkCase['waiverList']>;
type Line = List['lines'][number];

const paper: Line = {
  material: { code: 'report', name: '体检表' },
  status: 'needed-on-paper',
  reason: 'no-replacement-registered',
};
const offered: Line = {
  ...paper,
  offers: [
    { way: 'check', hours: 24 },
    { way: 'pledge', sentence: '本人身体健康' },
    { way: 'deferral', workingDays: 10 },
  ],
};
const settledAt = '2026-11-24T01:00:00.000Z';

/** What is drawn of a list. */
function drawn(list: List, stage: ClerkCase['stage'] = 'reviewing'): string {
  const texts = { language: 'zh-CN', t: chineseTexts, failures } as const;
  const current = caseOf({ stage, waiverList: list });
  const post = { snapshot: deskWith(current), underWay: new Set<string>() };
  return renderToStaticMarkup(
    <TextsContext value={texts}>
      <DeskContext value={idleDesk}>
        <CommandContext value={post}>
          <PerformContext value={() => undefined}>
            <WaiverSection current={current} />
          </PerformContext>
        </CommandContext>
      </DeskContext>
    </TextsContext>,
  );
}

const words = (markup: string) => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('a material that needs a paper', () => {
  test('offers every way the item allows, under the number keys in the order of the list', () => {
    const markup = drawn({
      lines: [offered, { ...offered, material: { code: 'photo', name: '照片' } }],
    });
    const keys = [...markup.matchAll(/data-testid="settle-(\S+)"[^>]*aria-keyshortcuts="(\d)"/g)];
    expect(keys.map(([, name, key]) => [name, key])).toEqual([
      ['report-check', '1'],
      ['report-pledge', '2'],
      ['report-deferral', '3'],
      ['photo-check', '4'],
      ['photo-pledge', '5'],
      ['photo-deferral', '6'],
    ]);
    expect(words(markup)).toContain('容缺，10 个工作日内补交');
    expect(words(markup)).toContain('协查，24 小时内答复');
    expect(words(markup)).toContain('承诺内容：本人身体健康');
  });

  test('offers none that the item does not allow', () => {
    expect(drawn({ lines: [paper] })).not.toContain('settlement-choice');
  });

  test.each(['asking-consent', 'submitting', 'received'] as const)('offers none at %s', (stage) => {
    expect(drawn({ lines: [offered] }, stage)).not.toContain('data-testid="settle-');
  });

  test('names the papers that are taken in its place, and warns of what is sensitive', () => {
    const line: Line = {
      ...paper,
      material: { ...paper.material, isSensitive: true },
      papers: ['租赁合同', '房屋证明'],
    };
    expect(words(drawn({ lines: [line] }))).toContain('也可以交：租赁合同、房屋证明');
    expect(words(drawn({ lines: [line] }))).toContain('敏感，请不要念出声');
  });
});

describe('a material that was settled', () => {
  test.each<[string, Line['settled'], string, string]>([
    [
      'by deferral',
      { way: 'deferral', settledAt, dueOn: '2026-12-08' },
      '容缺',
      '先收件，请在 2026-12-08 前补交。',
    ],
    [
      'by pledge',
      { way: 'pledge', settledAt, sentence: '本人身体健康', signedBy: '张建三' },
      '告知承诺',
      '09:00 已签承诺，不用交。',
    ],
    [
      'by check',
      { way: 'check', settledAt, dueAt: '2026-11-25T01:00:00.000Z' },
      '协查',
      '由部门核查，11-25 09:00 前答复，不用交。',
    ],
  ])('%s says so, instead of why a paper was needed', (_way, settled, status, sentence) => {
    const markup = drawn({ lines: settled === undefined ? [] : [{ ...offered, settled }] });
    expect(words(markup)).toContain(` ${status} `);
    expect(words(markup)).toContain(sentence);
    expect(words(markup)).not.toContain('没有证照可以替代');
    expect(words(markup)).toContain(`共 1 项 · ${status} 1`);
    const pressed = markup.match(/data-testid="settle-report-(\w+)"[^>]*aria-pressed="true"/);
    expect(pressed?.[1]).toBe(settled?.way);
  });
});

test.each<[NonNullable<List['ineligible']>, string]>([
  [
    { reason: 'too-young', age: 59, minimumAge: 60 },
    '申请人 59 周岁，本情形须满 60 周岁，不能办理。',
  ],
  [
    { reason: 'too-old', age: 18, maximumAge: 17 },
    '申请人 18 周岁，本情形最大 17 周岁，不能办理。',
  ],
  [{ reason: 'subject-not-served', subject: 'enterprise' }, '本事项不受理企业的申请。'],
  [{ reason: 'subject-not-in-variant', subject: 'person' }, '本情形不适用于个人，请选别的情形。'],
])('whoever does not qualify is told why: $reason', (ineligible, sentence) => {
  expect(words(drawn({ lines: [], ineligible }))).toContain(sentence);
});

test('whose age nothing has said is for the clerk to see', () => {
  expect(words(drawn({ lines: [], ageToCheck: { minimumAge: 65 } }))).toContain(
    '不知道申请人的出生日期，无法判断年龄。本情形须满 65 周岁，请核对证件后再办理。',
  );
});

test('the line that is left of the list says how many papers may still be spared', () => {
  const settled = { way: 'deferral', settledAt, dueOn: '2026-12-08' } as const;
  const texts = { language: 'zh-CN', t: chineseTexts, failures } as const;
  const result = (lines: readonly Line[]) =>
    renderToStaticMarkup(
      <TextsContext value={texts}>
        <WaiverResult list={{ lines }} />
      </TextsContext>,
    );
  expect(result([offered, paper])).toBe('共 2 项 · 需提交 2 · 其中 1 项可以不收纸质');
  expect(result([{ ...offered, settled }, paper])).toBe('共 2 项 · 容缺 1 · 需提交 1');
});
