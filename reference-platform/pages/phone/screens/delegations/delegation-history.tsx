import type { ReactNode } from 'react';
import type { PhoneDelegationView } from '../../../../../src/contracts/delegation-api.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { momentText } from './hall-day.ts';

/** What happened to a delegation, oldest first. */
export function DelegationHistory({ moves }: Pick<PhoneDelegationView, 'moves'>): ReactNode {
  const { t, language } = usePhoneTexts();
  return (
    <section className="delegations" aria-label={t('delegation.history')}>
      <h2>{t('delegation.history')}</h2>
      <ol className="history">
        {moves.map(({ at, kind, side }) => (
          <li key={`${at} ${side} ${kind}`}>
            <span className="tabular-figures">{momentText(at, language)}</span>
            <span>
              {t(`delegation.side.${side}`)} · {t(`delegation.move.${kind}`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
