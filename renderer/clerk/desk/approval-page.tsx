import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './approval-page.css';

/** For whoever approves cases: says that it is not done at the counter. */
export function ApprovalPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <main className="approval-page" data-testid="approval-page">
      <h1>{t('approval.heading')}</h1>
      <p>{t('approval.where')}</p>
    </main>
  );
}
