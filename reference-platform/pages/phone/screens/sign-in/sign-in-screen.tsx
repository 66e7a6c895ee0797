import { type ReactNode, useState } from 'react';
import {
  type PhoneApp,
  type PhoneCheck,
  type PhoneSignInRequest,
  phoneCheckSchema,
  phoneSessionMinutes,
  phoneSignInAnswerSchema,
} from '../../../../../src/contracts/phone-api.ts';
import { platformPaths } from '../../../../../src/contracts/platform-api.ts';
import { maskName } from '../../../../../src/domain/masking.ts';
import { askPlatform, type Refusal } from '../../../shared/ask-platform.ts';
import { Icon } from '../../glass/icon.tsx';
import type { SignIn } from '../../glass/phone-glass.tsx';
import { Problem } from '../../glass/problem.tsx';
import { ScreenFrame } from '../../glass/screen-frame.tsx';
import { SimulatedCheck } from '../../glass/simulated-check.tsx';
import type { Owner } from '../../owner/owner.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

interface SignInScreenProps {
  readonly owner: Owner;
  readonly app: PhoneApp;
  /** Whether somebody was signed in whose time is over. */
  readonly hasExpired: boolean;
  readonly onSignedIn: (signIn: SignIn) => void;
  readonly onLeave: () => void;
}

/** Signing in to an app by fingerprint or face (PUB-03, PUB-09): no code before. */
export function SignInScreen({
  owner,
  app,
  hasExpired,
  onSignedIn,
  onLeave,
}: SignInScreenProps): ReactNode {
  const { t } = usePhoneTexts();
  const [check, setCheck] = useState<PhoneCheck>();
  const [hasFailed, setFailed] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  async function signIn(by: PhoneCheck): Promise<void> {
    setCheck(undefined);
    // The time is counted from before the platform counts it: the phone never thinks itself signed in for too long.
    const until = performance.now() + phoneSessionMinutes * 60_000;
    const body: PhoneSignInRequest = { app, idNumber: owner.idNumber, by };
    const answer = await askPlatform(platformPaths.phoneSessions, {
      method: 'POST',
      body,
      answer: phoneSignInAnswerSchema,
    });
    if (answer.ok) onSignedIn({ app, token: answer.value.token, until });
    else setRefusal(answer.problem);
  }

  function choose(by: PhoneCheck): void {
    setRefusal(undefined);
    setFailed(false);
    setCheck(by);
  }

  return (
    <ScreenFrame title={t('sign-in.title', { app: t(`app.${app}`) })} onBack={onLeave}>
      <p className="lead">{t('sign-in.who', { name: maskName(owner.name) })}</p>
      <p>{t('sign-in.why', { minutes: phoneSessionMinutes })}</p>
      {hasExpired && check === undefined && !hasFailed ? (
        <p className="notice" role="status">
          {t('sign-in.expired')}
        </p>
      ) : null}
      {hasFailed ? (
        <p className="problem" role="alert">
          {t('sign-in.failed')}
        </p>
      ) : null}
      <Problem refusal={refusal} />
      {check === undefined ? (
        <div className="buttons">
          {phoneCheckSchema.options.map((by) => (
            <button key={by} type="button" className="button-main" onClick={() => choose(by)}>
              <Icon name={by} />
              {t(`sign-in.${by}`)}
            </button>
          ))}
        </div>
      ) : (
        <SimulatedCheck
          title={t(`check.${check}`)}
          onPass={() => void signIn(check)}
          onFail={() => {
            setCheck(undefined);
            setFailed(true);
          }}
        />
      )}
    </ScreenFrame>
  );
}
