import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import failures from '../../../resources/locales/zh-CN/failures.json';
import type { FormField } from '../../../src/domain/form.ts';
import type { SourcedValue } from '../../../src/domain/sourced-value.ts';
import { chineseTexts } from '../locale/chinese-texts.fixture.ts';
import { TextsContext } from '../locale/texts.ts';
import { FormFieldInput } from './form-field-input.tsx';
import { OpenPoints } from './open-points.tsx';

const at = '2026-11-24T01:02:00.000Z';
const typed = (value: string): SourcedValue => ({ value, provenance: { kind: 'typed', at } });
const onCard: SourcedValue = {
  value: '新居路8号',
  provenance: { kind: 'card', field: 'address', at, recordedOn: '2024-05-06' },
};
const inLibrary: SourcedValue = {
  value: '旧城路15号',
  provenance: { kind: 'person', field: 'address', at, recordedOn: '2011-04-12' },
};
const field = (marks: Partial<FormField>): FormField => ({
  key: 'address',
  name: '住址',
  group: '申请人',
  required: true,
  ...marks,
});
const disputed = field({ current: onCard, conflict: { claims: [onCard, inLibrary] } });

const granted = async () => true;
const texts = { language: 'zh-CN', t: chineseTexts, failures } as const;

/** What is drawn of a field, as markup. */
function drawn(shown: FormField): string {
  return renderToStaticMarkup(
    <TextsContext value={texts}>
      <FormFieldInput
        field={shown}
        item={undefined}
        isFirst={false}
        today="2026-11-24"
        commit={granted}
        settle={granted}
        onFocus={() => undefined}
      />
    </TextsContext>,
  );
}
const wordsOf = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

test('a wrong value is told at the field, in words, and the field is marked', () => {
  const wrong = drawn(field({ format: { kind: 'phone' }, current: typed('1380000') }));
  expect(wrong).toContain('aria-invalid="true"');
  expect(wrong).toContain('role="alert"');
  expect(wordsOf(wrong)).toContain('不是电话号码');
  const bounded = drawn(field({ format: { kind: 'number', most: 12 }, current: typed('13') }));
  expect(wordsOf(bounded)).toContain('不能大于 12。');
});

test('a right value is not marked', () => {
  const right = drawn(field({ format: { kind: 'phone' }, current: typed('13800000000') }));
  expect(right).toContain('aria-invalid="false"');
  expect(right).not.toContain('role="alert"');
});

test('sources that differ stand side by side, each with its own way to be used', () => {
  const markup = drawn(disputed);
  const words = wordsOf(markup);
  expect(words).toContain('来源不一致，请核对后采用其中一个：');
  expect(words).toContain('新居路8号 读卡 · 2024-05-06 登记 采用');
  expect(words).toContain('旧城路15号 自然人库 · 2011-04-12 登记 采用');
  expect(markup).toContain('data-testid="adopt-address-0"');
  expect(markup).toContain('data-testid="adopt-address-1"');
});

test('what was typed beside them may be used as well', () => {
  const markup = drawn(field({ ...disputed, current: typed('他处'), original: onCard }));
  expect(markup).toContain('data-testid="adopt-address-typed"');
});

test('what was decided says why, and the other can still be used', () => {
  const decision = { reason: 'original-seen', asksCorrection: true, at } as const;
  const claims = [onCard, inLibrary];
  const markup = drawn(field({ current: onCard, conflict: { claims, decision } }));
  const words = wordsOf(markup);
  expect(words).toContain('理由：已核对原件 · 提交时请数源单位更正');
  expect(words).toContain('新居路8号 读卡 · 2024-05-06 登记 已采用');
  expect(markup).not.toContain('data-testid="adopt-address-0"');
  expect(markup).toContain('data-testid="adopt-address-1"');
});

test('a library that did not answer is named at the empty field', () => {
  expect(wordsOf(drawn(field({ unanswered: ['person'] })))).toContain('自然人库没有应答');
  expect(wordsOf(drawn(field({ unanswered: ['person'], current: onCard })))).not.toContain(
    '没有应答',
  );
});

test('at the foot stands each open field with why it is open', () => {
  const form = [
    disputed,
    field({ key: 'name', name: '姓名' }),
    field({ key: 'phone', name: '联系电话', format: { kind: 'phone' }, current: typed('1') }),
  ];
  const markup = renderToStaticMarkup(
    <TextsContext value={texts}>
      <OpenPoints form={form} />
    </TextsContext>,
  );
  expect(wordsOf(markup)).toBe(
    '还有 3 项待处理： 住址（来源不一致） 姓名（必填） 联系电话（填写有误）',
  );
});

test('a form without open fields can be handed in', () => {
  const markup = renderToStaticMarkup(
    <TextsContext value={texts}>
      <OpenPoints form={[field({ current: onCard })]} />
    </TextsContext>,
  );
  expect(markup).toBe('必填项已填齐，可以提交。');
});
