import type { ReactNode } from 'react';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { useConsents } from '../../glass/use-consents.ts';
import { momentText } from '../../texts/moment-text.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { ConsentScreen } from '../consent/consent-screen.tsx';

/** 我的授权: every consent that the person was asked for, or that concerns their licences. */
export function ConsentsScreen(): ReactNode {
  const { t, language } = usePhoneTexts();
  const { open } = usePhone();
  const { answer, refusal, ask } = useConsents();
  return (
    <ScreenFrame title={t('consents.title')}>
      <Problem refusal={refusal} onRetry={ask} />
      {answer?.length === 0 ? <p>{t('consents.none')}</p> : null}
      <ul className="cards">
        {answer?.map((consent) => (
          <li key={consent.consentId}>
            <button
              type="button"
              className="card"
              onClick={() => open(<ConsentScreen consentId={consent.consentId} />)}
            >
              <span className="card-text">
                <strong>{consent.itemNames.join(' · ')}</strong>
                <span>
                  {consent.orgName} · {consent.windowName}
                </span>
                <span className="tabular-figures">{momentText(consent.askedAt, language)}</span>
              </span>
              <strong className="state" data-state={consent.state}>
                {t(`consent.state.${consent.state}`)}
              </strong>
            </button>
          </li>
        ))}
      </ul>
    </ScreenFrame>
  );
}
