import type { ReactNode } from 'react';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { useConsents, waitingAmong } from '../../glass/use-consents.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { ConsentScreen } from './consent-screen.tsx';
import './consent.css';

/** Calls to a consent that a window asks for, on whatever screen the phone is. */
export function ConsentCall(): ReactNode {
  const { t } = usePhoneTexts();
  const { open } = usePhone();
  const { answer = [] } = useConsents();
  const [waiting] = waitingAmong(answer);
  return (
    <div aria-live="polite">
      {waiting === undefined ? null : (
        <button
          type="button"
          className="consent-call"
          onClick={() => open(<ConsentScreen consentId={waiting.consentId} />)}
        >
          <Icon name="call" />
          <span className="card-text">
            <strong>{t('consent.call')}</strong>
            <span>{waiting.itemNames.join(' · ')}</span>
            <span>{waiting.windowName}</span>
          </span>
          <Icon name="next" />
        </button>
      )}
    </div>
  );
}
