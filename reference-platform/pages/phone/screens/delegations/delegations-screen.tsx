import { type ReactNode, useCallback } from 'react';
import {
  delegationPaths,
  type PhoneDelegationView,
  phoneDelegationsAnswerSchema,
} from '../../../../../src/contracts/delegation-api.ts';
import { maskName } from '../../../../../src/domain/masking.ts';
import { ok } from '../../../../../src/support/result.ts';
import { useAsked } from '../../../shared/use-asked.ts';
import { Icon } from '../../glass/icon.tsx';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { useMoved } from '../../glass/use-changes.ts';
import { type PhoneTextKey, usePhoneTexts } from '../../texts/phone-texts.ts';
import { isTheirTurn, stateTextOf } from './delegation-acts.ts';
import { DelegationScreen } from './delegation-screen.tsx';
import { askHall, type Hall } from './hall.ts';
import { OfferScreen } from './offer/offer-screen.tsx';
import { principalName } from './party-name.ts';
import './delegations.css';

const groups: readonly {
  readonly title: PhoneTextKey;
  readonly holds: (delegation: PhoneDelegationView) => boolean;
}[] = [
  {
    title: 'delegations.own',
    holds: ({ role, principal }) => role === 'principal' && principal.type === 'person',
  },
  {
    title: 'delegations.enterprises',
    holds: ({ role, principal }) => role === 'principal' && principal.type === 'enterprise',
  },
  { title: 'delegations.for-others', holds: ({ role }) => role === 'agent' },
];

/** 委托代办: whom the person lets act, for whom they act, and what waits for their answer. */
export function DelegationsScreen(): ReactNode {
  const { t } = usePhoneTexts();
  const { ask, open } = usePhone();
  const {
    answer,
    refusal,
    ask: askAgain,
  } = useAsked(
    useCallback(async () => {
      const [listed, hall] = await Promise.all([
        ask(delegationPaths.phoneDelegations, { answer: phoneDelegationsAnswerSchema }),
        askHall(ask),
      ]);
      if (!listed.ok) return listed;
      if (!hall.ok) return hall;
      return ok({ delegations: listed.value.delegations, hall: hall.value });
    }, [ask]),
  );
  useMoved('delegation:moved', askAgain);
  const waiting = answer?.delegations.filter(isTheirTurn).length ?? 0;
  return (
    <ScreenFrame title={t('delegations.title')}>
      <div className="buttons">
        <button type="button" className="button-main" onClick={() => open(<OfferScreen />)}>
          {t('offer.title')}
        </button>
        <button type="button" className="button-quiet" onClick={askAgain}>
          {t('act.refresh')}
        </button>
      </div>
      <Problem refusal={refusal} onRetry={askAgain} />
      {waiting === 0 ? null : (
        <p className="notice" role="status">
          {t('delegations.waiting', { count: waiting })}
        </p>
      )}
      {answer?.delegations.length === 0 ? <p>{t('delegations.none')}</p> : null}
      {groups.map(({ title, holds }) => {
        const delegations = answer?.delegations.filter(holds) ?? [];
        return answer === undefined || delegations.length === 0 ? null : (
          <section key={title} className="delegations" aria-label={t(title)}>
            <h2>{t(title)}</h2>
            <ul className="cards">
              {delegations.map((delegation) => (
                <li key={delegation.delegationId}>
                  <DelegationCard delegation={delegation} hall={answer.hall} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </ScreenFrame>
  );
}

interface DelegationCardProps {
  readonly delegation: PhoneDelegationView;
  readonly hall: Hall;
}

function DelegationCard({ delegation, hall }: DelegationCardProps): ReactNode {
  const { t } = usePhoneTexts();
  const { open } = usePhone();
  const { delegationId, role, agent, principal, scope } = delegation;
  const items = hall.items.filter(({ code }) => scope.itemCodes.includes(code));
  return (
    <button
      type="button"
      className="card"
      onClick={() => open(<DelegationScreen delegationId={delegationId} />)}
    >
      <span className="card-text">
        <strong>{items.map(({ name }) => name).join('；')}</strong>
        {role === 'agent' || principal.type === 'enterprise' ? (
          <span>{t('delegations.principal', { name: principalName(delegation) })}</span>
        ) : null}
        {role === 'principal' && agent !== undefined ? (
          <span>{t('delegations.agent', { name: maskName(agent.name) })}</span>
        ) : null}
        <span className={isTheirTurn(delegation) ? 'state-waits' : 'state'}>
          {t(stateTextOf(delegation))}
        </span>
      </span>
      <Icon name="next" />
    </button>
  );
}
