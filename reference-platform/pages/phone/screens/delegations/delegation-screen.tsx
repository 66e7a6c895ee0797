import { type ReactNode, useCallback } from 'react';
import {
  delegationPaths,
  phoneDelegationViewSchema,
} from '../../../../../src/contracts/delegation-api.ts';
import { ok } from '../../../../../src/support/result.ts';
import { useAsked } from '../../../shared/use-asked.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { useMoved } from '../../glass/use-changes.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { LiveCodeScreen } from '../live-code/live-code-screen.tsx';
import { DelegationActScreen } from './delegation-act-screen.tsx';
import { actsOf, answerEndOf, awaitsScan, isTheirTurn, stateTextOf } from './delegation-acts.ts';
import { DelegationFacts } from './delegation-facts.tsx';
import { DelegationHistory } from './delegation-history.tsx';
import { DelegationLetter } from './delegation-letter.tsx';
import { askHall } from './hall.ts';
import { lastDayText } from './hall-day.ts';
import { OfferCodeScreen } from './offer/offer-code-screen.tsx';
import { principalName } from './party-name.ts';
import './delegations.css';

/** One delegation: between whom, for what and how far, what happened to it, and what the person may do about it. */
export function DelegationScreen({ delegationId }: { readonly delegationId: string }): ReactNode {
  const { t, language } = usePhoneTexts();
  const { ask, open } = usePhone();
  const {
    answer,
    refusal,
    ask: askAgain,
  } = useAsked(
    useCallback(async () => {
      const [found, hall] = await Promise.all([
        ask(delegationPaths.phoneDelegation(delegationId), { answer: phoneDelegationViewSchema }),
        askHall(ask),
      ]);
      if (!found.ok) return found;
      if (!hall.ok) return hall;
      return ok({ delegation: found.value, hall: hall.value });
    }, [ask, delegationId]),
  );
  useMoved('delegation:moved', askAgain);
  if (answer === undefined) {
    return (
      <ScreenFrame title={t('delegation.title')}>
        <Problem refusal={refusal} onRetry={askAgain} />
      </ScreenFrame>
    );
  }

  const { delegation, hall } = answer;
  const { role, state } = delegation;
  const code = (
    <LiveCodeScreen choice={{ kind: 'delegated', delegationId }} name={principalName(delegation)} />
  );
  return (
    <ScreenFrame title={t('delegation.title')}>
      <p className="lead" role="status">
        {t(stateTextOf(delegation))}
      </p>
      {isTheirTurn(delegation) ? (
        <p className="notice">
          {t(`delegation.asked.${role}`, { until: lastDayText(answerEndOf(delegation), language) })}
        </p>
      ) : null}
      <DelegationFacts delegation={delegation} hall={hall} />
      <div className="buttons">
        {awaitsScan(delegation) ? (
          <button
            type="button"
            className="button-main"
            onClick={() => open(<OfferCodeScreen delegationId={delegationId} />)}
          >
            {t('offer.code')}
          </button>
        ) : null}
        {state === 'accepted' && role === 'agent' ? (
          <button type="button" className="button-main" onClick={() => open(code)}>
            {t('delegation.code')}
          </button>
        ) : null}
        {actsOf(delegation).map((act) => (
          <button
            key={act}
            type="button"
            className={act === 'accept' ? 'button-main' : 'button-quiet'}
            onClick={() =>
              open(<DelegationActScreen delegation={delegation} hall={hall} act={act} />)
            }
          >
            {t(`delegation.act.${act}`)}
          </button>
        ))}
        <button type="button" className="button-quiet" onClick={askAgain}>
          {t('act.refresh')}
        </button>
      </div>
      <DelegationHistory moves={delegation.moves} />
      <DelegationLetter delegationId={delegationId} />
    </ScreenFrame>
  );
}
