import type { ReactNode } from 'react';
import type { PhoneDelegationView } from '../../../../../src/contracts/delegation-api.ts';
import { maskName } from '../../../../../src/domain/masking.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import type { Hall } from './hall.ts';
import { principalName } from './party-name.ts';
import { ScopeFacts } from './scope-facts.tsx';

interface DelegationFactsProps {
  readonly delegation: PhoneDelegationView;
  readonly hall: Hall;
}

/** Between whom a delegation is, and how far it reaches. */
export function DelegationFacts({ delegation, hall }: DelegationFactsProps): ReactNode {
  const { t } = usePhoneTexts();
  const { principal, agent, scope, askedBy } = delegation;
  return (
    <dl className="facts">
      <dt>{t('delegation.principal')}</dt>
      <dd>
        {principalName(delegation)} {principal.shownNumber}
      </dd>
      <dt>{t('delegation.agent')}</dt>
      <dd>
        {agent === undefined
          ? t('delegation.agent.none')
          : `${maskName(agent.name)} ${agent.shownNumber}`}
      </dd>
      <ScopeFacts scope={scope} hall={hall} />
      {askedBy === 'window' ? (
        <>
          <dt>{t('delegation.asked-by')}</dt>
          <dd>{t('delegation.asked-by.window')}</dd>
        </>
      ) : null}
    </dl>
  );
}
