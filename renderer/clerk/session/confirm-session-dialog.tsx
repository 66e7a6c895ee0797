import { type ReactNode, useId, useState } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { SessionForm } from './session-form.tsx';
import '../desk/confirmation.css';

/** 联网确认: whoever was let in without the platform gives the password once more, now that it is back. */
export function ConfirmSessionDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const titleId = useId();
  const [failure, setFailure] = useState<Failure>();

  async function give(password: string): Promise<boolean> {
    const outcome = await desk.ask('session:confirm', { password });
    if (outcome.ok) onClose();
    else setFailure(outcome.problem);
    return outcome.ok;
  }

  return (
    <ModalLayer className="confirmation" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t('confirm-session.heading')}</h2>
      <p>{t('confirm-session.purpose')}</p>
      <SessionForm
        name="confirm"
        submit={{ testId: 'confirm-session', text: t('confirm-session.submit') }}
        passwordFirst
        isComplete
        trouble={
          failure === undefined ? null : <FailureAlert testId="confirm-failure" failure={failure} />
        }
        give={give}
      />
      <div className="confirmation-answers">
        <Button onClick={onClose}>{t('confirm-session.later')}</Button>
      </div>
    </ModalLayer>
  );
}
