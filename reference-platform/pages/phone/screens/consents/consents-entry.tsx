import type { ReactNode } from 'react';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { useConsents, waitingAmong } from '../../glass/use-consents.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { ConsentsScreen } from './consents-screen.tsx';

/** The way to 我的授权 on 首页, and how many wait there. */
export function ConsentsEntry(): ReactNode {
  const { t } = usePhoneTexts();
  const { open } = usePhone();
  const { answer = [] } = useConsents();
  const waiting = waitingAmong(answer).length;
  return (
    <button type="button" className="card" onClick={() => open(<ConsentsScreen />)}>
      <Icon name="consent" />
      <span className="card-text">
        <strong>{t('consents.title')}</strong>
        <span>{t('consents.what')}</span>
      </span>
      {waiting === 0 ? null : (
        <strong className="state" data-state="pending">
          {t('consents.waiting', { count: waiting })}
        </strong>
      )}
      <Icon name="next" />
    </button>
  );
}
