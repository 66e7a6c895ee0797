import { expect, test } from 'vitest';
import en from '../../../resources/locales/en/clerk.json';
import zhCn from '../../../resources/locales/zh-CN/clerk.json';
import zhHant from '../../../resources/locales/zh-Hant/clerk.json';

function placeholders(texts: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, (text.match(/{{\w+}}/g) ?? []).sort()]),
  );
}

test.each([
  ['zh-Hant', zhHant],
  ['en', en],
])('%s says everything that zh-CN says, with the same placeholders', (_language, texts) => {
  expect(Object.keys(texts)).toEqual(Object.keys(zhCn));
  expect(placeholders(texts)).toEqual(placeholders(zhCn));
});
