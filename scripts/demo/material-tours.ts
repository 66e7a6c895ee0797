import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flexibleInsuranceItem } from '../../reference-platform/seed/flexible-insurance-item.ts';
import { people } from '../../reference-platform/seed/people.ts';
import { pdfOf } from '../../reference-platform/testing/handed-in-file.ts';
import { chooseFilesNext } from '../workbench/workstation.ts';
import type { Tour } from './stage.ts';
import { formOpen, forPerson, show, tidy } from './stage-hands.ts';

/** What goes into a case beside licences: what the clerk decides, and what is handed in. */
export const materialTours: readonly Tour[] = [
  {
    channel: 'disputed-field',
    subject: 'person',
    title: '来源不一致 · two sources that disagree',
    play: async (stage) => {
      const { step, clerk, intake } = stage;
      const { card } = people.misspeltName;
      await intake.chooseItem('residence-permit', flexibleInsuranceItem.code);
      await show(stage, card);
      await intake.pushConsent();
      await intake.answer('agree');
      await formOpen(stage);
      await step('side-by-side', async () => {
        await clerk.getByTestId('open-point-address').click();
        await clerk.getByTestId('field-conflict-address').scrollIntoViewIfNeeded();
      });
      await step('reason', async () => {
        await clerk.getByTestId('adopt-address-0').click();
        await clerk.getByTestId('conflict-reason-address').selectOption('original-seen');
        await clerk.getByTestId('conflict-correction-address').check();
      });
      await step('decided', async () => {
        await clerk.getByTestId('conflict-confirm-address').click();
        await clerk.locator('[data-testid="field-conflict-address"][data-decided]').waitFor();
      });
      return tidy(stage);
    },
  },
  {
    channel: 'attachments',
    subject: 'person',
    title: '附件 · 文件和高拍仪 · files, and pages under the document camera',
    play: async (stage) => {
      const { step, clerk, intake, workstation, counter } = stage;
      const inAll = (number: number) =>
        clerk
          .locator(`[data-testid="attachments-portrait"][data-number="${number}"]`)
          .first()
          .waitFor();
      await forPerson(stage);
      await show(stage, people.allGood.card);
      await clerk.getByTestId('push-consent').waitFor();
      await step('files', async () => {
        const pdf = join(counter.dataDir, 'portrait.pdf');
        await writeFile(pdf, pdfOf('portrait'));
        const png = join(counter.dataDir, 'portrait.png');
        await clerk.screenshot({ path: png });
        await chooseFilesNext(workstation, [pdf, png]);
        await clerk.getByTestId('attach-files-portrait').click();
        await inAll(2);
      });
      await step('under-the-camera', async () => {
        await clerk.getByTestId('photograph-portrait').click();
        await clerk.locator('[data-testid="document-camera-take"]:not([disabled])').waitFor();
      });
      await step('photographed', async () => {
        await clerk.getByTestId('document-camera-take').click();
        await clerk.getByTestId('document-camera-keep').click();
        await inAll(3);
      });
      await step('in-the-form', async () => {
        await intake.pushConsent();
        await intake.answer('agree');
        await formOpen(stage);
        await clerk.getByTestId('attachments-portrait').scrollIntoViewIfNeeded();
      });
      return tidy(stage);
    },
  },
];
