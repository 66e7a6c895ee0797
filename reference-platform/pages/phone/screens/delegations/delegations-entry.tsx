import type { ReactNode } from 'react';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { DelegationsScreen } from './delegations-screen.tsx';

/** The way to the delegations (委托代办). */
export function DelegationsEntry(): ReactNode {
  const { t } = usePhoneTexts();
  const { open } = usePhone();
  return (
    <button type="button" className="card" onClick={() => open(<DelegationsScreen />)}>
      <Icon name="delegate" />
      <span className="card-text">
        <strong>{t('delegations.title')}</strong>
        <span>{t('delegations.what')}</span>
      </span>
      <Icon name="next" />
    </button>
  );
}
