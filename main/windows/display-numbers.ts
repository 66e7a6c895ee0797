import { BrowserWindow, type Session } from 'electron';
import type { ListedDisplay } from '../../src/contracts/settings.ts';
import type { Log } from '../diagnostics/log.ts';
import { pageAddress } from '../security/app-scheme.ts';
import type { WindowDesk } from './window-desk.ts';
import { windowPreferences } from './window-preferences.ts';

const shownMs = 5000;
const side = 240;
const margin = 48;

/**
 * Shows on every display its number, in the lower left corner and over everything else, for five seconds: so that a
 * technician sees which is which. The numbers take neither the focus nor a touch.
 * @param session serves the page `display-number`
 */
export function showDisplayNumbers(
  { clerk, displays }: WindowDesk,
  session: Session,
  log: Log,
): void {
  const numbers = displays().map((display) => openNumber(display, session, log));
  const close = (): void => {
    clearTimeout(timer);
    clerk.off('closed', close);
    for (const number of numbers) {
      if (!number.isDestroyed()) number.destroy();
    }
  };
  const timer = setTimeout(close, shownMs);
  // The program ends with its last window, and that is not to be one of these.
  clerk.on('closed', close);
}

function openNumber({ number, bounds }: ListedDisplay, session: Session, log: Log): BrowserWindow {
  const window = new BrowserWindow({
    x: bounds.x + margin,
    y: bounds.y + bounds.height - side - margin,
    width: side,
    height: side,
    show: false,
    frame: false,
    hasShadow: false,
    resizable: false,
    focusable: false,
    skipTaskbar: true,
    webPreferences: { ...windowPreferences(session), javascript: false },
  });
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setIgnoreMouseEvents(true);
  window.once('ready-to-show', () => window.showInactive());
  window.loadURL(`${pageAddress('display-number')}#display-${number}`).catch((cause: unknown) => {
    log.warn('display-number.load-failed', { cause: String(cause) });
  });
  return window;
}
