import type { ReactNode } from 'react';
import type { DelegationScope } from '../../../../../src/contracts/delegation-api.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { type Hall, licencesOf } from './hall.ts';
import { dayText, lastDayText } from './hall-day.ts';

interface ScopeFactsProps {
  readonly scope: DelegationScope;
  readonly hall: Hall;
}

/** What an agent may do, with which licences, where and when; for a list of facts. */
export function ScopeFacts({ scope, hall }: ScopeFactsProps): ReactNode {
  const { t, language } = usePhoneTexts();
  const licences = licencesOf(hall, scope.itemCodes);
  return (
    <>
      <dt>{t('delegation.items')}</dt>
      {scope.itemCodes.map((code) => (
        <dd key={code}>{hall.items.find((item) => item.code === code)?.name ?? code}</dd>
      ))}
      <dt>{t('delegation.licences')}</dt>
      {scope.licenceTypes.map((type) => {
        const licence = licences.find(({ typeCode }) => typeCode === type);
        return (
          <dd key={type}>
            {licence?.name ?? type}
            {licence?.isSensitive ? ` · ${t('delegation.sensitive')}` : ''}
          </dd>
        );
      })}
      <dt>{t('delegation.windows')}</dt>
      {scope.windowIds === undefined ? (
        <dd>{t('delegation.windows.any')}</dd>
      ) : (
        scope.windowIds.map((id) => (
          <dd key={id}>{hall.windows.find((window) => window.id === id)?.name ?? id}</dd>
        ))
      )}
      <dt>{t('delegation.time')}</dt>
      <dd>{t(`delegation.kind.${scope.kind}`)}</dd>
      <dd>
        {t('delegation.from-until', {
          from: dayText(scope.validFrom, language),
          until: lastDayText(scope.validUntil, language),
        })}
      </dd>
    </>
  );
}
