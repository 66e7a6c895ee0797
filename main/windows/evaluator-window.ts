import { BrowserWindow, type BrowserWindowConstructorOptions, type Session } from 'electron';
import type { Log } from '../diagnostics/log.ts';
import { pageAddress } from '../security/app-scheme.ts';
import type { EvaluatorPlace } from './placement.ts';
import { windowPreferences } from './window-preferences.ts';

/** What the evaluator window needs. */
export interface EvaluatorWindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly place: EvaluatorPlace;
  readonly log: Log;
  /** The page's process died, and with it whatever was on screen. */
  readonly onLost: () => void;
}

/**
 * The citizen's window: fills its display, has no frame, and never takes the focus, so that the clerk's keyboard can
 * not reach it. It is made on its display rather than moved there, and closed with it.
 */
export function openEvaluatorWindow(options: EvaluatorWindowOptions): BrowserWindow {
  const { place, log } = options;
  const window = new BrowserWindow({
    ...(place.isShared ? sharedWindow(place) : ownScreen(place)),
    show: false,
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

function ownScreen({ display }: EvaluatorPlace): BrowserWindowConstructorOptions {
  return { ...display.bounds, frame: false, kiosk: true };
}

/** Half as large as the display, in its lower right corner. */
function sharedWindow({ display: { workArea } }: EvaluatorPlace): BrowserWindowConstructorOptions {
  const width = Math.round(workArea.width / 2);
  const height = Math.round(workArea.height / 2);
  return {
    x: workArea.x + workArea.width - width,
    y: workArea.y + workArea.height - height,
    width,
    height,
    alwaysOnTop: true,
  };
}
