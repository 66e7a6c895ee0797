import type { ReactNode } from 'react';
import { maskName, maskNumber } from '../../../../../src/domain/masking.ts';
import { DisplayChoices } from '../../glass/display-choices.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { SignedInTime } from '../../glass/signed-in-time.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

/** 我的: who is signed in and for how long, and how the phone is shown. */
export function SettingsScreen(): ReactNode {
  const { t } = usePhoneTexts();
  const { owner, signOut } = usePhone();
  return (
    <ScreenFrame title={t('tab.settings')}>
      <p className="lead">
        {maskName(owner.name)} {maskNumber(owner.idNumber)}
      </p>
      <SignedInTime />
      <DisplayChoices />
      <div className="buttons">
        <button type="button" className="button-quiet" onClick={signOut}>
          {t('sign-in.out')}
        </button>
      </div>
    </ScreenFrame>
  );
}
