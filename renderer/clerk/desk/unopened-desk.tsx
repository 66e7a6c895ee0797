import type { ReactNode } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { ActionButton } from './action-button.tsx';
import { useDesk } from './desk-context.ts';

/** The program could not be opened: says why, and lets it be tried again. */
export function UnopenedDesk({ failure }: { readonly failure: Failure }): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  return (
    <main className="clerk-window-unopened">
      <FailureAlert
        testId="desk-failure"
        failure={failure}
        action={
          <ActionButton testId="desk-try-again" act={desk.start}>
            {t('action.try-again')}
          </ActionButton>
        }
      />
    </main>
  );
}
