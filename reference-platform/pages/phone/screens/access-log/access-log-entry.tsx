import type { ReactNode } from 'react';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { AccessLogScreen } from './access-log-screen.tsx';

/** The way to 用证记录 on 首页. */
export function AccessLogEntry(): ReactNode {
  const { t } = usePhoneTexts();
  const { open } = usePhone();
  return (
    <button type="button" className="card" onClick={() => open(<AccessLogScreen />)}>
      <Icon name="looked" />
      <span className="card-text">
        <strong>{t('access-log.title')}</strong>
        <span>{t('access-log.what')}</span>
      </span>
      <Icon name="next" />
    </button>
  );
}
