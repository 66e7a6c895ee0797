import { type ReactNode, useEffect, useState } from 'react';
import type { DevicePlace } from '../../../src/contracts/device-snapshot.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { Alert } from '../desk/alert.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import type { CounterSettings } from './settings-edits.ts';
import './device-trial.css';

interface DeviceTrialProps {
  readonly device: DevicePlace;
  readonly address: string;
  readonly baud: CounterSettings['readerBaud'];
}

type Answer = Outcome<{ readonly samId: string } | { readonly length: number }>;

/** Tries the device at an address. A scanner that is waited for is let go when the clerk turns to something else; main does it when nobody is there. */
export function DeviceTrial({ device, address, baud }: DeviceTrialProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [trial, setTrial] = useState<'under-way' | Answer>();

  async function run(): Promise<void> {
    setTrial('under-way');
    const at = { address, baud };
    const answer: Answer =
      device === 'scanner'
        ? await desk.ask('settings:test-scanner', at)
        : await desk.ask('settings:test-reader', at);
    const isEnded = !answer.ok && answer.problem.code === 'scanner.scan-cancelled';
    setTrial(isEnded ? undefined : answer);
  }

  const isWaiting = device === 'scanner' && trial === 'under-way';
  useEffect(() => {
    if (!isWaiting) return;
    return () => void desk.ask('settings:end-test', null);
  }, [desk, isWaiting]);

  return (
    <div className="device-trial" data-testid={`${device}-trial`}>
      <div className="device-trial-start">
        <ActionButton testId={`test-${device}`} disabled={address === ''} act={run}>
          {t('settings.test')}
        </ActionButton>
        {isWaiting ? (
          <ActionButton testId="end-test" act={() => desk.ask('settings:end-test', null)}>
            {t('settings.end-test')}
          </ActionButton>
        ) : null}
        <span role="status">
          {trial === 'under-way'
            ? t(device === 'scanner' ? 'settings.awaiting-code' : 'settings.asking-reader')
            : null}
          {address === '' ? t('settings.test-needs-port') : null}
        </span>
      </div>
      {trial === undefined || trial === 'under-way' ? null : (
        <TrialResult device={device} answer={trial} />
      )}
    </div>
  );
}

interface TrialResultProps extends Pick<DeviceTrialProps, 'device'> {
  readonly answer: Answer;
}

function TrialResult({ device, answer }: TrialResultProps): ReactNode {
  const { t } = useTexts();
  if (!answer.ok) return <FailureAlert testId={`${device}-failure`} failure={answer.problem} />;
  const works =
    'samId' in answer.value
      ? t('settings.reader-answers', answer.value)
      : t('settings.scanner-answers', answer.value);
  return <Alert data-testid={`${device}-works`} severity="success" title={works} />;
}
