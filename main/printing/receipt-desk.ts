import type { Audit } from '../../src/audit/audit-actions.ts';
import type { AtWindow } from '../../src/contracts/platform-api.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import type { Case } from '../../src/domain/case.ts';
import type { CitizenLanguage } from '../../src/domain/consent.ts';
import type { ReceiptProof } from '../../src/evidence/receipt-text.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Words } from '../evaluator-pages/page-basis.ts';
import { composeConsentReceipt } from './compose-consent-receipt.ts';
import { composeReceipt, type ReceiptPlace } from './compose-receipt.ts';

/** Puts a receipt on paper or into a file. */
export interface PaperMaker {
  /** Prints on a printer, or on the system's default one when none is named. @returns the printer that took it */
  print(receipt: Receipt, printer: string): Promise<Outcome<{ readonly printer: string }>>;
  pdf(receipt: Receipt): Promise<Outcome<Uint8Array>>;
}

/** Which receipt: of a case that was received, or of what was decided on one of its consent pages. */
export interface ReceiptWish {
  readonly caseId: string;
  readonly pageId?: string;
}

/** The receipts of received cases and of consents. Nothing here changes a case, whatever the printer does. */
export interface ReceiptDesk {
  /** `receipt.not-received`, or of a page `receipt.not-answered`, where there is nothing to confirm yet. */
  preview(wish: ReceiptWish): Outcome<Receipt>;
  print(wish: ReceiptWish): Promise<Outcome<{ readonly printer: string }>>;
  savePdf(wish: ReceiptWish): Promise<Outcome<{ readonly saved: boolean }>>;
}

/** What the receipt desk needs. */
export interface ReceiptDeskOptions {
  readonly find: (caseId: string) => Outcome<Case>;
  readonly session: () => AtWindow | undefined;
  readonly language: () => CitizenLanguage;
  readonly words: (language: CitizenLanguage) => Words;
  /** What proves the answer to a page, where it was given here. */
  readonly proofOf: (pageId: string) => ReceiptProof | undefined;
  readonly printer: () => string;
  readonly paper: PaperMaker;
  /** Asks the clerk for a file and writes it. @returns false when the clerk has thought better of it */
  readonly save: (suggestedName: string, content: Uint8Array) => Promise<Outcome<boolean>>;
  readonly audit: Audit;
  readonly log: Log;
}

/** Makes receipts of what the platform has confirmed, and of nothing else. */
export function createReceiptDesk(options: ReceiptDeskOptions): ReceiptDesk {
  function preview({ caseId, pageId }: ReceiptWish): Outcome<Receipt> {
    const opened = options.session();
    if (opened === undefined) return fail('session.required');
    const found = options.find(caseId);
    if (!found.ok) return found;
    const { window, clerk } = opened;
    const place = { hall: window.hall, windowName: window.name, clerkNumber: clerk.number };
    const receipt =
      pageId === undefined
        ? previewCase(found.value, place)
        : previewConsent(found.value, pageId, place);
    if (!receipt.ok || !found.value.isDrill) return receipt;
    return ok({ ...receipt.value, drill: options.words(receipt.value.language)('drill') });
  }

  function previewCase(subject: Case, place: ReceiptPlace): Outcome<Receipt> {
    const language = options.language();
    const receipt = composeReceipt(subject, place, language, options.words(language));
    return receipt === undefined ? fail('receipt.not-received') : ok(receipt);
  }

  function previewConsent(subject: Case, pageId: string, place: ReceiptPlace): Outcome<Receipt> {
    const record = subject.consents.find((one) => one.pageId === pageId);
    if (record === undefined) return fail('receipt.not-answered');
    const others = (record.along ?? []).flatMap((other) => {
      const found = options.find(other.caseId);
      return found.ok ? [found.value] : [];
    });
    const proof = options.proofOf(pageId);
    const receipt = composeConsentReceipt(
      { subject, record, others, ...(proof && { proof }) },
      place,
      options.words(record.style.language),
    );
    return receipt === undefined ? fail('receipt.not-answered') : ok(receipt);
  }

  function note<Value>(doing: string, outcome: Outcome<Value>): Outcome<Value> {
    if (outcome.ok) options.log.info(`receipt.${doing}`, {});
    else options.log.warn(`receipt.not-${doing}`, { code: outcome.problem.code });
    return outcome;
  }

  return {
    preview,
    print: async (wish) => {
      const receipt = preview(wish);
      if (!receipt.ok) return receipt;
      const printed = note('printed', await options.paper.print(receipt.value, options.printer()));
      if (printed.ok) options.audit('paper:printed', factsOf(wish));
      return printed;
    },
    savePdf: async (wish) => {
      const receipt = preview(wish);
      if (!receipt.ok) return receipt;
      const content = note('drawn', await options.paper.pdf(receipt.value));
      if (!content.ok) return content;
      const { title, facts } = receipt.value;
      // The name of a file is no place for whose consent it was.
      const name = wish.pageId === undefined ? facts[0]?.text : `${title}-${wish.pageId.slice(-8)}`;
      const saved = note('saved', await options.save(`${name}.pdf`, content.value));
      if (!saved.ok) return saved;
      if (saved.value) options.audit('paper:saved', factsOf(wish));
      return ok({ saved: saved.value });
    },
  };
}

function factsOf({ caseId, pageId }: ReceiptWish) {
  return { caseId, paper: pageId === undefined ? 'case-receipt' : 'consent-receipt' };
}
