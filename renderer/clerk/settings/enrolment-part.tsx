import type { ReactNode } from 'react';
import type { EnrolmentStanding } from '../../../src/contracts/clerk-ipc.ts';
import { EnrolmentEntry } from '../enrolment/enrolment-entry.tsx';
import { useTexts } from '../locale/texts.ts';

interface EnrolmentPartProps {
  readonly standing: EnrolmentStanding;
  /** As it stands on the page: at the first start nothing is saved yet. */
  readonly platformAddress: string;
}

/** This workstation's place at the platform, and the way to another one. */
export function EnrolmentPart({ standing, platformAddress }: EnrolmentPartProps): ReactNode {
  const { t } = useTexts();
  const words =
    standing.state === 'enrolled'
      ? t('enrolment.enrolled', { windows: standing.windows.join(t('list-comma')) })
      : t(`enrolment.${standing.state}`);
  return (
    <div className="platform-enrolment">
      <p data-testid="enrolment-standing" data-state={standing.state}>
        {words}
      </p>
      <EnrolmentEntry platformAddress={platformAddress} />
    </div>
  );
}
