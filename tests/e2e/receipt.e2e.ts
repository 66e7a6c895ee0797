import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import decodeQR from 'qr/decode.js';
import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { chooseSavePlaceNext, type Workstation } from '../../scripts/workbench/workstation.ts';
import { test } from './at-a-counter.ts';

/** The pixels of a picture, four bytes each. */
async function pixelsOf({ application }: Workstation, png: Buffer) {
  const { width, height, bitmap } = await application.evaluate(({ nativeImage }, base64) => {
    const image = nativeImage.createFromBuffer(Buffer.from(base64, 'base64'));
    return { ...image.getSize(), bitmap: image.toBitmap().toString('base64') };
  }, png.toString('base64'));
  return { width, height, data: new Uint8Array(Buffer.from(bitmap, 'base64')) };
}

test('a received case has a receipt: previewed, its code readable, saved as PDF; without a printer the case is unaffected', async ({
  counter,
  workstation,
  intake,
}) => {
  const { clerk } = workstation;
  const folder = await mkdtemp(join(tmpdir(), 'receipt-'));
  await intake.chooseItem(people.allGood.variant);
  await counter.reader.placeCard(people.allGood.card);
  await clerk.getByTestId('push-consent').waitFor();
  await clerk.getByTestId('continue-on-paper').click();
  await clerk.getByTestId('submit-case').waitFor();
  await intake.fill('registeredAddress', '广东省佛山市样例区桂花街12号3座501');
  await intake.fill('householder', '陈桂芳');
  await intake.fillContact();
  await intake.submit();
  const number = await intake.caseNumber();

  await clerk.keyboard.press('F10');
  const sheet = clerk.getByTestId('receipt-sheet');
  await sheet.getByText(number).first().waitFor();
  const picture = await sheet.locator('svg').screenshot();
  expect(decodeQR(await pixelsOf(workstation, picture))).toBe(number);

  await chooseSavePlaceNext(workstation, undefined);
  await clerk.getByTestId('save-receipt').click();
  await chooseSavePlaceNext(workstation, join(folder, 'receipt.pdf'));
  await clerk.getByTestId('save-receipt').click();
  await clerk.locator('[data-testid="receipt-result"]').waitFor();
  const pdf = await readFile(join(folder, 'receipt.pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(5_000);

  await chooseSavePlaceNext(workstation, join(folder, 'no', 'such', 'folder.pdf'));
  await clerk.getByTestId('save-receipt').click();
  await clerk.locator('[data-testid="receipt-failure"]').waitFor();

  // X24: no printer, then a paper whose window dies.
  await clerk.getByTestId('print-receipt-now').click();
  await clerk.locator('[data-testid="receipt-failure"][data-code="printer.none"]').waitFor();
  await workstation.application.evaluate(({ app }) => {
    app.once('web-contents-created', (_event, contents) => {
      contents.once('dom-ready', () => contents.forcefullyCrashRenderer());
    });
  });
  await clerk.getByTestId('print-receipt-now').click();
  await clerk.locator('[data-testid="receipt-failure"][data-code="printer.failed"]').waitFor();
  await clerk.keyboard.press('Escape');
  expect(await intake.caseNumber()).toBe(number);
  expect(workstation.log()).toContain('"event":"receipt.not-printed"');
  expect(workstation.log()).not.toContain(number);
  await rm(folder, { recursive: true });
});
