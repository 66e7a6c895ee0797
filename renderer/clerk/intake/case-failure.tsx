import { useTranslation } from 'react-i18next';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { failureCatalogue } from '../../../src/failures/catalogue.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';

interface CaseFailureProps {
  readonly current: ClerkCase;
  readonly refusal: Failure | undefined;
}

/** What stopped the case, and what the clerk's last call was refused for if that is something else. */
export function CaseFailure({ current, refusal }: CaseFailureProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { failure } = current;
  return (
    <>
      {failure === undefined ? null : (
        <FailureAlert
          testId="case-failure"
          failure={failure}
          action={
            failureCatalogue[failure.code].retriable ? (
              <ActionButton
                testId="try-again"
                act={() => desk.call('case:try-again', { caseId: current.id })}
              >
                {t('action.try-again')}
              </ActionButton>
            ) : undefined
          }
        />
      )}
      {refusal === undefined || refusal.code === failure?.code ? null : (
        <FailureAlert testId="call-failure" failure={refusal} severity="warning" />
      )}
    </>
  );
}
