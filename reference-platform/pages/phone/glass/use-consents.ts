import { useCallback, useEffect } from 'react';
import {
  consentPaths,
  type PhoneConsent,
  phoneConsentsAnswerSchema,
} from '../../../../src/contracts/consent-api.ts';
import { ok } from '../../../../src/support/result.ts';
import { useAsked } from '../../shared/use-asked.ts';
import { usePhone } from './phone-context.ts';
import { useMoved } from './use-changes.ts';

/** A consent is looked at no more often than this, also where this phone's clock is fast. */
const lookAgainMs = 5000;

/** The consents of the phone's person, newest first; asked for again whenever one moves or expires. */
export function useConsents(): ReturnType<typeof useAsked<readonly PhoneConsent[]>> {
  const { ask } = usePhone();
  const asked = useAsked(
    useCallback(async () => {
      const answer = await ask(consentPaths.phoneConsents, { answer: phoneConsentsAnswerSchema });
      return answer.ok ? ok(answer.value.consents) : answer;
    }, [ask]),
  );
  useMoved('consent:moved', asked.ask);

  const { answer, ask: askAgain } = asked;
  useEffect(() => {
    // Nobody tells of a consent that has expired.
    const ends = (answer ?? []).flatMap(({ state, expiresAt }) =>
      state === 'pending' ? [Date.parse(expiresAt)] : [],
    );
    if (ends.length === 0) return;
    const timer = setTimeout(askAgain, Math.max(lookAgainMs, Math.min(...ends) - Date.now()));
    return () => clearTimeout(timer);
  }, [answer, askAgain]);
  return asked;
}

/** What this person is asked for now. */
export function waitingAmong(consents: readonly PhoneConsent[]): PhoneConsent[] {
  return consents.filter(({ state, isAsked }) => state === 'pending' && isAsked);
}
