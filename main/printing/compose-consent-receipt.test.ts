import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import type { Case } from '../../src/domain/case.ts';
import type { ConsentRecord } from '../../src/domain/consent.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
  householdRegister,
} from '../../src/domain/elderly-card-item.fixture.ts';
import { type ReceiptProof, receiptText } from '../../src/evidence/receipt-text.ts';
import { citizenWords } from '../evaluator-pages/words.ts';
import { type AnsweredConsent, composeConsentReceipt } from './compose-consent-receipt.ts';
import { receivedCase } from './received-case.fixture.ts';
import { asImage } from './testing/code-as-image.ts';

const place = { hall: '佛山市行政服务大厅', windowName: '综合窗口 A07', clerkNumber: '9012' };
const languages = ['zh-CN', 'zh-Hant', 'en'] as const;
const proof: ReceiptProof = {
  evidenceId: '019ab000-0000-7000-8000-00000000000a',
  recordHash: '0123456789abcdef'.repeat(4),
  keyId: 'fedcba9876543210',
  opening: 'ab12cd34'.repeat(8),
};
const agreed: ConsentRecord = {
  pageId: '019ab000-0000-7000-8000-00000000000a',
  style: { language: 'zh-CN', largeType: false },
  pageDigest: 'a'.repeat(64),
  licenceTypes: [householdRegister.typeCode],
  outcome: 'agreed',
  agreedTypes: [householdRegister.typeCode],
  answeredOn: 'evaluator',
  endedAt: '2026-11-24T17:01:30.000Z',
  input: 'touch',
};

function compose(change: Partial<ConsentRecord> = {}, rest: Partial<AnsweredConsent> = {}) {
  const record = { ...agreed, ...change };
  const subject: Case = { ...receivedCase, consents: [record] };
  const words = citizenWords(record.style.language);
  return composeConsentReceipt({ subject, record, others: [], proof, ...rest }, place, words);
}

test.each(languages)('in %s every place is filled, in the size that was read', (language) => {
  for (const withdrawal of [undefined, { at: agreed.endedAt, place: 'window' as const }]) {
    const style = { language, largeType: true };
    const receipt = compose({ style, ...(withdrawal && { withdrawal }) });
    expect(receiptSchema.safeParse(receipt).error).toBeUndefined();
    expect(receipt).toMatchObject({ language, largeType: true });
    expect(JSON.stringify(receipt)).not.toMatch(/\{\{|consentReceipt\.\w|receipt\.\w/);
  }
});

test('it says what was agreed to, of what, and for what; whoever it is about is masked', () => {
  const receipt = compose();
  const [required] = elderlyCardItem.licences;
  expect(receipt?.materials.lines).toEqual([
    {
      name: '居民户口簿',
      treatment: '同意',
      details: [expect.stringContaining('使用内容'), `为什么用：${required?.purpose}`],
    },
  ]);
  expect(receipt?.facts.map(({ text }) => text)).toEqual([
    elderlyCardItem.name,
    expect.stringMatching(/^张\*三（/),
    '综合窗口 A07（工作人员 9012）',
    '窗口的评价器，本人触摸',
    '2026年11月25日 01:01',
  ]);
  const text = JSON.stringify(receipt);
  for (const secret of [elderlyApplicant.name, elderlyApplicant.number]) {
    expect(text).not.toContain(secret);
  }
  expect(text).toContain('12345');
});

test('what was declined has its receipt too', () => {
  const { agreedTypes: _none, ...declined } = agreed;
  const subject = receivedCase;
  const record: ConsentRecord = { ...declined, outcome: 'declined', answeredOn: 'phone' };
  const receipt = composeConsentReceipt(
    { subject, record, others: [] },
    place,
    citizenWords('zh-CN'),
  );
  expect(receipt?.materials.lines).toMatchObject([{ treatment: '不同意' }]);
  expect(receipt?.facts.map(({ text }) => text)).toContain('本人的手机');
});

test('the code ties it to the signed record, and the opening can be copied by hand', () => {
  const receipt = compose();
  const text = decodeQR(asImage(receipt?.code?.rows ?? []));
  expect(text).toBe(receiptText(proof));
  expect(text.split('\n').slice(1)).toEqual(Object.values(proof));
  const opening = receipt?.proof?.facts.at(-1)?.text ?? '';
  expect(opening.split(' ')).toEqual(Array.from({ length: 8 }, () => 'ab12cd34'));
});

test('where nothing was signed here it says so, and draws no code', () => {
  const subject = receivedCase;
  const receipt = composeConsentReceipt(
    { subject, record: agreed, others: [] },
    place,
    citizenWords('zh-CN'),
  );
  expect(receipt).not.toHaveProperty('code');
  expect(receipt?.proof).toMatchObject({ facts: [], text: expect.stringContaining('没有') });
});

test('a withdrawn consent says when, where, and what that means', () => {
  const withdrawal = { at: '2026-11-24T18:00:00.000Z', place: 'evaluator' } as const;
  const after = compose({ withdrawal });
  expect(after?.standing).toContain('不再继续使用');
  expect(after?.facts.map(({ text }) => text)).toContain('2026年11月25日 02:00');
  expect(after?.materials.lines).toMatchObject([{ treatment: '已撤回，不再使用' }]);
  expect(compose({ withdrawal, outcome: 'declined' })?.standing).toContain('已经撤回');
});

test('a page that asked for two cases lists both', () => {
  const other: Case = { ...receivedCase, id: '019ab000-0000-7000-8000-000000000002' };
  const { typeCode } = householdRegister;
  const along = [
    { caseId: other.id, itemCode: elderlyCardItem.code, licenceTypes: [typeCode], positions: [1] },
  ];
  const receipt = compose({ positions: [0], along }, { others: [other] });
  expect(receipt?.materials.lines.map(({ treatment }) => treatment)).toEqual(['同意', '不同意']);
});

test('a page that was not answered has none', () => {
  const { answeredOn: _nowhere, ...unanswered } = agreed;
  const record: ConsentRecord = { ...unanswered, outcome: 'timed-out' };
  const subject = receivedCase;
  const words = citizenWords('zh-CN');
  expect(composeConsentReceipt({ subject, record, others: [] }, place, words)).toBeUndefined();
});
