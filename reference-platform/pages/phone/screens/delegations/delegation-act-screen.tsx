import { type ReactNode, useState } from 'react';
import {
  delegationPaths,
  type PhoneDelegationAct,
  type PhoneDelegationView,
  phoneDelegationViewSchema,
} from '../../../../../src/contracts/delegation-api.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import type { DelegationAct } from './delegation-acts.ts';
import { DelegationFacts } from './delegation-facts.tsx';
import { type Hall, licencesOf } from './hall.ts';
import { LicenceChoice } from './licence-choice.tsx';

interface DelegationActScreenProps {
  readonly delegation: PhoneDelegationView;
  readonly hall: Hall;
  readonly act: DelegationAct;
}

/** What follows from an act, and the touch that does it. A principal says here which licences they allow. */
export function DelegationActScreen({
  delegation,
  hall,
  act,
}: DelegationActScreenProps): ReactNode {
  const { t } = usePhoneTexts();
  const { ask, back } = usePhone();
  const [granted, setGranted] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const { delegationId, role, scope } = delegation;
  const isGranting = act === 'accept' && role === 'principal';

  async function tell(): Promise<void> {
    if (isGranting && granted.length === 0) return setRefusal('nothing-granted');
    const body: PhoneDelegationAct =
      act === 'accept' ? { act, ...(isGranting && { licenceTypes: [...granted] }) } : { act };
    const answer = await ask(delegationPaths.phoneDelegationActs(delegationId), {
      method: 'POST',
      body,
      answer: phoneDelegationViewSchema,
    });
    if (answer.ok) back?.();
    else setRefusal(answer.problem);
  }

  return (
    <ScreenFrame title={t(`delegation.act.${act}`)}>
      <p className="lead">
        {act === 'accept' ? t(`delegation.follows.accept.${role}`) : t(`delegation.follows.${act}`)}
      </p>
      {isGranting ? (
        <LicenceChoice
          licences={licencesOf(hall, scope.itemCodes).filter(({ typeCode }) =>
            scope.licenceTypes.includes(typeCode),
          )}
          chosen={granted}
          onChange={(chosen) => {
            setRefusal(undefined);
            setGranted(chosen);
          }}
        />
      ) : (
        <DelegationFacts delegation={delegation} hall={hall} />
      )}
      <Problem refusal={refusal} />
      <div className="buttons">
        <button type="button" className="button-main" onClick={() => void tell()}>
          {isGranting
            ? t('delegation.sure.grant', { count: granted.length })
            : t(`delegation.sure.${act}`)}
        </button>
        <button type="button" className="button-quiet" onClick={back}>
          {t('delegation.sure.not')}
        </button>
      </div>
    </ScreenFrame>
  );
}
