import type { ReactNode } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { LaterSettingsPage } from './later-settings-page.tsx';

/** Without a platform's address nobody can log in. */
export function FirstStart({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  return (
    <div className="clerk-window-first-start">
      <LaterSettingsPage snapshot={snapshot} />
    </div>
  );
}
