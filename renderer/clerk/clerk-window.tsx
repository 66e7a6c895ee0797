import { useTranslation } from 'react-i18next';
import { ActionButton } from './desk/action-button.tsx';
import { useDesk, useDeskView } from './desk/desk-context.ts';
import { DeskPage } from './desk/desk-page.tsx';
import { FailureAlert } from './failures/failure-alert.tsx';
import { LoginPage } from './session/login-page.tsx';

/** The clerk's window: the login page, or the desk of whoever has logged in. */
export function ClerkWindow() {
  const { t } = useTranslation();
  const desk = useDesk();
  const { snapshot, refusal } = useDeskView();

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
  return session === undefined ? (
    <LoginPage snapshot={snapshot} />
  ) : (
    <DeskPage session={session} snapshot={snapshot} />
  );
}
