import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import type { Refusal } from '../shared/ask-platform.ts';
import { usePageTexts } from '../shared/page-texts.tsx';

/** Refusals that have words of their own. */
const ownWords: readonly Refusal[] = ['unreachable', 'nothing-held'];

interface RefusalAlertProps {
  readonly refusal: Refusal | undefined;
  /** What to do about it. */
  readonly onRetry?: () => void;
}

/** Says why the platform gave no answer, with its code. */
export function RefusalAlert({ refusal, onRetry }: RefusalAlertProps): ReactNode {
  const { t } = usePageTexts();
  if (refusal === undefined) return null;
  return (
    <Alert
      type="error"
      role="alert"
      showIcon
      title={t(ownWords.includes(refusal) ? `refusal.${refusal}` : 'refusal.code', {
        code: refusal,
      })}
      action={
        onRetry === undefined ? undefined : <Button onClick={onRetry}>{t('refusal.retry')}</Button>
      }
    />
  );
}
