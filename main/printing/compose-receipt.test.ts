import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import { elderlyApplicant, elderlyCardItem } from '../../src/domain/elderly-card-item.fixture.ts';
import { citizenWords } from '../evaluator-pages/words.ts';
import { composeReceipt } from './compose-receipt.ts';
import { receivedCase } from './received-case.fixture.ts';

const place = { hall: '佛山市行政服务大厅', windowName: '综合窗口 A07', clerkNumber: '9012' };
const languages = ['zh-CN', 'zh-Hant', 'en'] as const;

/** A code as a camera sees it: black on white, four modules of quiet around it. */
function asImage(rows: readonly string[]) {
  const scale = 4;
  const quiet = 4;
  const side = (rows.length + 2 * quiet) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const row = rows[Math.floor(y / scale) - quiet] ?? '';
      if (row[Math.floor(x / scale) - quiet] !== '1') continue;
      data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { width: side, height: side, data };
}

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
  expect(decodeQR(asImage(receipt?.code.rows ?? []))).toBe(receivedCase.caseNumber);
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

test.each(['caseNumber', 'item', 'applicant', 'waiverList'] as const)(
  'without %s there is no receipt',
  (part) => {
    const { [part]: _left, ...rest } = receivedCase;
    expect(composeReceipt(rest, place, 'zh-CN', citizenWords('zh-CN'))).toBeUndefined();
  },
);
