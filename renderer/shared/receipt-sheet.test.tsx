import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { ReceiptSheet } from './receipt-sheet.tsx';

const side = 21;
const rows = Array.from({ length: side }, (_row, y) =>
  Array.from({ length: side }, (_column, x) => ((x * y + x) % 3 === 0 ? '1' : '0')).join(''),
);
const receipt: Receipt = {
  language: 'zh-CN',
  hall: '样例大厅',
  title: '收件回执',
  standing: '不是受理通知书',
  facts: [
    { label: '申办流水号', text: 'GD2026000042' },
    { label: '申请人', text: '䶮*𠮷' },
  ],
  materials: {
    heading: '材料',
    lines: [{ name: '居民户口簿', treatment: '免提交' }],
  },
  closing: ['请保管好', '可以撤回'],
  code: { label: '二维码', rows },
};
const markup = renderToStaticMarkup(<ReceiptSheet receipt={receipt} />);

test('every text is on the sheet, in the order of the receipt', () => {
  const texts = markup
    .replace(/<[^>]*>/g, '\n')
    .split(/\n+/)
    .filter(Boolean);
  expect(texts).toEqual([
    '样例大厅',
    '收件回执',
    '不是受理通知书',
    '申办流水号',
    'GD2026000042',
    '申请人',
    '䶮*𠮷',
    '二维码',
    '材料',
    '居民户口簿',
    '免提交',
    '请保管好',
    '可以撤回',
  ]);
});

test('the drawing of the code is dark where the code is, and nowhere else', () => {
  const path = /<path d="([^"]*)"/.exec(markup)?.[1] ?? '';
  const drawn = Array.from({ length: side }, () => Array.from({ length: side }, () => '0'));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    drawn[Number(y)]?.fill('1', Number(x), Number(x) + Number(length));
  }
  expect(drawn.map((row) => row.join(''))).toEqual(rows);
});

test('four modules around the code stay white', () => {
  expect(markup).toContain(`viewBox="-4 -4 ${side + 8} ${side + 8}"`);
});

test('a receipt without a code draws none, and what proves it stands below what it is about', () => {
  const { code: _code, ...bare } = receipt;
  const consent: Receipt = {
    ...bare,
    largeType: true,
    materials: {
      heading: '您的选择',
      lines: [{ name: '居民户口簿', treatment: '同意', details: ['使用内容：地址'] }],
    },
    proof: { heading: '证明', facts: [{ label: '记录', text: '1234' }], text: '不用联网' },
  };
  const drawn = renderToStaticMarkup(<ReceiptSheet receipt={consent} />);
  expect(drawn).toContain('data-large="true"');
  expect(drawn).not.toContain('<svg');
  expect(drawn.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toContain(
    '居民户口簿 同意 使用内容：地址 证明 记录 1234 不用联网 请保管好',
  );
});

test('a drill is what a paper of one says first', () => {
  const drawn = renderToStaticMarkup(<ReceiptSheet receipt={{ ...receipt, drill: '演练' }} />);
  expect(drawn.replace(/<[^>]*>/g, ' ').trim()).toMatch(/^演练\s+样例大厅/);
  expect(markup).not.toContain('receipt-drill');
});
