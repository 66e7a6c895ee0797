import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureCatalogue } from './catalogue.ts';

const languages = ['zh-CN', 'zh-Hant', 'en'] as const;

function texts(language: string): Record<string, { message: string; next: string }> {
  const file = new URL(`../../resources/locales/${language}/failures.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);

test.each(languages)(
  'every failure code has a message and a next step in %s, and no other code has',
  (language) => {
    expect(Object.keys(texts(language)).sort()).toEqual(Object.keys(failureCatalogue).sort());
    for (const { message, next } of Object.values(texts(language))) {
      expect(message).not.toBe('');
      expect(next).not.toBe('');
    }
  },
);

test.each(languages)(
  'the texts in %s use the same placeholders as the Chinese ones',
  (language) => {
    for (const [code, { message }] of Object.entries(texts('zh-CN'))) {
      expect(placeholders(texts(language)[code]?.message ?? '')).toEqual(placeholders(message));
    }
  },
);
