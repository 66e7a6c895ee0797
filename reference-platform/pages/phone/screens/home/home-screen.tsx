import type { ReactNode } from 'react';
import { maskName } from '../../../../../src/domain/masking.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { SignedInTime } from '../../glass/signed-in-time.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { AccessLogEntry } from '../access-log/access-log-entry.tsx';
import { ConsentsEntry } from '../consents/consents-entry.tsx';
import { DelegationsEntry } from '../delegations/delegations-entry.tsx';
import { YueshangEntry } from '../yueshang-zone/yueshang-entry.tsx';
import { ZhengwuCodes } from '../zhengwu-codes/zhengwu-codes.tsx';

/** 首页: what the app is for, first of all its codes. */
export function HomeScreen(): ReactNode {
  const { t } = usePhoneTexts();
  const { app, owner } = usePhone();
  return (
    <ScreenFrame title={t(`app.${app}`)}>
      <p className="lead">{t('home.welcome', { name: maskName(owner.name) })}</p>
      {app === 'foshantong' ? <ZhengwuCodes /> : <YueshangEntry />}
      <ConsentsEntry />
      <AccessLogEntry />
      <DelegationsEntry />
      <SignedInTime />
    </ScreenFrame>
  );
}
