import { type ReactNode, useCallback } from 'react';
import { consentPaths, phoneConsentPageSchema } from '../../../../../src/contracts/consent-api.ts';
import { useAsked } from '../../../shared/use-asked.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { useMoved } from '../../glass/use-changes.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { AskedConsent } from './asked-consent.tsx';
import { PendingConsent } from './pending-consent.tsx';

/** One consent (用证授权): to be answered, or what became of it. */
export function ConsentScreen({ consentId }: { readonly consentId: string }): ReactNode {
  const { t } = usePhoneTexts();
  const { ask } = usePhone();
  const {
    answer,
    refusal,
    ask: askAgain,
  } = useAsked(
    useCallback(
      () => ask(consentPaths.phoneConsent(consentId), { answer: phoneConsentPageSchema }),
      [ask, consentId],
    ),
  );
  useMoved('consent:moved', askAgain);
  if (answer === undefined) {
    return (
      <ScreenFrame title={t('consent.title')}>
        <Problem refusal={refusal} onRetry={askAgain} />
      </ScreenFrame>
    );
  }
  if (answer.state === 'pending' && answer.isAsked) {
    return <PendingConsent consent={answer} onMoved={askAgain} />;
  }
  // Another state is another screen: its title takes the focus and is read out.
  return <AskedConsent key={answer.state} consent={answer} onMoved={askAgain} />;
}
