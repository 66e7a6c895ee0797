import type { ReactNode } from 'react';
import { useDeskView } from './desk/desk-context.ts';
import { DeskPage } from './desk/desk-page.tsx';
import { UnopenedDesk } from './desk/unopened-desk.tsx';
import { LockPage } from './session/lock-page.tsx';
import { LoginPage } from './session/login-page.tsx';
import { FirstStart } from './settings/first-start.tsx';

/** The clerk's window: first the settings, then the login page, the lock page, or the desk of whoever has logged in. */
export function ClerkWindow(): ReactNode {
  const { snapshot, refusal } = useDeskView();
  if (snapshot === undefined) {
    return refusal === undefined ? (
      <LoginPage snapshot={undefined} />
    ) : (
      <UnopenedDesk failure={refusal} />
    );
  }
  const { session, isSetUp, lockedSince } = snapshot;
  if (session === undefined) {
    return isSetUp ? <LoginPage snapshot={snapshot} /> : <FirstStart snapshot={snapshot} />;
  }
  return lockedSince === undefined ? (
    <DeskPage session={session} snapshot={snapshot} />
  ) : (
    <LockPage session={session} since={lockedSince} />
  );
}
