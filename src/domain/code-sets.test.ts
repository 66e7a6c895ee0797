import { expect, test } from 'vitest';
import texts from '../../resources/locales/zh-CN/clerk.json';
import { codeMeant, codesOf } from './code-sets.ts';

test('every nationality is known by the name that a clerk reads', () => {
  for (const code of codesOf.ethnicity) {
    expect(codeMeant('ethnicity', texts[`ethnicity.${code}`])).toBe(code);
  }
});

test.each([
  ['ethnicity', '01', '01'],
  ['ethnicity', '1', '01'],
  ['ethnicity', '汉', '01'],
  ['ethnicity', '57', undefined],
  ['ethnicity', '', undefined],
  ['sex', '女', '2'],
  ['sex', '1', '1'],
  ['sex', '01', undefined],
] as const)('in %s, %j means %j', (set, said, code) => {
  expect(codeMeant(set, said)).toBe(code);
});

test('codes come in the order of their standard', () => {
  expect(codesOf.sex).toEqual(['0', '1', '2', '9']);
  expect(codesOf.ethnicity.slice(0, 11)).toEqual(
    Array.from({ length: 11 }, (_, index) => String(index + 1).padStart(2, '0')),
  );
  expect(codesOf.ethnicity).toHaveLength(58);
});
