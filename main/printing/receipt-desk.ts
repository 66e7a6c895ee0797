import type { OpenSessionAnswer } from '../../src/contracts/platform-api.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import type { Case } from '../../src/domain/case.ts';
import type { CitizenLanguage } from '../../src/domain/consent.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Words } from '../evaluator-pages/page-basis.ts';
import { composeReceipt } from './compose-receipt.ts';

/** Puts a receipt on paper or into a file. */
export interface PaperMaker {
  /** Prints on a printer, or on the system's default one when none is named. @returns the printer that took it */
  print(receipt: Receipt, printer: string): Promise<Outcome<{ readonly printer: string }>>;
  pdf(receipt: Receipt): Promise<Outcome<Uint8Array>>;
}

/** The receipts of received cases. Nothing here changes a case, whatever the printer does. */
export interface ReceiptDesk {
  preview(caseId: string): Outcome<Receipt>;
  print(caseId: string): Promise<Outcome<{ readonly printer: string }>>;
  savePdf(caseId: string): Promise<Outcome<{ readonly saved: boolean }>>;
}

/** What the receipt desk needs. */
export interface ReceiptDeskOptions {
  readonly find: (caseId: string) => Outcome<Case>;
  readonly session: () => OpenSessionAnswer | undefined;
  readonly language: () => CitizenLanguage;
  readonly words: (language: CitizenLanguage) => Words;
  readonly printer: () => string;
  readonly paper: PaperMaker;
  /** Asks the clerk for a file and writes it. @returns false when the clerk has thought better of it */
  readonly save: (suggestedName: string, content: Uint8Array) => Promise<Outcome<boolean>>;
  readonly log: Log;
}

/** Makes receipts of what the platform has confirmed, and of nothing else. */
export function createReceiptDesk(options: ReceiptDeskOptions): ReceiptDesk {
  function preview(caseId: string): Outcome<Receipt> {
    const opened = options.session();
    if (opened === undefined) return fail('session.required');
    const found = options.find(caseId);
    if (!found.ok) return found;
    const { window, clerk } = opened;
    const language = options.language();
    const receipt = composeReceipt(
      found.value,
      { hall: window.hall, windowName: window.name, clerkNumber: clerk.number },
      language,
      options.words(language),
    );
    return receipt === undefined ? fail('receipt.not-received') : ok(receipt);
  }

  function note<Value>(doing: string, outcome: Outcome<Value>): Outcome<Value> {
    if (outcome.ok) options.log.info(`receipt.${doing}`, {});
    else options.log.warn(`receipt.not-${doing}`, { code: outcome.problem.code });
    return outcome;
  }

  return {
    preview,
    print: async (caseId) => {
      const receipt = preview(caseId);
      if (!receipt.ok) return receipt;
      return note('printed', await options.paper.print(receipt.value, options.printer()));
    },
    savePdf: async (caseId) => {
      const receipt = preview(caseId);
      if (!receipt.ok) return receipt;
      const content = note('drawn', await options.paper.pdf(receipt.value));
      if (!content.ok) return content;
      const number = receipt.value.facts[0]?.text ?? '';
      const saved = note('saved', await options.save(`${number}.pdf`, content.value));
      return saved.ok ? ok({ saved: saved.value }) : saved;
    },
  };
}
