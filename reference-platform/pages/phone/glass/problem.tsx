import type { ReactNode } from 'react';
import type { Refusal } from '../../shared/ask-platform.ts';
import { usePhoneTexts } from '../texts/phone-texts.ts';
import { refusalKey } from '../texts/refusal-text.ts';

interface ProblemProps {
  readonly refusal: Refusal | undefined;
  readonly onRetry?: () => void;
}

/** Says why the platform gave no answer, and what to do about it. */
export function Problem({ refusal, onRetry }: ProblemProps): ReactNode {
  const { t } = usePhoneTexts();
  if (refusal === undefined) return null;
  return (
    <div className="problem" role="alert">
      <p>{t(refusalKey(refusal), { code: refusal })}</p>
      {onRetry === undefined ? null : (
        <button type="button" className="button-quiet" onClick={onRetry}>
          {t('act.retry')}
        </button>
      )}
    </div>
  );
}
