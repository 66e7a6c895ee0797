import { type ReactNode, useCallback, useState } from 'react';
import {
  delegationPaths,
  phoneDelegationViewSchema,
} from '../../../../../../src/contracts/delegation-api.ts';
import {
  phoneHolderPaths,
  type RepresentedEnterprise,
  representedEnterprisesAnswerSchema,
} from '../../../../../../src/contracts/phone-holder-api.ts';
import { systemClock } from '../../../../../../src/support/clock.ts';
import { ok } from '../../../../../../src/support/result.ts';
import type { Refusal } from '../../../../shared/ask-platform.ts';
import { useAsked } from '../../../../shared/use-asked.ts';
import { usePhone } from '../../../glass/phone-context.ts';
import { Problem } from '../../../glass/problem.tsx';
import { ScreenFrame } from '../../../glass/screen-frame.tsx';
import { usePhoneTexts } from '../../../texts/phone-texts.ts';
import { DelegationScreen } from '../delegation-screen.tsx';
import { askHall, type Hall } from '../hall.ts';
import { OfferCodeScreen } from './offer-code-screen.tsx';
import {
  changedDraft,
  emptyDraft,
  isAnswered,
  type OfferDraft,
  type OfferStep,
  offerSteps,
  requestOf,
} from './offer-draft.ts';
import { stepQuestions } from './step-questions.tsx';

/** 发起委托 (PUB-22): one question after the other, then all of it once more before it is offered. */
export function OfferScreen(): ReactNode {
  const { t } = usePhoneTexts();
  const { ask } = usePhone();
  const {
    answer,
    refusal,
    ask: askAgain,
  } = useAsked(
    useCallback(async () => {
      const [represented, hall] = await Promise.all([
        ask(phoneHolderPaths.enterprises, { answer: representedEnterprisesAnswerSchema }),
        askHall(ask),
      ]);
      if (!represented.ok) return represented;
      if (!hall.ok) return hall;
      return ok({ enterprises: represented.value.enterprises, hall: hall.value });
    }, [ask]),
  );
  return answer === undefined ? (
    <ScreenFrame title={t('offer.title')}>
      <Problem refusal={refusal} onRetry={askAgain} />
    </ScreenFrame>
  ) : (
    <OfferQuestions {...answer} />
  );
}

interface OfferQuestionsProps {
  readonly enterprises: readonly RepresentedEnterprise[];
  readonly hall: Hall;
}

function OfferQuestions({ enterprises, hall }: OfferQuestionsProps): ReactNode {
  const { t } = usePhoneTexts();
  const { ask, open, replace } = usePhone();
  const isAlone = enterprises.length === 0;
  const steps = offerSteps.slice(isAlone ? 1 : 0);
  const [draft, setDraft] = useState<OfferDraft>(
    isAlone ? { ...emptyDraft, principal: { type: 'person' } } : emptyDraft,
  );
  const [at, setAt] = useState(0);
  const [refusal, setRefusal] = useState<Refusal>();
  const step: OfferStep = steps[at] ?? 'review';
  const Questions = stepQuestions[step];

  function go(to: number): void {
    setRefusal(undefined);
    setAt(to);
  }

  async function goOn(): Promise<void> {
    if (!isAnswered(step, draft)) return setRefusal(`offer-lacks-${step}`);
    if (step !== 'review') return go(at + 1);
    const answer = await ask(delegationPaths.phoneDelegations, {
      method: 'POST',
      body: requestOf(draft, systemClock.now()),
      answer: phoneDelegationViewSchema,
    });
    if (!answer.ok) return setRefusal(answer.problem);
    const { delegationId } = answer.value;
    replace(<DelegationScreen delegationId={delegationId} />);
    if (draft.agentBy === 'scan') open(<OfferCodeScreen delegationId={delegationId} />);
  }

  return (
    <ScreenFrame
      key={step}
      title={t(`offer.step.${step}`)}
      {...(at > 0 && { onBack: () => go(at - 1) })}
    >
      <p>{t('offer.step', { step: at + 1, steps: steps.length })}</p>
      <form
        className="offer"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void goOn();
        }}
      >
        <Questions
          draft={draft}
          enterprises={enterprises}
          hall={hall}
          onChange={(change) => {
            setRefusal(undefined);
            setDraft((current) => changedDraft(current, change, hall));
          }}
        />
        <Problem refusal={refusal} />
        <button type="submit" className="button-main">
          {t(step === 'review' ? 'offer.send' : 'offer.next')}
        </button>
      </form>
    </ScreenFrame>
  );
}
