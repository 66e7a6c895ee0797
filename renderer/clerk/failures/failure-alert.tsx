import type { ReactNode } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import { Alert } from '../desk/alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { SupportPart } from './support-part.tsx';
import { useFailureText } from './use-failure-text.ts';
import './failure-alert.css';

interface FailureAlertProps {
  readonly testId: string;
  readonly failure: Failure;
  readonly severity?: 'error' | 'warning';
  readonly action?: ReactNode;
}

/** A failure where the eye is: what happened, the next step, its code, and folded under them what support needs. */
export function FailureAlert({ testId, failure, severity = 'error', action }: FailureAlertProps) {
  const { t } = useTexts();
  const text = useFailureText()(failure);
  if (text === undefined) return null;
  const { message, next } = text;
  return (
    <Alert
      data-testid={testId}
      data-code={failure.code}
      severity={severity}
      title={message}
      action={action}
    >
      {next} <span className="failure-code">{t('failure.code', { code: failure.code })}</span>
      <SupportPart key={failure.code} failure={failure} text={text} />
    </Alert>
  );
}
