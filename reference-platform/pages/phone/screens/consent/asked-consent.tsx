import type { ReactNode } from 'react';
import type { PhoneConsentPage } from '../../../../../src/contracts/consent-api.ts';
import { Icon } from '../../glass/icon.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { momentText } from '../../texts/moment-text.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { PageText } from './page-text.tsx';
import { WithdrawConsent } from './withdraw-consent.tsx';
import './consent.css';

interface AskedConsentProps {
  readonly consent: PhoneConsentPage;
  /** Its state may be another. Stays the same function. */
  readonly onMoved: () => void;
}

/** A consent that is not for this phone to answer, or not any more: what became of it, and how to withdraw it. */
export function AskedConsent({ consent, onMoved }: AskedConsentProps): ReactNode {
  const { t, language } = usePhoneTexts();
  const { state, answeredOn, answeredAt, withdrawnAt, isAsked, choices } = consent;
  const when = (at: string): string => momentText(at, language);
  return (
    <ScreenFrame title={t(`consent.state.${state}`)}>
      <div className="notice">
        <p>{t(`consent.ended.${state}`)}</p>
        {answeredOn === 'evaluator' ? <p>{t('consent.answered-at-window')}</p> : null}
        {isAsked ? null : <p>{t('consent.asked-other')}</p>}
      </div>
      {choices === undefined ? null : (
        <ul className="consent-given" aria-label={t('consent.choices')}>
          {choices.map(({ licenceCode, decision }, position) => (
            <li key={licenceCode} data-decision={decision}>
              <Icon name={decision === 'agreed' ? 'chosen' : 'refused'} />
              <span className="card-text">
                <strong>{consent.page.licences[position]?.title}</strong>
                <span>{t(`consent.decision.${decision}`)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <dl className="facts">
        <dt>{t('consent.item')}</dt>
        <dd>{consent.itemNames.join(' · ')}</dd>
        <dt>{t('consent.asker')}</dt>
        <dd>
          {consent.orgName} · {consent.windowName}
        </dd>
        <dt>{t('consent.asked-at')}</dt>
        <dd>{when(consent.askedAt)}</dd>
        {answeredAt === undefined ? null : (
          <>
            <dt>{t('consent.answered-at')}</dt>
            <dd>{when(answeredAt)}</dd>
          </>
        )}
        {withdrawnAt === undefined ? null : (
          <>
            <dt>{t('consent.withdrawn-at')}</dt>
            <dd>{when(withdrawnAt)}</dd>
          </>
        )}
      </dl>
      {state === 'given' ? (
        <WithdrawConsent consentId={consent.consentId} onMoved={onMoved} />
      ) : null}
      <details className="consent-page">
        <summary>{t('consent.page')}</summary>
        <PageText consent={consent} />
      </details>
    </ScreenFrame>
  );
}
