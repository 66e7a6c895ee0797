import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src/failures/failure.ts';
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
  const { t } = useTranslation();
  const { message, next } = useFailureText()(failure);
  return (
    <Alert
      data-testid={testId}
      data-code={failure.code}
      className="failure-alert"
      type={severity}
      showIcon
      title={message}
      description={
        <>
          {next} <span className="failure-code">{t('failure.code', { code: failure.code })}</span>
          <SupportPart key={failure.code} failure={failure} />
        </>
      }
      action={action}
    />
  );
}
