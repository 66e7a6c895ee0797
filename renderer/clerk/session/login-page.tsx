import { type ReactNode, useState } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { failure } from '../../../src/failures/failure.ts';
import { ActionButton } from '../desk/action-button.tsx';
import { Alert } from '../desk/alert.tsx';
import { useDesk, useDeskView } from '../desk/desk-context.ts';
import { NoticeBand } from '../desk/notice-band.tsx';
import { TextField } from '../desk/text-field.tsx';
import { EnrolmentEntry } from '../enrolment/enrolment-entry.tsx';
import { FailureAlert } from '../failures/failure-alert.tsx';
import { useTexts } from '../locale/texts.ts';
import { PlatformState } from '../top-bar/platform-state.tsx';
import { SessionForm } from './session-form.tsx';
import { takeFocus } from './take-focus.ts';
import './session-sheet.css';

interface LoginPageProps {
  /** Undefined while the program is being opened. */
  readonly snapshot: DeskSnapshot | undefined;
}

/** Refusals of a log-in that another enrolment mends. */
const enrolmentWanted: ReadonlySet<string> = new Set([
  'enrolment.required',
  'platform.not-genuine',
]);

/** Who sits at this window? Nothing else is shown before that is known. */
export function LoginPage({ snapshot }: LoginPageProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const { refusal } = useDeskView();
  const [account, setAccount] = useState('');
  const [hasEnrolled, setHasEnrolled] = useState(false);
  const isRevoked = snapshot?.enrolment.state === 'revoked';
  const isWanted = refusal !== undefined && enrolmentWanted.has(refusal.code);

  return (
    <div className="session-page">
      {snapshot === undefined ? null : <NoticeBand notices={snapshot.notices} />}
      <main className="session-sheet">
        <header className="session-heading">
          <p className="session-product">{t('product.name')}</p>
          <h1>{t('login.heading')}</h1>
        </header>
        {isRevoked ? (
          <FailureAlert testId="workstation-revoked" failure={failure('enrolment.revoked')} />
        ) : (
          <SessionForm
            name="login"
            submit={{ testId: 'login-submit', text: t('login.submit') }}
            passwordFirst={false}
            isComplete={account.trim() !== ''}
            trouble={
              refusal === undefined || (isWanted && hasEnrolled) ? null : (
                <FailureAlert testId="login-failure" failure={refusal} />
              )
            }
            give={(password) => {
              setHasEnrolled(false);
              return desk.call('session:log-in', { account: account.trim(), password });
            }}
          >
            <div className="session-field">
              <label htmlFor="login-account">{t('login.account')}</label>
              <TextField
                look="large"
                id="login-account"
                data-testid="login-account"
                ref={takeFocus}
                maxLength={64}
                value={account}
                onChange={(event) => setAccount(event.target.value)}
              />
            </div>
          </SessionForm>
        )}
        {isRevoked || (isWanted && !hasEnrolled) ? (
          <EnrolmentEntry onEnrolled={() => setHasEnrolled(true)} />
        ) : null}
        {hasEnrolled ? (
          <Alert data-testid="enrolment-done" severity="success" title={t('enrolment.done')} />
        ) : null}
        <footer className="session-foot">
          {snapshot === undefined ? null : <PlatformState {...snapshot} />}
          {snapshot === undefined ? null : <OfflineLogin {...snapshot.connectivity} />}
        </footer>
      </main>
    </div>
  );
}

/** How somebody logs in while the platform is away. */
function OfflineLogin({ mode, isDrill }: DeskSnapshot['connectivity']): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  if (isDrill) {
    return (
      <>
        <p data-testid="login-offline">{t('login.drill')}</p>
        <ActionButton testId="end-drill" act={() => desk.call('drill:end', null)}>
          {t('action.end-drill')}
        </ActionButton>
      </>
    );
  }
  if (mode === 'online') return null;
  return (
    <p data-testid="login-offline" data-mode={mode}>
      {t(mode === 'locked' ? 'login.locked' : 'login.offline')}
    </p>
  );
}
