import { expect, test } from 'vitest';
import type { FormField } from './form.ts';
import { openPoints } from './open-points.ts';
import type { SourcedValue } from './sourced-value.ts';

const at = '2026-11-24T01:02:00.000Z';
const typed = (value: string): SourcedValue => ({ value, provenance: { kind: 'typed', at } });
const field = (key: string, marks: Partial<FormField> = {}): FormField => ({
  key,
  name: key,
  group: '申请人',
  required: true,
  ...marks,
});
const claims = [typed('甲'), typed('乙')];

test('each open field is told once, in the form’s order, with what is wrong', () => {
  const form = [
    field('phone', { format: { kind: 'phone' }, current: typed('123') }),
    field('name'),
    field('address', { current: typed('甲'), conflict: { claims } }),
    field('blank', { current: typed('　') }),
    field('remark', { required: false }),
    field('done', { current: typed('甲') }),
  ];
  expect(openPoints(form, '2026-11-24').map(({ field: { key }, why }) => [key, why])).toEqual([
    ['phone', 'wrong'],
    ['name', 'missing'],
    ['address', 'conflict'],
    ['blank', 'missing'],
  ]);
});

test('a field that nobody has to fill is wrong where it is filled wrong', () => {
  const format = { kind: 'number', least: 1 } as const;
  const wrong = field('employees', { required: false, format, current: typed('0') });
  expect(openPoints([wrong], '2026-11-24')).toEqual([
    { field: wrong, why: 'wrong', fault: { kind: 'too-small', limit: 1 } },
  ]);
});

test('a decided field is done, unless what is believed is wrong', () => {
  const decision = { reason: 'original-seen', at } as const;
  const decided = field('phone', { current: typed('甲'), conflict: { claims, decision } });
  expect(openPoints([decided], '2026-11-24')).toEqual([]);
  expect(openPoints([{ ...decided, format: { kind: 'phone' } }], '2026-11-24')).toMatchObject([
    { why: 'wrong' },
  ]);
});
