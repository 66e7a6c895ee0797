import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { peekLanguage } from './peek-language.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peek-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['a language of ours', '{"language":"en"}', 'en'],
  ['no language', '{"platformAddress":"http://127.0.0.1:1"}', 'zh-CN'],
  ['a language that is none of ours', '{"language":"fr"}', undefined],
  ['something else than a language', '{"language":["en"]}', undefined],
  ['no object', '7', undefined],
  ['nothing', 'null', undefined],
  ['no JSON', '{"language":"en"', undefined],
])('a file with %s', (_what, content, expected) => {
  writeFileSync(join(folder, 'settings.json'), content);
  expect(peekLanguage(folder)).toBe(expected);
});

test('a counter that was never set up', () => {
  expect(peekLanguage(folder)).toBeUndefined();
});
