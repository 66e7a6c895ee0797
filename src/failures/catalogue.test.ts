import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../main/settings/settings.ts';
import { type FailureCode, failureCatalogue } from './catalogue.ts';
import { fail } from './failure.ts';
import type { FailureText, FailureTexts } from './failure-text.ts';

const languages = ['zh-CN', 'zh-Hant', 'en'] as const;
const kinds = ['message', 'next', 'detail'] as const;
const codes = Object.keys(failureCatalogue) as FailureCode[];

function readTexts(language: string): FailureTexts {
  const file = new URL(`../../resources/locales/${language}/failures.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The placeholders of each of the three texts, in any order: languages place them differently. */
function placeholders(text: FailureText | undefined) {
  return kinds.map((kind) =>
    [...(text?.[kind] ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort(),
  );
}

test.each(languages)(
  'in %s every code has a message, a next step and a detail, and no other code has',
  (language) => {
    const texts = readTexts(language);
    expect(Object.keys(texts).sort()).toEqual([...codes].sort());
    for (const [code, text] of Object.entries(texts)) {
      const { reasons, ...words } = text;
      expect(Object.keys(words).sort(), code).toEqual([...kinds].sort());
      for (const kind of kinds) expect(text[kind].trim(), `${code} ${kind}`).not.toBe('');
    }
  },
);

test.each(languages)('in %s support is told something else than the person', (language) => {
  for (const [code, { message, next, detail }] of Object.entries(readTexts(language))) {
    expect([message, next, message + next], code).not.toContain(detail);
    expect(detail.length, code).toBeGreaterThan(message.length);
  }
});

test.each(languages)('the texts in %s quote the same facts as the Chinese ones', (language) => {
  const chinese = readTexts('zh-CN');
  for (const [code, text] of Object.entries(readTexts(language))) {
    expect(placeholders(text), code).toEqual(placeholders(chinese[code]));
  }
});

test.each(languages)(
  'in %s every reason that a text names has its words, and is one that comes',
  (language) => {
    const chinese = readTexts('zh-CN');
    for (const [code, { reasons }] of Object.entries(readTexts(language))) {
      expect(Object.keys(reasons ?? {}), code).toEqual(Object.keys(chinese[code]?.reasons ?? {}));
      if (reasons === undefined) continue;
      const entry = failureCatalogue[code as FailureCode];
      expect('info' in entry ? entry.info : [], code).toContain('reason');
      for (const { message, next } of Object.values(reasons)) {
        expect(
          [message, next].map((text) => text.trim()),
          code,
        ).not.toContain('');
        expect(message + next, code).not.toContain('{{');
      }
    }
  },
);

test('the texts quote only facts that come with the code', () => {
  const chinese = readTexts('zh-CN');
  for (const code of codes) {
    const entry = failureCatalogue[code];
    const facts: readonly string[] = 'info' in entry ? entry.info : [];
    for (const name of placeholders(chinese[code]).flat()) expect(facts, code).toContain(name);
  }
});

test.each(languages)('every number of the settings that %s names is one', (language) => {
  const { numbers } = settingsSchema.parse({});
  for (const [code, { detail }] of Object.entries(readTexts(language))) {
    for (const [, name] of detail.matchAll(/\bnumbers\.(\w+)/g)) {
      expect(Object.keys(numbers), code).toContain(name);
    }
  }
});

test('every code is told by something', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const sources = globSync('{src,hardware,main,renderer}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: ['src/failures/**', '**/*.test.{ts,tsx}'],
  }).map((file) => readFileSync(`${root}/${file}`, 'utf8'));
  const silent = codes.filter((code) => !sources.some((source) => source.includes(`'${code}'`)));
  expect(silent).toEqual([]);
});

test('a failure carries the facts of its code and no others', () => {
  expect(fail('reader.unknown-status', { status: '7F' }).problem).toEqual({
    code: 'reader.unknown-status',
    info: { status: '7F' },
  });
  // @ts-expect-error The catalogue names no such fact for this code.
  fail('reader.unknown-status', { name: '' });
  // @ts-expect-error The catalogue names no fact at all for this code.
  fail('reader.no-answer', { status: '7F' });
});
