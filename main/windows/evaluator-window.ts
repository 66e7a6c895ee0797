import { BrowserWindow, type Session } from 'electron';
import type { Log } from '../diagnostics/log.ts';
import { pageAddress } from '../security/app-scheme.ts';
import type { DisplayFacts } from './placement.ts';
import { windowPreferences } from './window-preferences.ts';

/** What the evaluator window needs. */
export interface EvaluatorWindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly display: DisplayFacts;
  readonly log: Log;
  /** The page's process died, and with it whatever was on screen. */
  readonly onLost: () => void;
}

/**
 * The citizen's window: fills its display, has no frame, and never takes the focus, so that the clerk's keyboard can
 * not reach it. It is made on its display rather than moved there, and closed with it.
 */
export function openEvaluatorWindow(options: EvaluatorWindowOptions): BrowserWindow {
  const { display, log } = options;
  const window = new BrowserWindow({
    ...display.bounds,
    show: false,
    frame: false,
    kiosk: true,
    focusable: false,
    skipTaskbar: true,
    backgroundColor: '#ffffff',
    webPreferences: windowPreferences(options.session, options.preload),
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.showInactive());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.warn('evaluator-window.lost', { reason });
    options.onLost();
    load();
  });
  const load = () => {
    window.loadURL(pageAddress('evaluator')).catch((cause: unknown) => {
      log.warn('evaluator-window.load-failed', { cause: String(cause) });
    });
  };
  load();
  return window;
}
