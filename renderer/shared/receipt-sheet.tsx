import type { ReactNode } from 'react';
import type { Receipt } from '../../src/contracts/receipt.ts';
import { QrCode } from './qr-code.tsx';
import './receipt-sheet.css';

/** A receipt as it lies on paper: one drawing for the preview, the printer and the PDF. */
export function ReceiptSheet({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { language, largeType, hall, drill, title, standing } = receipt;
  const { facts, materials, proof, closing, code } = receipt;
  return (
    <article
      className="receipt-sheet"
      data-testid="receipt-sheet"
      data-large={largeType}
      lang={language}
    >
      <header className="receipt-heading">
        {drill === undefined ? null : <p className="receipt-drill">{drill}</p>}
        <p>{hall}</p>
        <h2>{title}</h2>
        <p className="receipt-standing">{standing}</p>
      </header>
      <div className="receipt-matter">
        <ReceiptFacts facts={facts} />
        {code === undefined ? null : (
          <figure>
            <QrCode label={code.label} rows={code.rows} />
            <figcaption>{code.label}</figcaption>
          </figure>
        )}
      </div>
      <section className="receipt-materials">
        <h3>{materials.heading}</h3>
        <dl>
          {materials.lines.map(({ name, treatment, details = [] }) => (
            <div key={[name, ...details].join()}>
              <dt>{name}</dt>
              <dd>{treatment}</dd>
              {details.map((detail) => (
                <dd key={detail} className="receipt-detail">
                  {detail}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      </section>
      {proof === undefined ? null : (
        <section className="receipt-proof">
          <h3>{proof.heading}</h3>
          <ReceiptFacts facts={proof.facts} />
          <p>{proof.text}</p>
        </section>
      )}
      <footer className="receipt-closing">
        {closing.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </footer>
    </article>
  );
}

function ReceiptFacts({ facts }: Pick<Receipt, 'facts'>): ReactNode {
  return facts.length === 0 ? null : (
    <dl>
      {facts.map(({ label, text }) => (
        <div key={`${label} ${text}`}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
