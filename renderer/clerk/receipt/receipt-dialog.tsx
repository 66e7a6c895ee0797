import { type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';
import type { Failure, Outcome } from '../../../src/failures/failure.ts';
import { ReceiptSheet } from '../../shared/receipt-sheet.tsx';
import { ActionButton } from '../desk/action-button.tsx';
import { Alert } from '../desk/alert.tsx';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { WhoseConsent } from '../intake/whose-consent.tsx';
import { useTexts } from '../locale/texts.ts';
import './receipt-dialog.css';

/** What has come of printing or saving: a sentence, or why not. */
type Result = { readonly said: string } | { readonly problem: Failure };

interface ReceiptDialogProps {
  readonly caseId: string;
  /** Answered consent pages of the case (授权回执), one of which is shown; absent: the receipt of the case. */
  readonly pages?: NonNullable<ClerkCase['consentReceipts']>;
  readonly onClose: () => void;
}

/** The receipt of a case, or of a consent, as it will lie on paper, and the ways to get it there. Whatever fails here, the case stands. */
export function ReceiptDialog({ caseId, pages, onClose }: ReceiptDialogProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const titleId = useId();
  const [receipt, setReceipt] = useState<Outcome<Receipt>>();
  const [result, setResult] = useState<Result>();
  const [pageId, setPageId] = useState(pages?.[0]?.pageId);
  const wish = useMemo(
    () => ({ caseId, ...(pageId === undefined ? {} : { pageId }) }),
    [caseId, pageId],
  );

  useEffect(() => {
    let isWanted = true;
    setResult(undefined);
    void desk.ask('receipt:preview', wish).then((preview) => {
      if (isWanted) setReceipt(preview);
    });
    return () => {
      isWanted = false;
    };
  }, [desk, wish]);

  async function print(): Promise<void> {
    setResult(undefined);
    const printed = await desk.ask('receipt:print', wish);
    setResult(
      printed.ok ? { said: t('receipt.printed', printed.value) } : { problem: printed.problem },
    );
  }

  async function save(): Promise<void> {
    setResult(undefined);
    const saved = await desk.ask('receipt:save-pdf', wish);
    if (!saved.ok) setResult({ problem: saved.problem });
    else setResult({ said: t(saved.value.saved ? 'receipt.saved' : 'receipt.not-saved') });
  }

  return (
    <ModalLayer className="receipt-dialog" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t(pages === undefined ? 'receipt.heading' : 'receipt.consent-heading')}</h2>
      {pages === undefined || pages.length < 2 ? null : (
        <WhoseConsent
          label={t('receipt.whose')}
          consents={pages}
          chosen={pageId}
          onChoose={setPageId}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled has to be reachable by key */}
      <section className="receipt-dialog-desk" tabIndex={0} aria-labelledby={titleId}>
        {receipt?.ok === true ? <ReceiptSheet receipt={receipt.value} /> : null}
      </section>
      <div className="receipt-dialog-result" aria-live="polite">
        {receipt?.ok === false ? (
          <FailureAlert testId="receipt-failure" failure={receipt.problem} />
        ) : null}
        <ResultShown result={result} />
      </div>
      <footer className="receipt-dialog-ways">
        <Button onClick={onClose}>{t('receipt.close')}</Button>
        {receipt?.ok === true ? (
          <>
            <ActionButton testId="save-receipt" act={save}>
              {t('receipt.save')}
            </ActionButton>
            <ActionButton testId="print-receipt-now" kind="primary" autoFocus act={print}>
              {t('receipt.print')}
            </ActionButton>
          </>
        ) : null}
      </footer>
    </ModalLayer>
  );
}

function ResultShown({ result }: { readonly result: Result | undefined }): ReactNode {
  if (result === undefined) return null;
  return 'said' in result ? (
    <Alert data-testid="receipt-result" severity="success" title={result.said} />
  ) : (
    <FailureAlert testId="receipt-failure" failure={result.problem} />
  );
}
