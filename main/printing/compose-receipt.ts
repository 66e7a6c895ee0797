import type { Receipt } from '../../src/contracts/receipt.ts';
import type { Case } from '../../src/domain/case.ts';
import type { CitizenLanguage } from '../../src/domain/consent.ts';
import { shownParty } from '../../src/domain/masking.ts';
import type { OfflineReception } from '../../src/domain/offline-intake.ts';
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
 * Composes the receipt of a case: 收件回执 with its number once the platform has received it; 收件凭证（待核验，非受理通知书） with
 * the provisional number where it was taken in without the platform. It says no more than was known and done when it was
 * taken in: the platform's word, or none.
 * @returns undefined while there is neither number
 */
export function composeReceipt(
  subject: Case,
  place: ReceiptPlace,
  language: CitizenLanguage,
  words: Words,
): Receipt | undefined {
  const { item, variant, applicant, waiverList, caseNumber, stageSince, offline } = subject;
  if (!item || !applicant || !waiverList) return undefined;
  const known =
    caseNumber === undefined
      ? offline?.received && provisionalTexts(offline.received, words)
      : confirmedTexts(caseNumber, stageSince, words);
  if (known === undefined) return undefined;
  const variantName = item.variants.find(({ code }) => code === variant)?.name ?? '';
  return {
    language,
    hall: place.hall,
    title: known.title,
    standing: known.standing,
    facts: [
      known.number,
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
      { label: words('receipt.receivedAt'), text: momentText(known.at, words) },
    ],
    materials: {
      heading: words('receipt.materials'),
      lines: waiverList.lines
        .filter(({ status }) => status !== 'not-needed')
        .map((line) => ({ name: line.material.name, treatment: known.treatment(line) })),
    },
    closing: [...known.closing, words('receipt.closing.rights')],
    code: { label: known.codeLabel, rows: qrRows(known.number.text) },
  };
}

/** What a receipt says by how much is known. */
interface ReceiptTexts extends Pick<Receipt, 'title' | 'standing' | 'closing'> {
  readonly number: Receipt['facts'][number];
  readonly at: Instant;
  readonly codeLabel: string;
  readonly treatment: (line: WaiverLine) => string;
}

function confirmedTexts(caseNumber: string, at: Instant, words: Words): ReceiptTexts {
  return {
    title: words('receipt.title'),
    standing: words('receipt.standing'),
    number: { label: words('receipt.caseNumber'), text: caseNumber },
    at,
    closing: [words('receipt.closing.keep')],
    codeLabel: words('receipt.code'),
    treatment: (line) => treatment(line, words),
  };
}

function provisionalTexts(
  { provisionalNumber, at, materials }: OfflineReception,
  words: Words,
): ReceiptTexts {
  const toBeVerified = new Set(materials);
  const toCome = (what: string) => words(`receipt.provisional.treatment.${what}`);
  return {
    title: words('receipt.provisional.title'),
    standing: words('receipt.provisional.standing'),
    number: { label: words('receipt.provisional.number'), text: provisionalNumber },
    at,
    closing: [words('receipt.provisional.promise'), words('receipt.provisional.keep')],
    codeLabel: words('receipt.provisional.code'),
    // As it was when the paper was due, whatever has been found out since.
    treatment: (line) => {
      if (toBeVerified.has(line.material.code)) return toCome('to-be-verified');
      if (line.settled?.way === 'check') return toCome('under-check');
      return line.reason === 'department-looks-up' && line.settled === undefined
        ? toCome('department-looks-up')
        : treatment(line, words);
    },
  };
}

/** What became of a material, and by when something of it is due. */
function treatment(line: WaiverLine, words: Words): string {
  const { settled } = line;
  const done = treatmentOf(line);
  const key =
    done === 'to-be-verified'
      ? 'receipt.provisional.treatment.to-be-verified'
      : (`receipt.treatment.${done}` as const);
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
