import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { ConsentPageView } from './consent-page.tsx';
import { digestOf } from './rendered-text.ts';

const page: ConsentPage = {
  kind: 'consent',
  pageId: '01936f3e-0000-7000-8000-000000000001',
  language: 'zh-CN',
  place: 'place',
  heading: 'heading',
  firstLine: 'first line',
  facts: [
    { label: 'asker', text: 'department' },
    { label: 'holder', text: '䶮*𠮷' },
  ],
  licences: ['a', 'b'].map((title) => ({
    title,
    facts: [
      { label: 'issuer', text: `issuer of ${title}` },
      { label: 'fields', text: `fields of ${title}` },
    ],
  })),
  closing: ['retention', 'recipients'],
  decline: 'decline',
  agree: 'agree (2)',
  remaining: '{{seconds}} left',
  readFirst: 'read for {{seconds}}',
  touchOnly: 'touch only',
  secondsToAnswer: 180,
  minimumDisplaySeconds: 5,
};

const unusedBridge: EvaluatorBridge = {
  call: () => Promise.reject(new Error('not called while rendering')),
  onPageShow: () => () => {},
};

const markup = renderToStaticMarkup(
  <ConsentPageView
    page={page}
    since={0}
    shownAt={null}
    evaluator={unusedBridge}
    forget={() => {}}
  />,
);

test('what is marked canonical is the canonical text, in its order', () => {
  const canonical = [...markup.matchAll(/data-canonical[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(canonical.join('\n')).toBe(consentPageText(page));
});

test('neither answer is chosen or ruled out beforehand', () => {
  expect(markup).not.toMatch(/autofocus|disabled=""|checked/i);
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
