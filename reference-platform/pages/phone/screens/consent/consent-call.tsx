import type { ReactNode } from 'react';
import { usePhone } from '../../glass/phone-context.ts';
import { useConsents, waitingAmong } from '../../glass/use-consents.ts';
import { WindowCall } from '../../glass/window-call.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { ConsentScreen } from './consent-screen.tsx';

/** Calls to a consent that a window asks for, on whatever screen the phone is. */
export function ConsentCall(): ReactNode {
  const { t } = usePhoneTexts();
  const { open } = usePhone();
  const { answer = [] } = useConsents();
  const [waiting] = waitingAmong(answer);
  return (
    <div aria-live="polite">
      {waiting === undefined ? null : (
        <WindowCall
          heading={t('consent.call')}
          lines={[waiting.itemNames.join(' · '), waiting.windowName]}
          onOpen={() => open(<ConsentScreen consentId={waiting.consentId} />)}
        />
      )}
    </div>
  );
}
