import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { exampleRating, noActs } from './evaluator-page.fixture.ts';
import { RatingPageView } from './rating-page.tsx';

const markup = renderToStaticMarkup(
  <RatingPageView page={exampleRating} acts={noActs} since={0} shownAt={null} />,
);
const buttons = markup.match(/<button[^>]*>/g) ?? [];

test('five levels, the best first, and the way past them', () => {
  expect(buttons.map((button) => /data-testid="([^"]*)"/.exec(button)?.[1])).toEqual([
    'rate-very-satisfied',
    'rate-satisfied',
    'rate-fairly-satisfied',
    'rate-dissatisfied',
    'rate-very-dissatisfied',
    'rate-skip',
  ]);
});

test('all six are alike, and none is chosen or ruled out beforehand', () => {
  const bare = buttons.map((button) => button.replace(/ data-testid="[^"]*"/, ''));
  expect(new Set(bare).size).toBe(1);
  expect(markup).not.toMatch(/autofocus|disabled|pressed|checked/i);
});

test('every face has its word', () => {
  const words = [...markup.matchAll(/<\/svg><span[^>]*>([^<]*)</g)].map(([, word]) => word);
  expect(words).toEqual(['very good', 'good', 'fair', 'bad', 'very bad', 'skip']);
});
