import type { Receipt } from '../../src/contracts/receipt.ts';
import type { Case } from '../../src/domain/case.ts';
import type { CitizenLanguage } from '../../src/domain/consent.ts';
import { shownParty } from '../../src/domain/masking.ts';
import { treatmentOf, type WaiverLine } from '../../src/domain/waiver-list.ts';
import { hallDay, hallTime, type Instant } from '../../src/support/clock.ts';
import type { Words } from '../evaluator-pages/page-basis.ts';
import { qrRows } from '../evaluator-pages/qr-rows.ts';

/** Where and by whom the case was received. */
export interface ReceiptPlace {
  readonly hall: string;
  readonly windowName: string;
  readonly clerkNumber: string;
}

/**
 * Composes the receipt (收件回执) of a case. It says no more than the platform has confirmed: that the case was
 * received, under which number.
 * @returns undefined while the platform has not given a number
 */
export function composeReceipt(
  { item, variant, applicant, waiverList, caseNumber, stageSince }: Case,
  place: ReceiptPlace,
  language: CitizenLanguage,
  words: Words,
): Receipt | undefined {
  if (caseNumber === undefined || !item || !applicant || !waiverList) return undefined;
  const variantName = item.variants.find(({ code }) => code === variant)?.name ?? '';
  return {
    language,
    hall: place.hall,
    title: words('receipt.title'),
    standing: words('receipt.standing'),
    facts: [
      { label: words('receipt.caseNumber'), text: caseNumber },
      {
        label: words('receipt.item'),
        text: words('receipt.itemText', { item: item.name, variant: variantName }),
      },
      { label: words('receipt.department'), text: item.department },
      { label: words('receipt.applicant'), text: shownParty(applicant).nameMasked },
      {
        label: words('receipt.window'),
        text: words('receipt.windowText', { window: place.windowName, clerk: place.clerkNumber }),
      },
      { label: words('receipt.receivedAt'), text: momentText(stageSince, words) },
    ],
    materials: {
      heading: words('receipt.materials'),
      lines: waiverList.lines
        .filter(({ status }) => status !== 'not-needed')
        .map((line) => ({ name: line.material.name, treatment: treatment(line, words) })),
    },
    closing: [words('receipt.closing.keep'), words('receipt.closing.rights')],
    code: { label: words('receipt.code'), rows: qrRows(caseNumber) },
  };
}

/** What became of a material, and by when something of it is due. */
function treatment(line: WaiverLine, words: Words): string {
  const { settled } = line;
  const key = `receipt.treatment.${treatmentOf(line)}` as const;
  if (settled?.way === 'deferral') return words(key, dateParts(settled.dueOn));
  if (settled?.way !== 'check') return words(key);
  const time = hallTime(settled.dueAt).slice(0, 5);
  return words(key, { ...dateParts(hallDay(settled.dueAt)), time });
}

/** A moment as receipts say it, in the hall's own time. */
export function momentText(at: Instant, words: Words): string {
  const time = hallTime(at).slice(0, 5);
  return words('receipt.receivedAtText', { ...dateParts(hallDay(at)), time });
}

function dateParts(date: string) {
  const [year = '', month = '', day = ''] = date.split('-');
  return { year, month, day };
}
