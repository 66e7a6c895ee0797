import { type ReactNode, useEffect, useState } from 'react';
import type { PaperBridge } from '../../src/contracts/bridges.ts';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { ReceiptSheet } from '../shared/receipt-sheet.tsx';

/** The paper this window was made for; says when it is drawn. Without a paper it stays empty and says nothing. */
export function PaperPage({ paper }: { paper: PaperBridge }): ReactNode {
  const [receipt, setReceipt] = useState<Receipt | null>(null);

  useEffect(() => {
    void paper.call('paper:current', null).then((reply) => {
      if (reply.ok) setReceipt(reply.value);
    });
  }, [paper]);

  useEffect(() => {
    if (receipt === null) return;
    // A paper printed before its fonts are there would lack the characters that other fonts do not have; which fonts it
    // needs is known only once it has been laid out.
    document.body.getBoundingClientRect();
    void document.fonts.ready.then(() => paper.call('paper:ready', null));
  }, [paper, receipt]);

  return receipt === null ? null : <ReceiptSheet receipt={receipt} />;
}
