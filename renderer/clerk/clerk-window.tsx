import { type ReactNode, Suspense, useEffect } from 'react';
import type { DeskSnapshot } from '../../src/contracts/clerk-ipc.ts';
import { useDeskView } from './desk/desk-context.ts';
import { LaterDeskPage, loadDeskPage } from './desk/later-desk-page.tsx';
import { UnopenedDesk } from './desk/unopened-desk.tsx';
import { CodeScanning } from './scanning/code-scanning.tsx';
import { LockPage } from './session/lock-page.tsx';
import { LoginPage } from './session/login-page.tsx';
import { FirstStart } from './settings/first-start.tsx';

/** The clerk's window: first the settings, then the login page, the lock page, or the desk of whoever has logged in. */
export function ClerkWindow(): ReactNode {
  const { snapshot, refusal } = useDeskView();
  const isOpened = snapshot !== undefined;
  useEffect(() => {
    if (isOpened) loadDeskPage();
  }, [isOpened]);

  if (snapshot === undefined) {
    return refusal === undefined ? (
      <LoginPage snapshot={undefined} />
    ) : (
      <UnopenedDesk failure={refusal} />
    );
  }
  return (
    <>
      <CodeScanning {...snapshot} />
      <OpenedWindow snapshot={snapshot} />
    </>
  );
}

function OpenedWindow({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  const { session, isSetUp, lockedSince } = snapshot;
  if (session === undefined) {
    return isSetUp ? <LoginPage snapshot={snapshot} /> : <FirstStart snapshot={snapshot} />;
  }
  return lockedSince === undefined ? (
    <Suspense fallback={null}>
      <LaterDeskPage session={session} snapshot={snapshot} />
    </Suspense>
  ) : (
    <LockPage session={session} since={lockedSince} mode={snapshot.connectivity.mode} />
  );
}
