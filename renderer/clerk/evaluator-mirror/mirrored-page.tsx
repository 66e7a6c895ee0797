import type { EvaluatorPage } from '../../../src/contracts/evaluator-page.ts';
import './mirrored-page.css';

/** The texts of the citizen's page in the order in which the citizen reads them. */
export function MirroredPage({ page }: { readonly page: EvaluatorPage }) {
  return (
    <div className={`mirrored-page mirrored-${page.kind}`} lang={page.language}>
      <PageTexts page={page} />
    </div>
  );
}

function PageTexts({ page }: { readonly page: EvaluatorPage }) {
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
          {page.licences.map((licence) => (
            <div key={licence.title} className="mirrored-licence">
              <p>{licence.title}</p>
              <Facts facts={licence.facts} />
            </div>
          ))}
          {page.closing.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <div className="mirrored-answers">
            <span>{page.decline}</span>
            <span>{page.agree}</span>
          </div>
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

interface FactsProps {
  readonly facts: readonly { readonly label: string; readonly text: string }[];
}

function Facts({ facts }: FactsProps) {
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
