import decodeQR from 'qr/decode.js';
import { describe, expect, test } from 'vitest';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import type { Case } from '../../src/domain/case.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
  elderlyQuestion,
} from '../../src/domain/elderly-card-item.fixture.ts';
import type { MaterialSettlement } from '../../src/domain/material-settlement.ts';
import { decideWaiverList, type WaiverLine } from '../../src/domain/waiver-list.ts';
import { citizenWords } from '../evaluator-pages/words.ts';
import { composeReceipt } from './compose-receipt.ts';
import { receivedCase } from './received-case.fixture.ts';
import { asImage } from './testing/code-as-image.ts';

const place = { hall: '佛山市行政服务大厅', windowName: '综合窗口 A07', clerkNumber: '9012' };
const languages = ['zh-CN', 'zh-Hant', 'en'] as const;

test.each(languages)(
  'a receipt in %s is what the contract says, with every place filled',
  (language) => {
    const receipt = composeReceipt(receivedCase, place, language, citizenWords(language));
    expect(receiptSchema.safeParse(receipt).error).toBeUndefined();
    const text = JSON.stringify(receipt);
    expect(text).not.toMatch(/\{\{|receipt\.\w/);
    expect(text).toContain(receivedCase.caseNumber);
  },
);

test('the code on it reads as the case number', () => {
  const receipt = composeReceipt(receivedCase, place, 'zh-CN', citizenWords('zh-CN'));
  expect(decodeQR(asImage(receipt?.code?.rows ?? []))).toBe(receivedCase.caseNumber);
});

test('it says when and where in the hall’s own time, and claims no acceptance', () => {
  const receipt = composeReceipt(receivedCase, place, 'zh-CN', citizenWords('zh-CN'));
  expect(receipt?.facts.map(({ text }) => text)).toEqual([
    '440699202611250000042',
    `${elderlyCardItem.name}（本市户籍）`,
    elderlyCardItem.department,
    '张*三',
    '综合窗口 A07（工作人员 9012）',
    '2026年11月25日 01:05',
  ]);
  expect(receipt?.standing).toContain('以部门出具的受理通知书为准');
});

test('the paper may be left lying about: the applicant is masked, and what was not needed is left out', () => {
  const receipt = composeReceipt(receivedCase, place, 'zh-CN', citizenWords('zh-CN'));
  const text = JSON.stringify(receipt);
  for (const secret of [
    elderlyApplicant.name,
    elderlyApplicant.number,
    elderlyApplicant.card.address,
  ]) {
    expect(text).not.toContain(secret);
  }
  expect(receipt?.materials.lines.map(({ name }) => name)).not.toContain('居住证');
});

/** The same case, taken in while the platform was away. */
const { caseNumber: _unknown, ...withoutNumber } = receivedCase;
const provisionalCase: Case = {
  ...withoutNumber,
  stage: 'awaiting-verification',
  waiverList: decideWaiverList({ ...elderlyQuestion, licences: [], isLibraryAway: true }),
  offline: {
    since: receivedCase.openedAt,
    isLibraryAway: true,
    received: {
      at: receivedCase.stageSince,
      provisionalNumber: 'FSA0720261125000427',
      materials: ['household'],
    },
  },
};

describe('taken in while the platform was away', () => {
  const receipt = composeReceipt(provisionalCase, place, 'zh-CN', citizenWords('zh-CN'));

  test('it is a 收件凭证 under the provisional number, which its code says too', () => {
    expect(receipt?.title).toBe('收件凭证（待核验，非受理通知书）');
    expect(receipt?.facts[0]).toEqual({ label: '临时编号', text: 'FSA0720261125000427' });
    expect(decodeQR(asImage(receipt?.code?.rows ?? []))).toBe('FSA0720261125000427');
  });

  test.each([
    ['zh-CN', /受理/g, ['非受理通知书']],
    ['zh-Hant', /受理/g, ['非受理通知書']],
  ] as const)('in %s no word on it says that it is accepted', (language, word, allowed) => {
    const text = JSON.stringify(
      composeReceipt(provisionalCase, place, language, citizenWords(language)),
    );
    const rest = allowed.reduce((left, own) => left.replaceAll(own, ''), text);
    expect(text).toContain(allowed[0]);
    expect(rest).not.toMatch(word);
    expect(rest).not.toMatch(/流水[号號]：/);
  });

  test('what a licence is to replace waits to be verified, and nothing is said to have been', () => {
    expect(receipt?.materials.lines).toContainEqual({
      name: '居民户口簿',
      treatment: '暂不用交，待核验（电子证照）',
    });
    expect(JSON.stringify(receipt)).not.toContain('使用电子证照');
  });

  test('it stays what it was, whatever has been found out since', () => {
    const verified = {
      ...provisionalCase,
      stage: 'calling-back',
      waiverList: decideWaiverList(elderlyQuestion),
    } as const;
    expect(composeReceipt(verified, place, 'zh-CN', citizenWords('zh-CN'))).toEqual(receipt);
  });

  test('once the platform has received it, the receipt is the platform’s', () => {
    const received = { ...provisionalCase, ...receivedCase };
    expect(composeReceipt(received, place, 'zh-CN', citizenWords('zh-CN'))?.title).toBe('收件回执');
  });

  test.each(languages)('every place in %s is filled', (language) => {
    const text = JSON.stringify(
      composeReceipt(provisionalCase, place, language, citizenWords(language)),
    );
    expect(text).not.toMatch(/\{\{|receipt\.\w/);
  });
});

test.each(['caseNumber', 'item', 'applicant', 'waiverList'] as const)(
  'without %s there is no receipt',
  (part) => {
    const { [part]: _left, ...rest } = receivedCase;
    expect(composeReceipt(rest, place, 'zh-CN', citizenWords('zh-CN'))).toBeUndefined();
  },
);

test.each([
  [
    'zh-CN',
    [
      '容缺：请在2026年12月01日前补交',
      '已签告知承诺，不用交',
      '由部门核查，2026年11月26日 01:05 前答复',
    ],
  ],
  [
    'zh-Hant',
    [
      '容缺：請在2026年12月01日前補交',
      '已簽告知承諾，不用交',
      '由部門核查，2026年11月26日 01:05 前答覆',
    ],
  ],
  [
    'en',
    [
      'To be handed in by 2026-12-01',
      'Pledge signed, no paper needed',
      'Checked by the department, answer by 2026-11-26 01:05',
    ],
  ],
] as const)(
  'in %s it says what follows by when, and what was settled otherwise',
  (language, told) => {
    const settledAt = '2026-11-24T17:05:00.000Z';
    const ways: readonly MaterialSettlement[] = [
      { way: 'deferral', settledAt, dueOn: '2026-12-01' },
      { way: 'pledge', settledAt, sentence: '本人承诺', signedBy: elderlyApplicant.name },
      { way: 'check', settledAt, dueAt: '2026-11-25T17:05:00.000Z' },
    ];
    const [line] = receivedCase.waiverList?.lines ?? [];
    if (line === undefined) throw new Error('the case has no list');
    const lines = ways.map(
      (settled): WaiverLine => ({ ...line, status: 'needed-on-paper', settled }),
    );
    const receipt = composeReceipt(
      { ...receivedCase, waiverList: { lines } },
      place,
      language,
      citizenWords(language),
    );
    expect(receipt?.materials.lines.map(({ treatment }) => treatment)).toEqual(told);
    expect(JSON.stringify(receipt)).not.toContain(elderlyApplicant.name);
  },
);
