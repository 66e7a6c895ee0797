import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import { isKeyLost } from '../../../src/failures/lost-key.ts';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { ActionButton } from './action-button.tsx';
import { Button } from './button.tsx';
import { Confirmation } from './confirmation.tsx';
import { useDesk } from './desk-context.ts';

/** The program could not be opened: says why, and what can be done here. */
export function UnopenedDesk({ failure }: { readonly failure: Failure }): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  return (
    <main className="clerk-window-unopened">
      <FailureAlert
        testId="desk-failure"
        failure={failure}
        action={
          <div className="clerk-window-ways">
            <ActionButton testId="desk-try-again" act={desk.start}>
              {t('action.try-again')}
            </ActionButton>
            {isKeyLost(failure) && <NewBeginning />}
          </div>
        }
      />
    </main>
  );
}

/** 另起新库: the technician's way on without what was sealed here. */
function NewBeginning(): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const [isAsked, setIsAsked] = useState(false);
  const answer = async (confirmed: boolean) => {
    setIsAsked(false);
    if (confirmed && (await desk.call('store:begin-anew', null))) await desk.renew();
  };
  return (
    <>
      <Button data-testid="begin-anew" onClick={() => setIsAsked(true)}>
        {t('begin-anew.wanted')}
      </Button>
      {isAsked && (
        <Confirmation
          testId="begin-anew-confirmed"
          title={t('begin-anew.title')}
          consequence={t('begin-anew.consequence')}
          yes={t('begin-anew.yes')}
          no={t('begin-anew.no')}
          onAnswer={(confirmed) => void answer(confirmed)}
        />
      )}
    </>
  );
}
