import type { ReactNode } from 'react';
import { useSecondsLeft } from '../../../../renderer/shared/use-seconds-left.ts';
import { usePhoneTexts } from '../texts/phone-texts.ts';
import { usePhone } from './phone-context.ts';

/** For how long the phone stays signed in. */
export function SignedInTime(): ReactNode {
  const { t } = usePhoneTexts();
  const { app, signedInUntil } = usePhone();
  const seconds = useSecondsLeft(signedInUntil);
  return (
    <p className="tabular-figures">
      {t('sign-in.left', {
        app: t(`app.${app}`),
        minutes: Math.floor(seconds / 60),
        seconds: seconds % 60,
      })}
    </p>
  );
}
