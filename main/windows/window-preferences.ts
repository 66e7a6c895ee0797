import type { Session, WebPreferences } from 'electron';

/**
 * What every window of ours is allowed, which is nothing beyond showing its own page.
 * @param preload without it the page cannot call main
 */
export function windowPreferences(session: Session, preload?: string): WebPreferences {
  return {
    session,
    ...(preload === undefined ? {} : { preload }),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    devTools: false,
    backgroundThrottling: false,
  };
}
