import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { quickNumbers, test } from './at-a-counter.ts';
import { findings } from './axe-findings.ts';

describe.each(['zh-CN', 'zh-Hant', 'en'] as const)('in %s', (language) => {
  test.override({ settings: { language, numbers: quickNumbers } });

  test('axe finds nothing in either window from the login to the thanks', async ({
    counter,
    workstation,
    intake,
  }) => {
    const { clerk } = workstation;
    const evaluator = await workstation.evaluator();
    const found: string[] = [];
    const look = async (state: string) => {
      for (const [name, page] of [
        ['clerk', clerk],
        ['evaluator', evaluator],
      ] as const) {
        found.push(...(await findings(page)).map((text) => `${state}, ${name}: ${text}`));
      }
    };
    const onScreen = (kind: string) =>
      evaluator
        .locator(`[data-testid="evaluator-page"][data-kind="${kind}"]`)
        .waitFor({ state: 'attached' });

    await onScreen('idle');
    await look('empty desk');
    await intake.chooseItem(people.allGood.variant);
    await look('waiting for the card');
    await counter.reader.placeCard(people.allGood.card);
    await clerk.getByTestId('push-consent').waitFor();
    await look('waiver list');
    await intake.pushConsent();
    await look('consent');
    await workstation.touch('type-switch');
    await evaluator.locator('[data-testid="evaluator-page"][data-large-type="true"]').waitFor();
    await look('consent in large type');
    await intake.answer('agree');
    await clerk.getByTestId('submit-case').waitFor();
    await onScreen('result');
    await look('form');
    await clerk.keyboard.press('Control+K');
    await clerk.getByTestId('palette-search').waitFor();
    await look('palette');
    await clerk.keyboard.press('Escape');
    await intake.fillContact();
    await intake.submit();
    await intake.caseNumber();
    await onScreen('rating');
    await look('received and rating');
    await clerk.keyboard.press('F10');
    await clerk.getByTestId('receipt-sheet').waitFor();
    await look('receipt');
    await clerk.keyboard.press('Escape');
    await workstation.touch('rate-skip');
    await onScreen('thanks');
    await look('thanks');
    await clerk.keyboard.press('Control+L');
    await clerk.getByTestId('lock-page').waitFor();
    await look('locked and blank');
    expect(found.join('\n')).toBe('');
  });
});

/** The colours of a button's words and of its ground, as they are drawn. */
const looks = (page: Page, selector: string) =>
  page.evaluate(`(() => {
    const drawn = getComputedStyle(document.querySelector(${JSON.stringify(selector)}));
    return [drawn.color, drawn.backgroundColor];
  })()`) as Promise<readonly [string, string]>;

/** The luminance of a colour as the browser writes it (WCAG 2.2, relative luminance); what is clear lets white through. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (alpha === 0) return 1;
  const linear = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

/** The contrast of a button's words while the pointer is on it. Axe leaves words in the colour of their ground undecided. */
async function contrastUnderPointer(page: Page, kind: string): Promise<number> {
  await page.locator(`.button[data-kind="${kind}"]:enabled`).first().hover();
  const colours = await looks(page, `.button[data-kind="${kind}"]:hover`);
  const [high = 0, low = 0] = colours.map(luminance).sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test('the words of every kind of button can be read under the pointer, and one that does nothing looks like it', async ({
  workstation: { clerk },
  intake,
}) => {
  const readable = 4.5;
  expect(await contrastUnderPointer(clerk, 'primary')).toBeGreaterThan(readable);
  expect(await contrastUnderPointer(clerk, 'quiet')).toBeGreaterThan(readable);
  await intake.chooseItem(people.allGood.variant);
  expect(await contrastUnderPointer(clerk, 'plain')).toBeGreaterThan(readable);
  await clerk.getByTestId('close-case').click();
  expect(await contrastUnderPointer(clerk, 'danger')).toBeGreaterThan(readable);
  await clerk.keyboard.press('Escape');

  await clerk.getByTestId('lock').click();
  const dead = '[data-testid="unlock"]';
  await clerk.locator(dead).waitFor();
  await clerk.mouse.move(0, 0);
  const atRest = await looks(clerk, dead);
  await clerk.locator(dead).hover();
  expect(await looks(clerk, dead)).toEqual(atRest);
});
