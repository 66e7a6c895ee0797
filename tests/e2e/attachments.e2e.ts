import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { digestOf, pdfOf } from '../../reference-platform/testing/handed-in-file.ts';
import { intakeAt } from '../../scripts/workbench/intake.ts';
import { chooseFilesNext, standInCamera } from '../../scripts/workbench/workstation.ts';
import { attachmentPaths } from '../../src/contracts/attachment-api.ts';
import { test } from './at-a-counter.ts';
import { readerAt } from './at-the-platform.ts';

const { allGood } = people;

test('附件: files and photographed pages of a material are looked at, and all of them come to the department', async ({
  counter,
}) => {
  const workstation = await counter.start([standInCamera]);
  const { clerk } = workstation;
  const intake = intakeAt(workstation);
  await intake.logIn();
  await intake.chooseItem(allGood.variant);
  await counter.reader.placeCard(allGood.card);
  await clerk.getByTestId('push-consent').waitFor();
  const number = () => clerk.getByTestId('attachments-portrait').getAttribute('data-number');

  const pdf = join(counter.dataDir, 'portrait.pdf');
  await writeFile(pdf, pdfOf('portrait'));
  const png = join(counter.dataDir, 'portrait.png');
  await clerk.screenshot({ path: png });
  await chooseFilesNext(workstation, [pdf, png]);
  await clerk.getByTestId('attach-files-portrait').click();
  await expect.poll(number).toBe('2');
  await clerk.getByTestId('attachment-portrait-1').click();
  await clerk.keyboard.press('Escape');
  await clerk.getByTestId('attachment-portrait-2').click();
  await clerk.locator('.attachment-dialog img').waitFor();
  await clerk.keyboard.press('Escape');

  const text = join(counter.dataDir, 'portrait.txt');
  await writeFile(text, 'no picture');
  await chooseFilesNext(workstation, [text]);
  await clerk.getByTestId('attach-files-portrait').click();
  await clerk
    .getByTestId('call-failure')
    .filter({ hasText: '这个文件不是 PDF、JPEG 或 PNG' })
    .waitFor();

  await clerk.getByTestId('photograph-portrait').click();
  const take = clerk.locator('[data-testid="document-camera-take"]:not([disabled])');
  await take.waitFor();
  await take.click();
  await clerk.getByTestId('document-camera-keep-and-go-on').click();
  await clerk.getByTestId('document-camera-pages').filter({ hasText: '1' }).waitFor();
  await take.click();
  await clerk.getByTestId('document-camera-keep').click();
  await expect.poll(number).toBe('4');
  await clerk.getByTestId('attachment-portrait-4').click();
  await clerk.getByTestId('attachment-remove').click();
  await expect.poll(number).toBe('3');

  await intake.pushConsent();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  expect(await number()).toBe('3');
  await intake.fillContact();
  await intake.submit();
  expect(await intake.caseNumber()).toMatch(/\d{6,}/);
  const read = await readerAt(counter.platform.url, clerks.approver);
  for (const path of [pdf, png]) {
    const file = await readFile(path);
    const kept = await read(attachmentPaths.attachment(digestOf(file)));
    expect(Buffer.from(await kept.arrayBuffer()).equals(file)).toBe(true);
  }
});
