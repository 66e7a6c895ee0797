import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { consentAnswerSchema, consentPaths } from '../../../../../src/contracts/consent-api.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

interface WithdrawConsentProps {
  readonly consentId: string;
  readonly onMoved: () => void;
}

/** 撤回授权, with one question that says what follows. */
export function WithdrawConsent({ consentId, onMoved }: WithdrawConsentProps): ReactNode {
  const { t } = usePhoneTexts();
  const { ask } = usePhone();
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const question = useRef<HTMLElement>(null);
  const label = useId();
  useEffect(() => {
    if (isAsking) question.current?.focus();
  }, [isAsking]);

  async function withdraw(): Promise<void> {
    setSending(true);
    const withdrawn = await ask(consentPaths.phoneWithdraw(consentId), {
      method: 'POST',
      answer: consentAnswerSchema,
    });
    // Where it has been withdrawn at the window meanwhile, there is nothing left to do.
    if (withdrawn.ok || withdrawn.problem === 'consent-not-given') return onMoved();
    setSending(false);
    setRefusal(withdrawn.problem);
  }

  if (!isAsking) {
    return (
      <div className="buttons">
        <p>{t('consent.withdraw.how')}</p>
        <button type="button" className="button-quiet" onClick={() => setAsking(true)}>
          {t('consent.withdraw')}
        </button>
      </div>
    );
  }
  return (
    <section ref={question} tabIndex={-1} className="consent-withdraw" aria-labelledby={label}>
      <p id={label} className="lead">
        {t('consent.withdraw.ask')}
      </p>
      <p>{t('consent.withdraw.effect')}</p>
      <Problem refusal={refusal} />
      <div className="buttons">
        <button
          type="button"
          className="button-main"
          disabled={isSending}
          onClick={() => void withdraw()}
        >
          {t('consent.withdraw.do')}
        </button>
        <button
          type="button"
          className="button-quiet"
          disabled={isSending}
          onClick={() => setAsking(false)}
        >
          {t('consent.withdraw.keep')}
        </button>
      </div>
    </section>
  );
}
