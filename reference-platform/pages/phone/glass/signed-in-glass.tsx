import { Fragment, type ReactElement, type ReactNode, useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import { platformPaths } from '../../../../src/contracts/platform-api.ts';
import type { Result } from '../../../../src/support/result.ts';
import { askPlatform, askPlatformFile, type Refusal } from '../../shared/ask-platform.ts';
import type { Owner } from '../owner/owner.ts';
import { ConsentCall } from '../screens/consent/consent-call.tsx';
import { ConsentScreen } from '../screens/consent/consent-screen.tsx';
import { DelegationActScreen } from '../screens/delegations/delegation-act-screen.tsx';
import { DelegationCall } from '../screens/delegations/delegation-call.tsx';
import { DelegationScreen } from '../screens/delegations/delegation-screen.tsx';
import { DelegationsScreen } from '../screens/delegations/delegations-screen.tsx';
import { usePhoneTexts } from '../texts/phone-texts.ts';
import { Icon } from './icon.tsx';
import { PhoneContext, type SignedInPhone } from './phone-context.ts';
import type { SignIn } from './phone-glass.tsx';
import { closed, opened, replaced, type ScreenStack } from './screen-stack.ts';
import { tabs } from './tabs.tsx';
import { useChanges } from './use-changes.ts';

interface SignedInGlassProps {
  readonly owner: Owner;
  readonly signIn: SignIn;
  /** Has to stay the same function. */
  readonly onExpired: (signIn: SignIn) => void;
  readonly onSignedOut: () => void;
}

/** Screens on which what a window asks to be entrusted is told of anyway, or answered. */
const delegationScreens: ReadonlySet<unknown> = new Set([
  DelegationsScreen,
  DelegationScreen,
  DelegationActScreen,
  ConsentScreen,
]);

/** The screens of an app that somebody has signed in to, and the tabs below them. */
export function SignedInGlass({
  owner,
  signIn,
  onExpired,
  onSignedOut,
}: SignedInGlassProps): ReactNode {
  const { t } = usePhoneTexts();
  const [tab, setTab] = useState(tabs[0]);
  const [stack, setStack] = useState<ScreenStack<ReactElement>>([tabs[0].screen]);

  useEffect(() => {
    const timer = setTimeout(() => onExpired(signIn), signIn.until - performance.now());
    return () => clearTimeout(timer);
  }, [signIn, onExpired]);

  const { ask, askFile } = useMemo<Pick<SignedInPhone, 'ask' | 'askFile'>>(() => {
    const { token } = signIn;
    function heard<Answer>(answer: Result<Answer, Refusal>): Result<Answer, Refusal> {
      if (!answer.ok && ['sign-in-expired', 'sign-in-required'].includes(answer.problem)) {
        onExpired(signIn);
      }
      return answer;
    }
    return {
      ask: async (path, question) => heard(await askPlatform(path, { ...question, token })),
      askFile: async (path) => heard(await askPlatformFile(path, token)),
    };
  }, [signIn, onExpired]);

  const onMoved = useChanges(signIn.token, ask);
  const phone: SignedInPhone = {
    owner,
    app: signIn.app,
    signedInUntil: signIn.until,
    ask,
    onMoved,
    askFile,
    open: (screen) => setStack((current) => opened(current, screen)),
    replace: (screen) => setStack((current) => replaced(current, screen)),
    ...(stack.length === 1 ? {} : { back: () => setStack(closed) }),
    signOut: () => {
      void ask(platformPaths.currentPhoneSession, { method: 'DELETE', answer: z.undefined() });
      onSignedOut();
    },
  };
  const top = stack.at(-1) ?? stack[0];

  return (
    <PhoneContext value={phone}>
      <Fragment key={`${tab.id}-${stack.length}`}>{top}</Fragment>
      {top.type === ConsentScreen ? null : <ConsentCall />}
      {delegationScreens.has(top.type) ? null : <DelegationCall />}
      <nav className="tabs" aria-label={t('tab.all')}>
        {tabs.map((each) => (
          <button
            key={each.id}
            type="button"
            aria-current={each.id === tab.id ? 'page' : undefined}
            onClick={() => {
              setTab(each);
              setStack([each.screen]);
            }}
          >
            <Icon name={each.icon} />
            {t(each.label)}
          </button>
        ))}
      </nav>
    </PhoneContext>
  );
}
