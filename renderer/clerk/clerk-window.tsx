import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot } from '../../src/contracts/clerk-ipc.ts';
import { ActionButton } from './desk/action-button.tsx';
import { useDesk, useDeskView } from './desk/desk-context.ts';
import { DeskPage } from './desk/desk-page.tsx';
import { FailureAlert } from './failures/failure-alert.tsx';
import { LockPage } from './session/lock-page.tsx';
import { LoginPage } from './session/login-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';

/** The clerk's window: first the settings, then the login page, the lock page, or the desk of whoever has logged in. */
export function ClerkWindow(): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const { snapshot, refusal, lockedAt } = useDeskView();

  if (snapshot === undefined) {
    if (refusal === undefined) return null;
    return (
      <main className="clerk-window-unopened">
        <FailureAlert
          testId="desk-failure"
          failure={refusal}
          action={
            <ActionButton testId="desk-try-again" act={desk.start}>
              {t('action.try-again')}
            </ActionButton>
          }
        />
      </main>
    );
  }
  const { session } = snapshot;
  if (session === undefined) {
    return snapshot.isSetUp ? (
      <LoginPage snapshot={snapshot} />
    ) : (
      <FirstStart snapshot={snapshot} />
    );
  }
  return snapshot.isLocked ? (
    <LockPage session={session} lockedAt={lockedAt} />
  ) : (
    <DeskPage session={session} snapshot={snapshot} />
  );
}

/** Without a platform's address nobody can log in. */
function FirstStart({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  return (
    <div className="clerk-window-first-start">
      <SettingsPage snapshot={snapshot} />
    </div>
  );
}
