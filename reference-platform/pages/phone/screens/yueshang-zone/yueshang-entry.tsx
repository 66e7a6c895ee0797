import type { ReactNode } from 'react';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { YueshangZoneScreen } from './yueshang-zone-screen.tsx';

/** The way into 粤商码专区, at the top of 首页 (PUB-10). */
export function YueshangEntry(): ReactNode {
  const { t } = usePhoneTexts();
  const { open } = usePhone();
  return (
    <button type="button" className="card" onClick={() => open(<YueshangZoneScreen />)}>
      <Icon name="code" />
      <span className="card-text">
        <strong>{t('yueshang.zone')}</strong>
        <span>{t('yueshang.zone.what')}</span>
      </span>
      <Icon name="next" />
    </button>
  );
}
