import type { ReactNode } from 'react';
import type {
  ConsentPage,
  MirroredPage as Mirrored,
} from '../../../src/contracts/evaluator-page.ts';
import { licencesOfBlock } from '../../../src/evidence/page-text.ts';
import { QrCode } from '../../shared/qr-code.tsx';
import './mirrored-page.css';

/** A page whose texts the clerk may see. */
type Page = Exclude<Mirrored, { readonly kind: 'feedback' | 'own-values' }>;

/** The texts of the citizen's page in the order in which the citizen reads them; none of what the citizen chooses. */
export function MirroredPage({ page }: { readonly page: Page }): ReactNode {
  // Pages that may be longer than the mirror: what can be scrolled has to be reachable by key.
  const reach =
    page.kind === 'consent' || page.kind === 'withdrawal'
      ? { tabIndex: 0, role: 'region', 'aria-label': page.heading }
      : {};
  return (
    <div className={`mirrored-page mirrored-${page.kind}`} lang={page.language} {...reach}>
      <PageTexts page={page} />
    </div>
  );
}

function PageTexts({ page }: { readonly page: Page }): ReactNode {
  switch (page.kind) {
    case 'blank':
      return null;
    case 'idle':
      return (
        <>
          <p className="mirrored-heading">{page.welcome}</p>
          <p>
            {page.hall} · {page.window}
          </p>
        </>
      );
    case 'consent':
      return (
        <>
          <p>{page.place}</p>
          <p className="mirrored-heading">{page.heading}</p>
          <p>{page.firstLine}</p>
          <Facts facts={page.facts} />
          <AskedLicences page={page} block="ordinary" />
          {page.sensitive !== undefined && (
            <>
              <p className="mirrored-heading">{page.sensitive.heading}</p>
              <p>{page.sensitive.text}</p>
              <AskedLicences page={page} block="sensitive" />
            </>
          )}
          {page.byDuty !== undefined && (
            <>
              <p className="mirrored-heading">{page.byDuty.heading}</p>
              <p>{page.byDuty.text}</p>
              {page.byDuty.licences.map(({ title, facts }) => (
                <div key={`${title} ${facts[0]?.text}`} className="mirrored-licence">
                  <p>{title}</p>
                  <Facts facts={facts} />
                </div>
              ))}
            </>
          )}
          {page.closing.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <div className="mirrored-answers">
            <span>{page.decline}</span>
            <span>{page.agree}</span>
          </div>
        </>
      );
    case 'face-code':
      return (
        <>
          <p className="mirrored-heading">{page.heading}</p>
          <QrCode label={page.codeLabel} rows={page.rows} />
          {[page.firstLine, ...page.lines].map((line) => (
            <p key={line}>{line}</p>
          ))}
        </>
      );
    case 'acknowledgement':
    case 'withdrawal':
      return (
        <>
          <p className="mirrored-heading">{page.heading}</p>
          <p>{page.firstLine}</p>
          <Facts facts={page.facts} />
          <div className="mirrored-answers">
            <span>{page.decline}</span>
            <span>{page.confirm}</span>
          </div>
        </>
      );
    case 'activation':
      return (
        <>
          <p className="mirrored-heading">{page.heading}</p>
          {[page.firstLine, ...page.lines].map((line) => (
            <p key={line}>{line}</p>
          ))}
        </>
      );
    case 'result':
      return (
        <>
          <p className="mirrored-heading" data-tone={page.tone}>
            {page.heading}
          </p>
          {page.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </>
      );
  }
}

interface AskedLicencesProps {
  readonly page: ConsentPage;
  readonly block: Parameters<typeof licencesOfBlock>[1];
}

function AskedLicences({ page, block }: AskedLicencesProps): ReactNode {
  return licencesOfBlock(page, block).map(({ licence: { title, facts }, position }) => (
    <div key={position} className="mirrored-licence">
      <p>{title}</p>
      <Facts facts={facts} />
      <div className="mirrored-answers">
        <span>{page.declineOne}</span>
        <span>{page.agreeOne}</span>
      </div>
    </div>
  ));
}

interface FactsProps {
  readonly facts: readonly { readonly label: string; readonly text: string }[];
}

function Facts({ facts }: FactsProps): ReactNode {
  return (
    <dl>
      {facts.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
