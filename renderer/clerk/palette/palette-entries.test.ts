import { expect, test } from 'vitest';
import { deskWith, type quietDesk, summary } from '../desk/desk-snapshot.fixture.ts';
import { chineseTexts as t } from '../locale/chinese-texts.fixture.ts';
import { findEntries, firstOfEachKind, paletteEntries } from './palette-entries.ts';

const shift = [
  summary({ id: '1', applicantMasked: '张*三', itemName: '老年人优待证申领', isOpen: true }),
  summary({ id: '2', applicantMasked: '李*', stage: 'received', caseNumber: 'GD2026000042' }),
];
const working = { ...deskWith({ stage: 'asking-consent' }), cases: shift };

test('every command that is possible now is there with its key, and none that is not', () => {
  const commands = paletteEntries(working, t).filter(({ kind }) => kind === 'command');
  expect(commands.map(({ text, key }) => `${text} ${key ?? ''}`.trim())).toEqual([
    '新办件 F2',
    '摄像头扫码 F3',
    '收回页面 F7',
    '转窗 Shift F9',
    '挂起 Shift F2',
    '结束办件',
    '锁屏 Ctrl L',
    '退出登录',
  ]);
});

test('every way to settle a material is there as long as it may be settled', () => {
  const waiverList = {
    lines: [
      {
        material: { code: 'report', name: '体检表' },
        status: 'needed-on-paper',
        reason: 'no-replacement-registered',
        offers: [
          { way: 'check', hours: 24 },
          { way: 'deferral', workingDays: 10 },
        ],
        settled: {
          way: 'deferral',
          settledAt: '2026-11-23T01:00:00.000Z',
          dueOn: '2026-12-07',
        },
      },
    ],
  } as const;
  const settling = (stage: 'reviewing' | 'asking-consent') =>
    paletteEntries(deskWith({ stage, waiverList }), t)
      .filter(({ name }) => name.startsWith('settle '))
      .map(({ text, detail }) => [text, detail]);
  expect(settling('reviewing')).toEqual([
    ['体检表 · 协查，24 小时内答复', undefined],
    ['体检表 · 容缺，10 个工作日内补交', '已选；再选一次即撤销'],
  ]);
  expect(settling('asking-consent')).toEqual([]);
});

test('what other windows offer is there', () => {
  const offer = {
    handoverId: '3',
    from: '综合窗口 A08',
    itemName: '老年人优待证申领',
    applicantMasked: '张*三',
    since: '2026-11-23T01:00:00.000Z',
  };
  expect(paletteEntries({ ...working, offers: [offer] }, t)).toContainEqual(
    expect.objectContaining({
      name: 'take up 3',
      text: '张*三',
      detail: '来自 综合窗口 A08 · 老年人优待证申领',
    }),
  );
});

test('every case of the shift and every item in every variant is there', () => {
  const names = paletteEntries(working, t).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'resume 1',
      'resume 2',
      'take elder-card local',
      'take elder-card resident',
      'take licence-renewal expired',
    ]),
  );
});

test('an item says whether it is for the open case or begins a new one', () => {
  const details = (desk: typeof quietDesk) =>
    paletteEntries(desk, t).flatMap(({ kind, detail }) => (kind === 'item' ? [detail] : []));
  expect(new Set(details(deskWith({})))).toEqual(new Set(['用于这个办件']));
  expect(new Set(details(working))).toEqual(new Set(['开新办件']));
});

test.each([
  ['驾驶证', 'take licence-renewal expired'],
  ['优待 常住', 'take elder-card resident'],
  ['0042', 'resume 2'],
  ['李', 'resume 2'],
  ['锁', 'lock'],
  ['f7', 'withdraw-page'],
])('%j finds %s first', (typed, name) => {
  expect(findEntries(paletteEntries(working, t), typed)[0]?.name).toBe(name);
});

test('of a long list the first of each kind are shown, in their order', () => {
  const names = firstOfEachKind(paletteEntries(working, t), 2).map(({ name }) => name);
  expect(names).toEqual([
    'new-case',
    'scan-by-camera',
    'resume 1',
    'resume 2',
    'take elder-card local',
    'take elder-card resident',
  ]);
});

test('entries of one kind stay together, and what means nothing finds nothing', () => {
  const kinds = findEntries(paletteEntries(working, t), '证').map(({ kind }) => kind);
  expect(kinds).toEqual([...kinds].sort((a, b) => kinds.indexOf(a) - kinds.indexOf(b)));
  expect(findEntries(paletteEntries(working, t), '没有这样的')).toEqual([]);
});
