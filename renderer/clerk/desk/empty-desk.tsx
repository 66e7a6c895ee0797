import { FileAddOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useDeskView } from './desk-context.ts';
import './empty-desk.css';

/** Nobody is being served: says how to begin. */
export function EmptyDesk() {
  const { t } = useTranslation();
  const { refusal } = useDeskView();
  return (
    <main className="empty-desk" data-testid="empty-desk">
      {refusal === undefined ? null : <FailureAlert testId="desk-failure" failure={refusal} />}
      <FileAddOutlined className="empty-desk-icon" />
      <h1>{t('empty-desk.heading')}</h1>
      <p>{t('empty-desk.begin')}</p>
      <ol>
        <li>{t('empty-desk.step.item')}</li>
        <li>{t('empty-desk.step.card')}</li>
        <li>{t('empty-desk.step.consent')}</li>
        <li>{t('empty-desk.step.submit')}</li>
      </ol>
    </main>
  );
}
