import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { Confirmation } from '../desk/confirmation.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useNow } from '../desk/use-now.ts';
import { duration } from '../locale/moments.ts';
import { itemName } from './item-name.ts';
import './case-heading.css';

/** Whose case is open, what it is about and for how long; and the way out of it. */
export function CaseHeading({ current }: { readonly current: ClerkCase }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const { stage } = current;
  const handedIn = stage === 'submitting' || stage === 'received';

  const close = (): Promise<boolean> => desk.call('case:close', { caseId: current.id });
  async function askOrClose(): Promise<void> {
    if (stage === 'choosing-item') await close();
    else setAsking(true);
  }

  return (
    <header className="case-heading">
      <h1>
        <span className="case-heading-item">{itemName(current) ?? t('action.new-case')}</span>
        {current.applicant === undefined ? null : (
          <span className="case-heading-person">{current.applicant.nameMasked}</span>
        )}
      </h1>
      {handedIn ? null : (
        <>
          <Elapsed since={current.openedAt} />
          <ActionButton testId="close-case" size="small" act={askOrClose}>
            {t('action.close-case')}
          </ActionButton>
        </>
      )}
      {asking ? (
        <Confirmation
          testId="confirm-close"
          title={t('close-case.title')}
          consequence={t('close-case.consequence')}
          yes={t('action.close-case')}
          no={t('close-case.no')}
          onAnswer={(confirmed) => {
            setAsking(false);
            if (confirmed) void close();
          }}
        />
      ) : null}
    </header>
  );
}

function Elapsed({ since }: { readonly since: string }) {
  const { t } = useTranslation();
  const seconds = (useNow() - Date.parse(since)) / 1000;
  return (
    <span className="case-heading-elapsed tabular-figures">
      {t('case.elapsed', { time: duration(seconds) })}
    </span>
  );
}
