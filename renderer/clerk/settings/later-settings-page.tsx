import { lazy, type ReactNode, Suspense } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';

// The one page that takes Ant Design, most of whose visitors are technicians: nobody else waits for it.
const SettingsPage = lazy(async () => {
  const { SettingsPage: page } = await import('./settings-page.tsx');
  return { default: page };
});

/** The settings, as soon as they are loaded. */
export function LaterSettingsPage({ snapshot }: { readonly snapshot: DeskSnapshot }): ReactNode {
  return (
    <Suspense fallback={null}>
      <SettingsPage snapshot={snapshot} />
    </Suspense>
  );
}
