import { type ReactNode, useCallback } from 'react';
import {
  delegationPaths,
  phoneDelegationsAnswerSchema,
} from '../../../../../src/contracts/delegation-api.ts';
import { maskName } from '../../../../../src/domain/masking.ts';
import { useAsked } from '../../../shared/use-asked.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { useMoved } from '../../glass/use-changes.ts';
import { WindowCall } from '../../glass/window-call.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { isTheirTurn } from './delegation-acts.ts';
import { DelegationScreen } from './delegation-screen.tsx';

/** Calls a principal to the delegation that a window asks for, on whatever screen the phone is. */
export function DelegationCall(): ReactNode {
  const { t } = usePhoneTexts();
  const { ask, open } = usePhone();
  const { answer, ask: askAgain } = useAsked(
    useCallback(
      () => ask(delegationPaths.phoneDelegations, { answer: phoneDelegationsAnswerSchema }),
      [ask],
    ),
  );
  useMoved('delegation:moved', askAgain);
  const waiting = answer?.delegations.find(
    (delegation) =>
      delegation.askedBy === 'window' && delegation.role === 'principal' && isTheirTurn(delegation),
  );
  return (
    <div aria-live="polite">
      {waiting === undefined ? null : (
        <WindowCall
          heading={t('delegation.call')}
          lines={[t('delegations.agent', { name: maskName(waiting.agent?.name ?? '') })]}
          onOpen={() => open(<DelegationScreen delegationId={waiting.delegationId} />)}
        />
      )}
    </div>
  );
}
