import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import { exampleConsent, exampleHead, exampleRating, noActs } from './evaluator-page.fixture.ts';
import { PageBar } from './page-bar.tsx';

function bar(page: Exclude<EvaluatorPage, { kind: 'blank' }>): string {
  return renderToStaticMarkup(<PageBar page={page} acts={noActs} />);
}

test('the language of the page is the one that is pressed, and each speaks for itself', () => {
  const english = bar({ ...exampleRating, language: 'en' });
  expect(english.match(/lang="[^"]*" aria-pressed="\w+"/g)).toEqual([
    'lang="zh-CN" aria-pressed="false"',
    'lang="zh-Hant" aria-pressed="false"',
    'lang="en" aria-pressed="true"',
  ]);
});

test('the place stands on the consent page, the switches on every page', () => {
  expect(bar(exampleConsent)).toContain('>place<');
  const thanks = bar({ ...exampleHead, kind: 'thanks', heading: '', lines: [] });
  expect(thanks).not.toContain('class="place"');
  expect(thanks.match(/<button/g)).toHaveLength(4);
});

test('a page of a drill says so in its corner, and no other does', () => {
  expect(bar({ ...exampleConsent, drill: '演练 DRILL' })).toContain('演练 DRILL');
  expect(bar(exampleConsent)).not.toContain('data-testid="drill"');
});
