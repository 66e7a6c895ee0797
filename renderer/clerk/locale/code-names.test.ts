import { expect, test } from 'vitest';
import texts from '../../../resources/locales/zh-CN/clerk.json';
import { codeNameKeys } from './code-names.ts';

test.each([
  ['0', '未知的性别'],
  ['1', '男'],
  ['2', '女'],
  ['9', '未说明的性别'],
  ['3', '未识别（{{code}}）'],
  ['', '未识别（{{code}}）'],
  ['01', '未识别（{{code}}）'],
])('sex %j is %s', (code, name) => {
  expect(texts[codeNameKeys.sex(code)]).toBe(name);
});

test.each([
  ['01', '汉族'],
  ['03', '回族'],
  ['05', '维吾尔族'],
  ['11', '满族'],
  ['39', '阿昌族'],
  ['56', '基诺族'],
  ['97', '其他'],
  ['98', '外国血统中国籍人士'],
  ['00', '未识别（{{code}}）'],
  ['1', '未识别（{{code}}）'],
  ['57', '未识别（{{code}}）'],
  ['99', '未识别（{{code}}）'],
])('ethnicity %j is %s', (code, name) => {
  expect(texts[codeNameKeys.ethnicity(code)]).toBe(name);
});

test('every nationality has a name of its own', () => {
  const names = Array.from({ length: 56 }, (_, index) => {
    const code = String(index + 1).padStart(2, '0');
    return texts[codeNameKeys.ethnicity(code)];
  });
  expect(new Set(names).size).toBe(56);
});
