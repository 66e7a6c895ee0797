import { BrowserWindow, type Session } from 'electron';
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
  readonly log: Log;
  /** The page's process died; what it showed is gone. */
  readonly onLost: () => void;
  /** The clerk has used a key or the pointer. */
  readonly onInput: () => void;
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
    options.onLost();
    load();
  });
  window.webContents.on('input-event', options.onInput);
  const load = () => {
    window.loadURL(pageAddress('clerk')).catch((cause: unknown) => {
      log.warn('clerk-window.load-failed', { cause: String(cause) });
    });
  };
  load();
  return window;
}
