import { type ReactNode, useEffect } from 'react';
import { useDeskView } from './desk/desk-context.ts';
import { DeskPage, FirstStart, Later, LockPage, loadLater, UnopenedDesk } from './later.tsx';
import { LoginPage } from './session/login-page.tsx';

/** The clerk's window: first the settings, then the login page, the lock page, or the desk of whoever has logged in. */
export function ClerkWindow(): ReactNode {
  const { snapshot, refusal } = useDeskView();

  useEffect(() => {
    if (snapshot === undefined) return;
    const callback = requestIdleCallback(() => void loadLater().catch(() => undefined));
    return () => cancelIdleCallback(callback);
  }, [snapshot]);

  if (snapshot === undefined && refusal !== undefined) {
    return (
      <Later>
        <UnopenedDesk failure={refusal} />
      </Later>
    );
  }
  const session = snapshot?.session;
  if (snapshot === undefined || (session === undefined && snapshot.isSetUp)) {
    return <LoginPage snapshot={snapshot} />;
  }
  return (
    <Later>
      {session === undefined ? (
        <FirstStart snapshot={snapshot} />
      ) : snapshot.lockedSince === undefined ? (
        <DeskPage session={session} snapshot={snapshot} />
      ) : (
        <LockPage session={session} since={snapshot.lockedSince} />
      )}
    </Later>
  );
}
