import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './at-a-counter.ts';

test.override({ settings: { language: 'en' } });

/** Pixels that an apostrophe takes in a language, written in a size of 100. */
function apostropheWidth(page: Page, language: string): Promise<unknown> {
  return page.evaluate(`(async () => {
    const mark = document.createElement('span');
    mark.lang = '${language}';
    mark.style.fontSize = '100px';
    mark.textContent = '’';
    document.body.append(mark);
    await document.fonts.load('100px ' + getComputedStyle(mark).fontFamily, '’');
    const { width } = mark.getBoundingClientRect();
    mark.remove();
    return width;
  })()`);
}

test('an apostrophe does not tear an English word apart, and in Chinese it is as wide as a character', async ({
  workstation: { clerk },
}) => {
  await clerk.locator('html[lang="en"]').waitFor();
  expect(await apostropheWidth(clerk, 'en')).toBeLessThan(50);
  expect(await apostropheWidth(clerk, 'zh-CN')).toBe(100);
});
