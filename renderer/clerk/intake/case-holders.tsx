import type { ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { isSomebodyAwaited, nextOfSeveral } from '../desk/open-case.ts';
import { useTexts } from '../locale/texts.ts';
import './case-holders.css';

interface CaseHoldersProps {
  readonly current: ClerkCase;
}

/** Whose licences the case takes, how each has decided, and who is missing. */
export function CaseHolders({ current }: CaseHoldersProps): ReactNode {
  const { t } = useTexts();
  const { holders = [], otherAdults, stage } = current;
  if (holders.length === 0) return null;
  const isOpen = stage === 'reviewing';
  const next = nextOfSeveral(current);
  return (
    <section className="case-holders" aria-label={t('holders.heading')} data-testid="case-holders">
      <ul>
        {holders.map((holder) => (
          <Holder key={holder.number} holder={holder} current={current} />
        ))}
      </ul>
      {otherAdults === undefined || otherAdults.missing === 0 ? null : (
        <p className="case-holders-missing" data-testid="adults-missing" role="status">
          {t('holders.missing', { count: otherAdults.missing, who: otherAdults.who })}
        </p>
      )}
      {isOpen && next !== undefined ? (
        <p data-testid="holder-turn">{t('holders.turn', { name: next.nameMasked })}</p>
      ) : null}
      {isOpen && otherAdults?.hasRoom === true && !isSomebodyAwaited(current) ? (
        <CommandButton command="await-adult" size="small" />
      ) : null}
    </section>
  );
}

type SeenHolder = NonNullable<ClerkCase['holders']>[number];

function Holder({
  holder: { name, nameMasked, number, as, channel, isAway, standing },
  current: { id: caseId, stage, otherAdults },
}: {
  readonly holder: SeenHolder;
  readonly current: ClerkCase;
}) {
  const { t } = useTexts();
  const desk = useDesk();
  const part = {
    applicant: t('holders.applicant'),
    representative: t('licence-holder.representative'),
    agent: t('licence-holder.agent'),
    guardian: t('licence-holder.guardian'),
    'each-adult': otherAdults?.who ?? '',
  }[as];
  return (
    <li data-testid="case-holder" data-standing={standing}>
      <span>{part}</span>
      <span title={name}>{nameMasked}</span>
      <span>{isAway ? t('holders.on-phone') : t(`channel.${channel}`)}</span>
      <strong>{t(`holders.${standing}`)}</strong>
      {as === 'each-adult' && stage === 'reviewing' ? (
        <Button
          size="small"
          aria-label={`${t('holders.remove')} ${nameMasked}`}
          onClick={() => void desk.call('case:remove-adult', { caseId, number })}
        >
          {t('holders.remove')}
        </Button>
      ) : null}
    </li>
  );
}
