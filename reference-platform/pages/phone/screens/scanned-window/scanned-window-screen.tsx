import type { ReactNode } from 'react';
import type { ScannedWindow } from '../../../../../src/contracts/scan-api.ts';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

/** At which window the phone is. */
export function ScannedWindowScreen({ scanned }: { readonly scanned: ScannedWindow }): ReactNode {
  const { t } = usePhoneTexts();
  return (
    <ScreenFrame title={t('window.title')}>
      <p className="lead">{scanned.window}</p>
      <p>{scanned.hall}</p>
      <p>{t('window.next')}</p>
    </ScreenFrame>
  );
}
