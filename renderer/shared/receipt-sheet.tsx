import type { ReactNode } from 'react';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { QrCode } from './qr-code.tsx';
import './receipt-sheet.css';

/** A receipt (收件回执) as it lies on paper: one drawing for the preview, the printer and the PDF. */
export function ReceiptSheet({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { language, hall, title, standing, facts, materials, closing, code } = receipt;
  return (
    <article className="receipt-sheet" data-testid="receipt-sheet" lang={language}>
      <header className="receipt-heading">
        <p>{hall}</p>
        <h2>{title}</h2>
        <p className="receipt-standing">{standing}</p>
      </header>
      <div className="receipt-matter">
        <dl>
          {facts.map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <figure>
          <QrCode label={code.label} rows={code.rows} />
          <figcaption>{code.label}</figcaption>
        </figure>
      </div>
      <section className="receipt-materials">
        <h3>{materials.heading}</h3>
        <dl>
          {materials.lines.map(({ name, treatment }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{treatment}</dd>
            </div>
          ))}
        </dl>
      </section>
      <footer className="receipt-closing">
        {closing.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </footer>
    </article>
  );
}
