import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-counter.ts';

/** A clerk who has no mouse: every key pressed at the workstation is counted as one action, a text typed as one. */
function keyboardOf({ clerk }: Workstation) {
  let actions = 0;
  return {
    press: async (key: string) => {
      actions += 1;
      await clerk.keyboard.press(key);
    },
    type: async (text: string) => {
      actions += 1;
      // As fast as the fastest typists; faster, it would be a scanner.
      await clerk.keyboard.type(text, { delay: 60 });
    },
    actions: () => actions,
  };
}

test('ten cases in a row with the keyboard alone: three actions at most from the card to the page on the citizen’s screen', async ({
  counter,
  workstation,
  intake: _loggedIn,
}) => {
  const { clerk } = workstation;
  const lines: string[] = [];
  const variants = ['1', '2'];
  for (let number = 1; number <= 10; number += 1) {
    const person = number % 2 === 1 ? people.allGood : people.rareName;
    const keyboard = keyboardOf(workstation);
    const began = performance.now();
    await counter.reader.placeCard(person.card);
    await clerk.locator('[data-testid^="item-option-"]').first().waitFor();
    await keyboard.press('1');
    await clerk.getByTestId(`variant-${person.variant}`).waitFor();
    await keyboard.press(
      variants[person.item.variants.findIndex(({ code }) => code === person.variant)] ?? '',
    );
    await clerk.getByTestId('push-consent').waitFor();
    await keyboard.press('F8');
    const evaluator = await workstation.evaluator();
    await evaluator.getByTestId('agree').waitFor();
    const toPush = keyboard.actions();
    const pushedAfter = performance.now() - began;
    expect(toPush).toBeLessThanOrEqual(3);

    await evaluator
      .locator('[data-testid="agree"]:not([disabled]):not([aria-disabled="true"])')
      .waitFor();
    await workstation.touch('agree');
    await clerk.getByTestId('submit-case').waitFor();
    await counter.reader.liftCard();
    // F9 leads to the first field that nobody has filled.
    await keyboard.press('F9');
    await expect.poll(() => focused(workstation)).toBe('field-emergencyContact');
    await keyboard.type('陈小样');
    await keyboard.press('F9');
    await expect.poll(() => focused(workstation)).toBe('field-emergencyPhone');
    await keyboard.type('13800000000');
    await keyboard.press('F9');
    await clerk.getByTestId('case-number').waitFor();
    await keyboard.press('Escape');
    await clerk.getByTestId('empty-desk').waitFor();
    const total = performance.now() - began;
    lines.push(
      `case ${number}: ${toPush} actions and ${Math.round(pushedAfter)} ms to the consent page, ` +
        `${keyboard.actions()} actions and ${Math.round(total)} ms in all`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
});

function focused({ clerk }: Workstation): Promise<string | undefined> {
  return clerk.evaluate(
    `document.activeElement?.closest('[data-testid]')?.dataset.testid`,
  ) as Promise<string | undefined>;
}
