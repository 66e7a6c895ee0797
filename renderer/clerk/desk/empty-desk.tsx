import { FileAddOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { CaseSummary } from '../../../src/contracts/clerk-ipc.ts';
import { countCases } from '../cases/case-groups.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { useDeskView } from './desk-context.ts';
import './empty-desk.css';

/** Nobody is being served: says how to begin, how far the day has come, and what is waiting. */
export function EmptyDesk({ cases }: { readonly cases: readonly CaseSummary[] }): ReactNode {
  const { t } = useTexts();
  const { refusal } = useDeskView();
  const { received, held, unsynced, 'sent-back': sentBack } = countCases(cases);
  const waiting = held + sentBack;
  return (
    <main className="empty-desk" data-testid="empty-desk">
      {refusal === undefined ? null : <FailureAlert testId="desk-failure" failure={refusal} />}
      <FileAddOutlined className="empty-desk-icon" />
      <h1>{t(cases.length === 0 ? 'empty-desk.first-heading' : 'empty-desk.heading')}</h1>
      <p>{t('empty-desk.begin')}</p>
      <ol>
        <li>{t('empty-desk.step.item')}</li>
        <li>{t('empty-desk.step.card')}</li>
        <li>{t('empty-desk.step.consent')}</li>
        <li>{t('empty-desk.step.submit')}</li>
      </ol>
      <p className="tabular-figures">{t('empty-desk.today', { received, unsynced })}</p>
      {waiting === 0 ? null : (
        <p className="tabular-figures">{t('empty-desk.waiting', { held, sentBack })}</p>
      )}
    </main>
  );
}
