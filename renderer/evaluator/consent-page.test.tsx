import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { digestOf } from '../shared/rendered-text.ts';
import { ConsentPageView } from './consent-page.tsx';
import { exampleConsent, exampleSensitive, noActs } from './evaluator-page.fixture.ts';
import { PageBar } from './page-bar.tsx';

const markupOf = (page: ConsentPage): string =>
  renderToStaticMarkup(
    <>
      <PageBar page={page} acts={noActs} />
      <ConsentPageView page={page} acts={noActs} since={0} shownAt={null} />
    </>,
  );
const markup = markupOf(exampleConsent);
const sensitiveMarkup = markupOf(exampleSensitive);

/** A block of the page with a name of its own, as a screen reader finds it. */
function block(name: string): string {
  const heading = new RegExp(`id="([^"]*)" data-canonical="true">${name}<`).exec(sensitiveMarkup);
  const start = sensitiveMarkup.indexOf(`aria-labelledby="${heading?.[1]}" data-testid`);
  const next = sensitiveMarkup.indexOf('class="licence-block', start);
  return sensitiveMarkup.slice(start, next === -1 ? sensitiveMarkup.indexOf('<ul') : next);
}

test.each([
  ['ordinary licences', exampleConsent],
  ['sensitive licences, and some by duty', exampleSensitive],
])('with %s, what is marked canonical is the canonical text, in its order', (_, page) => {
  const canonical = [...markupOf(page).matchAll(/data-canonical[^>]*>([^<]*)</g)];
  expect(canonical.map(([, text]) => text).join('\n')).toBe(consentPageText(page));
});

test('a sensitive licence is in a block of its own, with both choices', () => {
  expect(block('sensitive').match(/data-testid="licence-\d-\w+"/g)).toEqual([
    'data-testid="licence-2-decline"',
    'data-testid="licence-2-agree"',
  ]);
  expect(block('sensitive')).toContain('choose each');
});

test('of what is used by duty the page tells, and has nothing to press', () => {
  expect(block('by duty')).toContain('fields of d');
  expect(block('by duty')).not.toContain('<button');
});

test('no heading is left out between a page, its blocks and their licences', () => {
  const levels = [...sensitiveMarkup.matchAll(/<h(\d)[^>]*>([^<]*)/g)].map(([, level, text]) => [
    text,
    Number(level),
  ]);
  expect(levels).toEqual([
    ['heading', 1],
    ['a', 2],
    ['b', 2],
    ['sensitive', 2],
    ['c', 3],
    ['by duty', 2],
    ['d', 3],
  ]);
});

test('without a single choice it is said that the sensitive licence is open', () => {
  expect(markupOf({ ...exampleSensitive, minimumDisplaySeconds: 0 })).toContain('1 open');
});

test('where everything is sensitive the button that agrees waits for a choice', () => {
  const [, , sensitive] = exampleSensitive.licences;
  if (sensitive === undefined) throw new Error('the example has three licences');
  const page = { ...exampleSensitive, minimumDisplaySeconds: 0, licences: [sensitive] };
  expect(markupOf(page)).toMatch(
    /aria-disabled="true"[^>]*data-testid="agree"|data-testid="agree"[^>]*aria-disabled="true"/,
  );
});

test('no answer is chosen or ruled out beforehand', () => {
  expect(markup).not.toMatch(/autofocus|disabled=""|checked/i);
  expect(markup.match(/class="choice" aria-pressed="false"/g)).toHaveLength(4);
  expect(markup.match(/data-choice="undecided"/g)).toHaveLength(2);
});

test('without a single choice the right button agrees to all, and nothing is said of open ones', () => {
  expect(markup).toContain('agree (2)');
  expect(markup).not.toContain('decline 2');
  expect(markup).not.toContain('open');
});

test('both final answers are made alike', () => {
  const classes = [...markup.matchAll(/class="(answer [^"]*)"/g)].map(([, names]) => names);
  expect(classes).toEqual(['answer answer-decline', 'answer answer-agree']);
});

test('no time runs before the page is known to be on screen', () => {
  expect(markup).toContain('180 left');
  expect(markup).toContain('read for 5');
});

test('digests are SHA-256 of UTF-8, rare characters included', async () => {
  // The same digest as of the bytes `printf '梁𠮷㙍䶮\n授权' | sha256sum` reads.
  expect(await digestOf('梁𠮷㙍䶮\n授权')).toBe(
    'b70ad0df280a0935182c87b4fe61ba753872e1458ace670c55479585608efd9b',
  );
});
