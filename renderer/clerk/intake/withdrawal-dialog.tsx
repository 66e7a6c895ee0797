import { type ReactNode, useId, useState } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { EvaluatorMirror } from '../../../src/contracts/evaluator-page.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { isHandedIn } from '../desk/open-case.ts';
import { useTexts } from '../locale/texts.ts';
import { WhoseConsent } from './whose-consent.tsx';
import '../desk/confirmation.css';

interface WithdrawalDialogProps {
  readonly current: ClerkCase;
  readonly mirror: EvaluatorMirror;
  readonly onClose: () => void;
}

/** 撤回授权: whose, what follows from it, and that it is theirs to confirm. Escape and the first focus both mean no. */
export function WithdrawalDialog({ current, mirror, onClose }: WithdrawalDialogProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const titleId = useId();
  const { id: caseId, stage, withdrawable = [] } = current;
  const here = withdrawable.filter(({ isAway }) => !isAway);
  const [picked, setPicked] = useState<string>();
  const chosen = here.find(({ pageId }) => pageId === picked) ?? here[0];
  const isAsked = mirror.display === 'present';

  async function withdraw(): Promise<void> {
    if (chosen === undefined) return;
    const place = isAsked ? 'evaluator' : 'window';
    await desk.call('case:withdraw-consent', { caseId, pageId: chosen.pageId, place });
    onClose();
  }

  return (
    <ModalLayer className="confirmation" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t('withdrawal.heading')}</h2>
      {withdrawable.length > 1 && here.length > 0 ? (
        <WhoseConsent
          label={t('withdrawal.whose')}
          consents={here}
          chosen={chosen?.pageId}
          onChoose={setPicked}
        />
      ) : null}
      {chosen === undefined ? null : (
        <>
          <p>{t(`withdrawal.effect.${isHandedIn(stage) ? 'handed-in' : 'open'}`)}</p>
          <p>{t(isAsked ? 'withdrawal.by-touch' : 'withdrawal.on-word')}</p>
        </>
      )}
      {withdrawable
        .filter(({ isAway }) => isAway)
        .map(({ pageId, nameMasked }) => (
          <p key={pageId}>{t('withdrawal.away', { name: nameMasked })}</p>
        ))}
      <div className="confirmation-answers">
        <Button autoFocus onClick={onClose}>
          {t('withdrawal.no')}
        </Button>
        {chosen === undefined ? null : (
          <ActionButton testId="confirm-withdrawal" kind="danger" act={withdraw}>
            {t(isAsked ? 'withdrawal.yes.touch' : 'withdrawal.yes.word')}
          </ActionButton>
        )}
      </div>
    </ModalLayer>
  );
}
