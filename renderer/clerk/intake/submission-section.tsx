import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import type { Instant } from '../../../src/support/clock.ts';
import { Alert } from '../desk/alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { CallBackPoints } from './call-back-points.tsx';
import { LongWait } from './long-wait.tsx';
import './submission-section.css';

interface SubmissionSectionProps {
  readonly current: ClerkCase;
  readonly connectivity: DeskSnapshot['connectivity'];
  readonly platform: DeskSnapshot['platform'];
  /** When it was handed in. */
  readonly since: Instant | undefined;
}

/** ⑥ Handed to the platform: waiting for its acknowledgement, or received under a case number. */
export function SubmissionSection(props: SubmissionSectionProps) {
  const { current, connectivity, platform, since } = props;
  const { t } = useTexts();
  const { caseNumber, stage } = current;
  if (stage === 'received') {
    return (
      <div className="submission-received" role="status">
        <p>{t('submission.received')}</p>
        <p className="submission-label">{t('submission.case-number')}</p>
        <p className="submission-number tabular-figures" data-testid="case-number">
          {caseNumber}
        </p>
      </div>
    );
  }
  if (stage === 'awaiting-verification' || stage === 'verifying') {
    const isVerifying = stage === 'verifying';
    return (
      <div className="submission-received" role="status" data-testid="awaiting-verification">
        <p>{t(isVerifying ? 'submission.verifying' : 'submission.awaiting-verification')}</p>
        <p className="submission-label">{t('submission.provisional-number')}</p>
        <p className="submission-number tabular-figures" data-testid="provisional-number">
          {current.offline?.provisionalNumber}
        </p>
        {isVerifying ? null : <p className="submission-label">{t('submission.awaiting-next')}</p>}
      </div>
    );
  }
  if (stage === 'calling-back') return <CallBackPoints current={current} />;
  if (stage === 'handing-over') {
    return (
      <Alert
        data-testid="handing-over"
        severity="info"
        role="status"
        title={t('submission.handing-over')}
      />
    );
  }
  const unreachable = connectivity.platform.state === 'down';
  const uploading = platform.uploading?.caseId === current.id ? platform.uploading : undefined;
  return (
    <Alert
      data-testid="submission-state"
      severity={unreachable ? 'warning' : 'info'}
      role="status"
      title={title()}
    >
      {t('submission.saved')}
      {unreachable ? null : <LongWait whom={t('wait.platform')} since={since} />}
    </Alert>
  );

  function title(): string {
    if (unreachable) return t('submission.unreachable');
    if (uploading === undefined) return t('submission.waiting');
    return t('submission.uploading', { done: uploading.done, total: uploading.total });
  }
}
