import { BrowserWindow, type Session } from 'electron';
import type { CitizenLanguage } from '../../src/domain/consent.ts';
import type { Log } from '../diagnostics/log.ts';
import { pageAddress } from '../security/app-scheme.ts';
import type { DisplayFacts } from './placement.ts';
import { windowPreferences } from './window-preferences.ts';

/** What the clerk's window needs. */
export interface ClerkWindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly display: DisplayFacts;
  readonly title: string;
  /** The language of the login page, which is shown while the program is still being opened; without it the page waits. */
  readonly openingLanguage: CitizenLanguage | undefined;
  readonly log: Log;
}

/**
 * The clerk's window, filling its display's work area. When its page's process dies it is loaded again: main holds the
 * truth, so nothing is lost with it.
 */
export function openClerkWindow(options: ClerkWindowOptions): BrowserWindow {
  const { display, log } = options;
  const window = new BrowserWindow({
    ...display.workArea,
    title: options.title,
    show: false,
    backgroundColor: '#f5f6f8',
    webPreferences: windowPreferences(options.session, options.preload),
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.warn('clerk-window.lost', { reason });
    loadClerkPage(window, log);
  });
  loadClerkPage(window, log, options.openingLanguage);
  return window;
}

/** Loads the clerk's page, or loads it again. */
export function loadClerkPage(
  window: BrowserWindow,
  log: Log,
  openingLanguage?: CitizenLanguage,
): void {
  window.loadURL(openingAddress(openingLanguage)).catch((cause: unknown) => {
    log.warn('clerk-window.load-failed', { cause: String(cause) });
  });
}

function openingAddress(language: CitizenLanguage | undefined): string {
  const address = new URL(pageAddress('clerk'));
  if (language !== undefined) address.searchParams.set('opening', language);
  return address.href;
}
