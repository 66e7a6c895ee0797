import type { ReactNode } from 'react';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../locale/texts.ts';

interface HolderAbsentProps {
  readonly caseId: string;
  readonly isAbsent: boolean;
}

/** 持卡人不在场: whoever has brought the representative's card has to prove who they are as well. */
export function HolderAbsent({ caseId, isAbsent }: HolderAbsentProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  return (
    <label className="identity-way">
      <input
        type="checkbox"
        data-testid="holder-absent"
        checked={isAbsent}
        onChange={(event) =>
          void desk.call('case:mark-holder-absent', { caseId, isAbsent: event.target.checked })
        }
      />
      {t('identity.holder-absent')}
    </label>
  );
}
