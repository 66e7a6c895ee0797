import { type BrowserWindow, screen } from 'electron';
import { type DisplayFacts, type EvaluatorPlace, placeWindows } from './placement.ts';

/** The two windows of a counter, kept where they belong while displays come and go. */
export interface WindowDesk {
  readonly clerk: BrowserWindow;
  /** The evaluator's window; absent while there is no display for it. */
  evaluator(): BrowserWindow | undefined;
}

/** What opening the windows needs. */
export interface WindowDeskOptions {
  readonly openClerk: (display: DisplayFacts) => BrowserWindow;
  readonly openEvaluator: (place: EvaluatorPlace) => BrowserWindow;
  /** Whether the citizen's window may lie on the clerk's display when there is no other. */
  readonly mayShareDisplay: boolean;
  /** Told whenever the citizen's screen comes or goes. */
  readonly onEvaluatorDisplay: (present: boolean) => void;
}

/**
 * Opens both windows and follows the displays. The evaluator's window is closed as soon as its display is gone and
 * made anew when there is one: window managers would move it onto the clerk's display and leave it there.
 */
export function openWindows(options: WindowDeskOptions): WindowDesk {
  const clerk = options.openClerk(screen.getPrimaryDisplay());
  // Another display may become the primary one: the clerk's is the one the clerk's window is on.
  const place = () =>
    placeWindows(
      screen.getAllDisplays(),
      screen.getDisplayMatching(clerk.getBounds()),
      options.mayShareDisplay,
    );
  let shown: { readonly window: BrowserWindow; readonly place: EvaluatorPlace } | undefined;

  const follow = () => {
    if (clerk.isDestroyed()) return;
    const wanted = place().evaluator;
    if (shown !== undefined && !isSame(shown.place, wanted)) {
      shown.window.destroy();
      shown = undefined;
      options.onEvaluatorDisplay(false);
    }
    if (shown === undefined && wanted !== undefined) {
      shown = { window: options.openEvaluator(wanted), place: wanted };
      options.onEvaluatorDisplay(true);
    }
  };
  screen.on('display-added', follow);
  screen.on('display-removed', follow);
  screen.on('display-metrics-changed', follow);
  clerk.on('closed', () => shown?.window.destroy());
  follow();
  return { clerk, evaluator: () => shown?.window };
}

function isSame(
  { display, isShared }: EvaluatorPlace,
  wanted: EvaluatorPlace | undefined,
): boolean {
  const { bounds } = display;
  const other = wanted?.display.bounds;
  return (
    wanted?.display.id === display.id &&
    wanted.isShared === isShared &&
    other?.x === bounds.x &&
    other.y === bounds.y &&
    other.width === bounds.width &&
    other.height === bounds.height
  );
}
