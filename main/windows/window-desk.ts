import type { BrowserWindow, Screen } from 'electron';
import type { DisplayChoice, ListedDisplay } from '../../src/contracts/settings.ts';
import { type Failure, failure } from '../../src/failures/failure.ts';
import { type EvaluatorPlace, isSamePlace, listDisplays, placeWindows } from './placement.ts';

/** Where the two windows of a counter belong, while displays come and go. */
export interface WindowDesk {
  readonly clerk: BrowserWindow;
  /** The evaluator's window; absent while there is no display for it. */
  evaluator(): BrowserWindow | undefined;
  /** The displays there are now. */
  displays(): readonly ListedDisplay[];
  /** Puts the evaluator's window where `choice` belongs, at once; null: on whichever display is not the clerk's. */
  setChoice(choice: DisplayChoice | null): void;
}

/** What opening the windows needs. */
export interface WindowDeskOptions {
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getDisplayMatching' | 'on'>;
  readonly clerk: BrowserWindow;
  readonly openEvaluator: (place: EvaluatorPlace) => BrowserWindow;
  /** The display that the settings name for the citizen's window. */
  readonly choice: DisplayChoice | null;
  /** Whether the citizen's window may lie on the clerk's display when there is no other. */
  readonly mayShareDisplay: boolean;
  /**
   * Told whenever the citizen's screen comes or goes, and whenever the notice does.
   * @param notice the chosen display is not there, and another one is used
   */
  readonly onEvaluatorDisplay: (present: boolean, notice: Failure | undefined) => void;
}

/**
 * Opens the citizen's window and follows the displays. The evaluator's window is closed as soon as its display is gone and
 * made anew when there is one: window managers would move it onto the clerk's display and leave it there.
 */
export function openWindows(options: WindowDeskOptions): WindowDesk {
  const { screen, clerk } = options;
  let { choice } = options;
  // Another display may become the primary one: the clerk's is the one the clerk's window is on.
  const place = () =>
    placeWindows(
      screen.getAllDisplays(),
      screen.getDisplayMatching(clerk.getBounds()),
      choice,
      options.mayShareDisplay,
    );
  let shown: { readonly window: BrowserWindow; readonly place: EvaluatorPlace } | undefined;

  const tell = (at: EvaluatorPlace | undefined) =>
    options.onEvaluatorDisplay(
      at !== undefined,
      at?.usedInstead ? failure('evaluator.other-display') : undefined,
    );

  const follow = () => {
    if (clerk.isDestroyed()) return;
    const wanted = place().evaluator;
    if (shown !== undefined && (wanted === undefined || !isSamePlace(shown.place, wanted))) {
      shown.window.destroy();
      shown = undefined;
      tell(undefined);
    }
    if (wanted === undefined) return;
    const told = shown?.place.usedInstead;
    shown = { window: shown?.window ?? options.openEvaluator(wanted), place: wanted };
    if (told !== wanted.usedInstead) tell(wanted);
  };
  screen.on('display-added', follow);
  screen.on('display-removed', follow);
  screen.on('display-metrics-changed', follow);
  clerk.on('closed', () => shown?.window.destroy());
  follow();
  return {
    clerk,
    evaluator: () => shown?.window,
    displays: () => listDisplays(screen.getAllDisplays(), place()),
    setChoice(newChoice) {
      choice = newChoice;
      follow();
    },
  };
}
