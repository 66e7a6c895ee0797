import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import failures from '../../../resources/locales/zh-CN/failures.json';
import { DeskContext } from '../desk/desk-context.ts';
import { caseOf, idleDesk, quietDesk } from '../desk/desk-snapshot.fixture.ts';
import { chineseTexts } from '../locale/chinese-texts.fixture.ts';
import { TextsContext } from '../locale/texts.ts';
import { ItemSection } from './item-section.tsx';
import type { Item } from './use-item-choice.ts';

const [twoVariants] = quietDesk.items;

/** What is drawn where a window has these items. */
function drawn(items: readonly Item[]): string {
  const texts = { language: 'zh-CN', t: chineseTexts, failures } as const;
  return renderToStaticMarkup(
    <TextsContext value={texts}>
      <DeskContext value={idleDesk}>
        <ItemSection current={caseOf({})} items={items} />
      </DeskContext>
    </TextsContext>,
  );
}

/** The buttons that have a number key, as test id and key. */
const numbered = (markup: string) =>
  [...markup.matchAll(/data-testid="([^"]+)"[^>]*aria-keyshortcuts="(\d)"/g)].map(
    ([, name, key]) => [name, key],
  );

test('a variant is asked for: the answers have the number keys, the variants are there beside them', () => {
  const markup = drawn(twoVariants === undefined ? [] : [twoVariants]);
  expect(markup).toContain('户口在哪里？');
  expect(numbered(markup)).toEqual([
    ['answer-1', '1'],
    ['answer-2', '2'],
  ]);
  expect(markup).toContain('data-testid="variant-local"');
  expect(markup).toContain('data-testid="variant-resident"');
});

test('as long as no item is clear the number keys are the items’, and nothing is asked', () => {
  const markup = drawn(quietDesk.items);
  expect(numbered(markup)).toEqual([
    ['item-option-elder-card', '1'],
    ['item-option-licence-renewal', '2'],
  ]);
  expect(markup).not.toContain('data-testid="variant-question"');
});

test.each([
  [{ minimumAge: 60 }, '须满 60 周岁'],
  [{ maximumAge: 17 }, '不超过 17 周岁'],
  [{ minimumAge: 6, maximumAge: 17 }, '6 至 17 周岁'],
])('a variant says for whom it is by age: %j', (ages, sentence) => {
  if (twoVariants === undefined) throw new Error('the desk offers nothing');
  const variants = twoVariants.variants.map((variant) => ({ ...variant, ...ages }));
  expect(drawn([{ ...twoVariants, variants }])).toContain(sentence);
});
