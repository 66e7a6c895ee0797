import { lazy } from 'react';

const load = () => import('./desk-page.tsx');

/** The desk is not what the window opens with: it is loaded while somebody logs in. */
export const LaterDeskPage = lazy(async () => ({ default: (await load()).DeskPage }));

/** Loads it ahead of the login, so that nobody waits for it then. What goes wrong here is said when it is needed. */
export function loadDeskPage(): void {
  requestIdleCallback(() => void load().catch(() => undefined));
}
