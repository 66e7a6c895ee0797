import { type ReactNode, useId } from 'react';
import { Facts } from '../../../../../renderer/shared/facts.tsx';
import type { PhoneConsentPage } from '../../../../../src/contracts/consent-api.ts';
import { licencesOfBlock, type PlacedLicence } from '../../../../../src/evidence/page-text.ts';

interface PageTextProps {
  readonly consent: Pick<PhoneConsentPage, 'page'>;
  /** What stands below a licence. @param titleId id of the licence's title */
  readonly choiceOf?: (position: number, titleId: string) => ReactNode;
}

/** The text of a consent page up to its buttons: the same strings as on the evaluator, in the same order. */
export function PageText({ consent: { page }, choiceOf }: PageTextProps): ReactNode {
  const id = useId();

  function licenceAt({ licence, position }: PlacedLicence): ReactNode {
    const titleId = `${id}-${position}`;
    return (
      <section key={position} className="consent-licence" aria-labelledby={titleId}>
        <h3 id={titleId} data-canonical>
          {licence.title}
        </h3>
        <Facts facts={licence.facts} />
        {choiceOf?.(position, titleId)}
      </section>
    );
  }

  return (
    <div className="consent-text" lang={page.language}>
      <p className="consent-place" data-canonical>
        {page.place}
      </p>
      <h2 className="lead" data-canonical>
        {page.heading}
      </h2>
      <p data-canonical>{page.firstLine}</p>
      <Facts facts={page.facts} />
      {licencesOfBlock(page, 'ordinary').map(licenceAt)}
      {page.sensitive === undefined ? null : (
        <section
          className="consent-sensitive"
          aria-labelledby={`${id}-sensitive`}
          data-sensitive
          tabIndex={-1}
        >
          <h3 id={`${id}-sensitive`} data-canonical>
            {page.sensitive.heading}
          </h3>
          <p data-canonical>{page.sensitive.text}</p>
          {licencesOfBlock(page, 'sensitive').map(licenceAt)}
        </section>
      )}
      {page.byDuty === undefined ? null : (
        <section className="consent-by-duty" aria-labelledby={`${id}-by-duty`}>
          <h3 id={`${id}-by-duty`} data-canonical>
            {page.byDuty.heading}
          </h3>
          <p data-canonical>{page.byDuty.text}</p>
          {page.byDuty.licences.map(({ title, facts }) => (
            <div key={`${title} ${facts[0]?.text}`} className="consent-licence">
              <h4 data-canonical>{title}</h4>
              <Facts facts={facts} />
            </div>
          ))}
        </section>
      )}
      <ul className="consent-closing">
        {page.closing.map((line) => (
          <li key={line} data-canonical>
            {line}
          </li>
        ))}
      </ul>
    </div>
  );
}
