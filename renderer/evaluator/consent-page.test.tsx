import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { digestOf } from '../shared/rendered-text.ts';
import { ConsentPageView } from './consent-page.tsx';
import { exampleConsent, noActs } from './evaluator-page.fixture.ts';
import { PageBar } from './page-bar.tsx';

const markup = renderToStaticMarkup(
  <>
    <PageBar page={exampleConsent} acts={noActs} />
    <ConsentPageView page={exampleConsent} acts={noActs} since={0} shownAt={null} />
  </>,
);

test('what is marked canonical is the canonical text, in its order', () => {
  const canonical = [...markup.matchAll(/data-canonical[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(canonical.join('\n')).toBe(consentPageText(exampleConsent));
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
