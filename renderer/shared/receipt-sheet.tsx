import type { ReactNode } from 'react';
import type { Receipt } from '../../src/contracts/receipt.ts';
import './receipt-sheet.css';

/** Modules of white around the code; scanners need four (ISO/IEC 18004). */
const quietZone = 4;

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

function QrCode({ label, rows }: Receipt['code']) {
  const side = rows.length + 2 * quietZone;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={rows.map(darkRuns).join('')} />
    </svg>
  );
}

/** The dark modules of one row, each run of them one rectangle. */
function darkRuns(row: string, y: number): string {
  return [...row.matchAll(/1+/g)]
    .map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join('');
}
