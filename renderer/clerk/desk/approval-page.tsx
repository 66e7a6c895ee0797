import type { ReactNode } from 'react';
import { useTexts } from '../locale/texts.ts';
import './approval-page.css';

/** For whoever approves cases: says that it is not done at the counter. */
export function ApprovalPage(): ReactNode {
  const { t } = useTexts();
  return (
    <main className="approval-page" data-testid="approval-page">
      <h1>{t('approval.heading')}</h1>
      <p>{t('approval.where')}</p>
    </main>
  );
}
