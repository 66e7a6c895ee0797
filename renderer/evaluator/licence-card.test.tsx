import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { exampleConsent } from './evaluator-page.fixture.ts';
import { LicenceCard } from './licence-card.tsx';
import type { SingleChoice } from './single-choices.ts';

/** The card of one licence, and the two buttons on it: decline, then agree. */
function card(choice: SingleChoice | undefined): { state: string; buttons: string[] } {
  const [licence] = exampleConsent.licences;
  if (licence === undefined) throw new Error('the example has a licence');
  const markup = renderToStaticMarkup(
    <LicenceCard
      licence={licence}
      position={3}
      words={exampleConsent}
      choice={choice}
      disabled={false}
      onChoose={() => {}}
    />,
  );
  return {
    state: /data-choice="(\w+)"/.exec(markup)?.[1] ?? '',
    buttons: markup.match(/<button[^>]*>/g) ?? [],
  };
}

test.each([
  ['undecided', undefined, ['false', 'false']],
  ['declined', { isAgreed: false, input: 'touch' }, ['true', 'false']],
  ['agreed', { isAgreed: true, input: 'touch' }, ['false', 'true']],
] as const)('%s: at most one of its two buttons is pressed', (state, choice, pressed) => {
  const shown = card(choice);
  expect(shown.state).toBe(state);
  expect(shown.buttons.map((button) => /aria-pressed="(\w+)"/.exec(button)?.[1])).toEqual(pressed);
});

test('its two buttons are alike and carry its position', () => {
  const { buttons } = card(undefined);
  const bare = buttons.map((button) => button.replace(/ data-testid="[^"]*"/, ''));
  expect(new Set(bare).size).toBe(1);
  expect(buttons.map((button) => /data-testid="([^"]*)"/.exec(button)?.[1])).toEqual([
    'licence-3-decline',
    'licence-3-agree',
  ]);
});
