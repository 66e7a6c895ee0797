import { expect } from 'vitest';
import { test } from './at-a-counter.ts';

test.override({ settings: { language: 'en' } });

test('an apostrophe does not tear an English word apart, and in Chinese a mark is as wide as a character', async ({
  workstation: { clerk },
}) => {
  await clerk.locator('html[lang="en"]').waitFor();
  const widths = await clerk.evaluate<{ english: number; chinese: number }>(`(async () => {
    const widthIn = async (lang) => {
      const mark = document.createElement('span');
      mark.lang = lang;
      mark.style.fontSize = '100px';
      mark.textContent = '’';
      document.body.append(mark);
      await document.fonts.load('100px ' + getComputedStyle(mark).fontFamily, '’');
      const { width } = mark.getBoundingClientRect();
      mark.remove();
      return width;
    };
    return { english: await widthIn('en'), chinese: await widthIn('zh-CN') };
  })()`);
  expect(widths.english).toBeLessThan(50);
  expect(widths.chinese).toBe(100);
});
