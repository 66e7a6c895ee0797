import { type ReactNode, useId } from 'react';
import { Facts } from '../../../../../renderer/shared/facts.tsx';
import type { PhoneConsentPage } from '../../../../../src/contracts/consent-api.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { licenceRuns } from './licence-runs.ts';

interface PageTextProps {
  readonly consent: Pick<PhoneConsentPage, 'page' | 'licences'>;
  /** What stands below a licence. @param titleId id of the licence's title */
  readonly choiceOf?: (position: number, titleId: string) => ReactNode;
}

/** The text of a consent page up to its buttons: the same strings as on the evaluator, in the same order. */
export function PageText({ consent: { page, licences }, choiceOf }: PageTextProps): ReactNode {
  const { t, language } = usePhoneTexts();
  const id = useId();

  function licence(position: number): ReactNode {
    const shown = page.licences[position];
    if (shown === undefined) return null;
    const titleId = `${id}-${position}`;
    return (
      <section key={position} className="consent-licence" aria-labelledby={titleId}>
        <h3 id={titleId} data-canonical>
          {shown.title}
        </h3>
        <Facts facts={shown.facts} />
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
      {licenceRuns(licences).map(({ isSensitive, positions }) =>
        isSensitive ? (
          <div key={positions[0]} className="consent-sensitive" data-sensitive tabIndex={-1}>
            <p lang={language}>{t('consent.sensitive')}</p>
            {positions.map(licence)}
          </div>
        ) : (
          positions.map(licence)
        ),
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
