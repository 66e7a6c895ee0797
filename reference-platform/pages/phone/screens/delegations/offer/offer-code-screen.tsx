import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import {
  delegationLimits,
  delegationOfferSchema,
  delegationPaths,
  phoneDelegationViewSchema,
} from '../../../../../../src/contracts/delegation-api.ts';
import { ok } from '../../../../../../src/support/result.ts';
import { usePhone } from '../../../glass/phone-context.ts';
import { Problem } from '../../../glass/problem.tsx';
import { ScreenFrame } from '../../../glass/screen-frame.tsx';
import { useMoved } from '../../../glass/use-changes.ts';
import { usePhoneTexts } from '../../../texts/phone-texts.ts';
import { CodeCard } from '../../live-code/code-card.tsx';
import { CodeText } from '../../live-code/code-text.tsx';
import { useLiveCode } from '../../live-code/use-live-code.ts';

/** The code of an offer, for whoever is to be the agent and stands beside the principal (PUB-23). */
export function OfferCodeScreen({ delegationId }: { readonly delegationId: string }): ReactNode {
  const { t } = usePhoneTexts();
  const { ask, back } = usePhone();
  // The way back is another function each time.
  const leave = useRef(back);
  useEffect(() => {
    leave.current = back;
  });
  const issue = useCallback(async () => {
    const answer = await ask(delegationPaths.phoneDelegationOffer(delegationId), {
      method: 'POST',
      answer: delegationOfferSchema,
    });
    return answer.ok ? ok(answer.value.offer) : answer;
  }, [ask, delegationId]);
  const [isScanned, setScanned] = useState(false);
  const lookWhetherScanned = useCallback(async () => {
    const found = await ask(delegationPaths.phoneDelegation(delegationId), {
      answer: phoneDelegationViewSchema,
    });
    if (found.ok && found.value.agent !== undefined) setScanned(true);
  }, [ask, delegationId]);
  useMoved('delegation:moved', lookWhetherScanned);
  // Once, however often it is told: the second time would leave the screen below as well.
  useEffect(() => {
    if (isScanned) leave.current?.();
  }, [isScanned]);
  const { shown, refusal, renew } = useLiveCode(issue, delegationLimits.offerSeconds);
  return (
    <ScreenFrame title={t('offer.code')}>
      <p>{t('offer.code.how')}</p>
      <Problem refusal={refusal} onRetry={renew} />
      {shown === undefined ? null : (
        <CodeCard
          shown={shown}
          seconds={delegationLimits.offerSeconds}
          label={t('offer.code.picture')}
          news={t('offer.code.new')}
        />
      )}
      <button type="button" className="button-quiet" onClick={back}>
        {t('offer.code.scanned')}
      </button>
      {shown === undefined ? null : <CodeText text={shown.code} />}
    </ScreenFrame>
  );
}
