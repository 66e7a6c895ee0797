import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { citizenLanguages } from '../../src/domain/consent.ts';

const locales = join(import.meta.dirname, '..', 'pages', 'locales');
const pages = globSync('zh-CN/*.json', { cwd: locales }).map((file) => file.slice(6));

test.each(pages)('%s says everything in every language', (page) => {
  const [chinese, ...others] = citizenLanguages.map((language) => {
    const file = join(locales, language, page);
    return Object.entries<string>(JSON.parse(readFileSync(file, 'utf8')));
  });
  const shape = (texts: readonly [string, string][] = []) =>
    texts.map(([key, text]) => [key, text.match(/\{\{\w+\}\}/g)?.sort() ?? []]);
  for (const other of others) expect(shape(other)).toEqual(shape(chinese));
  for (const [key, text] of chinese ?? []) expect([key, text.trim()]).not.toEqual([key, '']);
});
