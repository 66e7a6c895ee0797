import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { liftCard } from '../../scripts/workbench/lay-card.ts';
import { chooseSavePlaceNext } from '../../scripts/workbench/workstation.ts';
import { quickNumbers, test } from './at-a-counter.ts';
import { findings } from './axe-findings.ts';

const { allGood: person } = people;

describe.each(['zh-CN', 'zh-Hant', 'en'] as const)('in %s', (language) => {
  test.override({ settings: { language, numbers: quickNumbers } });

  test('a consent is taken back by one touch, and again after the case was received', async ({
    counter,
    workstation,
    intake,
  }) => {
    const { clerk } = workstation;
    const evaluator = await workstation.evaluator();
    const found: string[] = [];
    const look = async (state: string) => {
      for (const page of [clerk, evaluator]) {
        found.push(...(await findings(page)).map((text) => `${state}: ${text}`));
      }
      const pictures = process.env['PICTURES'];
      if (pictures === undefined) return;
      await clerk.screenshot({ path: join(pictures, `${language}-${state}-clerk.png`) });
      await evaluator.screenshot({ path: join(pictures, `${language}-${state}-evaluator.png`) });
    };
    /** Asks whoever has agreed, as the clerk does, until their screen shows the question. */
    const ask = async () => {
      await clerk.keyboard.press('Control+F7');
      await clerk.getByTestId('confirm-withdrawal').waitFor();
      await look('confirmation');
      await clerk.getByTestId('confirm-withdrawal').click();
      await evaluator.locator('[data-kind="withdrawal"]').waitFor();
      await clerk.locator('[data-testid="mirror-state"][data-state="shown"]').waitFor();
    };
    const toForm = async () => {
      await intake.chooseItem(person.variant);
      await counter.reader.placeCard(person.card);
      await intake.pushConsent();
      await intake.answer('agree');
      await clerk.getByTestId('submit-case').waitFor();
    };

    await toForm();
    expect(await clerk.getByTestId('field-householder').inputValue()).not.toBe('');
    await ask();
    await look('question');
    await workstation.touch('acknowledgement-decline');
    await evaluator.locator('[data-kind="result"]').waitFor();
    expect(await clerk.getByTestId('field-householder').inputValue()).not.toBe('');
    await ask();
    await workstation.touch('acknowledgement-confirm');
    await clerk.locator('[data-testid="consent-state"][data-outcome="revoked"]').waitFor();
    await evaluator.locator('[data-kind="result"]').waitFor();
    await look('withdrawn');
    expect(await clerk.getByTestId('field-householder').inputValue()).toBe('');
    await intake.dropCase();
    await liftCard(counter, workstation);

    await toForm();
    await intake.fillContact();
    await intake.submit();
    const number = await intake.caseNumber();
    await evaluator.locator('[data-kind="rating"]').waitFor();
    await clerk.keyboard.press('Control+F10');
    await clerk.getByTestId('receipt-sheet').locator('svg').waitFor();
    await look('receipt');
    await clerk.keyboard.press('Escape');
    await ask();
    await workstation.touch('acknowledgement-confirm');
    await clerk.locator('[data-testid="consent-state"][data-outcome="revoked"]').waitFor();
    await look('no further use');
    expect(await intake.caseNumber()).toBe(number);
    expect(workstation.log()).toContain('"event":"consent.withdrawn","place":"evaluator"');
    expect(found.join('\n')).toBe('');
  });
});

test('a receipt of a consent is saved as PDF, in large print for whoever has read it so', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const folder = await mkdtemp(join(tmpdir(), 'consent-receipt-'));
  await intake.chooseItem(person.variant);
  await counter.reader.placeCard(person.card);
  await intake.pushConsent();
  await workstation.touch('type-switch');
  const evaluator = await workstation.evaluator();
  await evaluator.locator('[data-testid="evaluator-page"][data-large-type="true"]').waitFor();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  await clerk.getByTestId('print-consent-receipt').click();
  const sheet = clerk.locator('[data-testid="receipt-sheet"][data-large="true"]');
  await sheet.waitFor();
  const text = await sheet.innerText();
  expect(text).not.toContain(person.card.name);
  expect(text).not.toContain(person.card.idNumber);
  await chooseSavePlaceNext(workstation, join(folder, 'consent.pdf'));
  await clerk.getByTestId('save-receipt').click();
  await clerk.locator('[data-testid="receipt-result"]').waitFor();
  const pdf = await readFile(join(folder, 'consent.pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const pictures = process.env['PICTURES'];
  if (pictures !== undefined) {
    await sheet.screenshot({ path: join(pictures, 'large-receipt.png') });
  }
  await rm(folder, { recursive: true });
});
