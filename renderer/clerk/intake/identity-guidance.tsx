import { CreditCardOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { DeviceSnapshot } from '../../../src/contracts/device-snapshot.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { BusyMark } from '../desk/busy-mark.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';

interface IdentityGuidanceProps {
  readonly identification: NonNullable<ClerkCase['identification']>;
  readonly reader: DeviceSnapshot['reader'];
}

/** What is being waited for, by whom, and the way out of it. */
export function IdentityGuidance({ identification, reader }: IdentityGuidanceProps): ReactNode {
  const { t } = useTexts();
  const { step, holderName = '', isScanned } = identification;
  if (step === 'proof') return <CardGuidance reader={reader} />;
  const words =
    step === 'face' && isScanned === true
      ? t('identify.face-scanned')
      : t(`identify.${step}`, { holder: holderName });
  return (
    <p
      className="identity-guidance"
      data-testid="identity-guidance"
      data-step={step}
      data-scanned={isScanned}
      role="status"
    >
      <BusyMark />
      <span className="identity-guidance-words">{words}</span>
      <CommandButton command="change-way" size="small" />
    </p>
  );
}

/** What has to happen on the reader for the card to be read; a code may be shown at any time. */
function CardGuidance({ reader }: Pick<IdentityGuidanceProps, 'reader'>) {
  const { t } = useTexts();
  if (reader.failure !== undefined) {
    return <FailureAlert testId="reader-failure" failure={reader.failure} severity="warning" />;
  }
  return (
    <p
      className="identity-guidance"
      data-testid="card-guidance"
      data-state={reader.state}
      role="status"
    >
      {reader.state === 'reading' ? <BusyMark /> : <CreditCardOutlined />}
      {t(`card-guidance.${reader.state}`)}
    </p>
  );
}
