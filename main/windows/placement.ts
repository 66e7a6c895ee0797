import type { DisplayChoice, ListedDisplay } from '../../src/contracts/settings.ts';

type Rectangle = DisplayChoice['bounds'];

/** A display as far as placing windows is concerned; all in device-independent pixels. */
export interface DisplayFacts extends Readonly<DisplayChoice> {
  readonly workArea: Rectangle;
  /** False: the system knows of the display, and it is not there. */
  readonly detected?: boolean;
}

/** Where the two windows belong. */
export interface Placement {
  readonly clerk: DisplayFacts;
  /** Absent: there is no screen for the citizen, and the clerk's is not used for it. */
  readonly evaluator?: EvaluatorPlace;
}

/** A place for the citizen's window. */
export interface EvaluatorPlace {
  readonly display: DisplayFacts;
  /** It lies on the clerk's display, as an ordinary window: for trying the product on one screen. */
  readonly isShared: boolean;
  /** Another display was chosen, and is not there. */
  readonly usedInstead: boolean;
}

/**
 * Decides where the evaluator's window goes: on the chosen display, else on the leftmost that is not the clerk's. A
 * display that mirrors the clerk's is the clerk's. A choice that has become the clerk's display counts for nothing.
 * @param clerk the display that the clerk's window is on
 * @param mayShare whether the evaluator's window may lie on the clerk's display when there is no other
 */
export function placeWindows(
  displays: readonly DisplayFacts[],
  clerk: DisplayFacts,
  choice: DisplayChoice | null,
  mayShare: boolean,
): Placement {
  const others = inOrder(displays).filter((display) => !showsTheSame(display, clerk));
  const chosen = choice === null ? undefined : findChosen(others, choice);
  const display = chosen ?? others[0];
  if (display !== undefined) {
    const isMissed =
      choice !== null && chosen === undefined && findChosen([clerk], choice) === undefined;
    return { clerk, evaluator: { display, isShared: false, usedInstead: isMissed } };
  }
  return mayShare
    ? { clerk, evaluator: { display: clerk, isShared: true, usedInstead: false } }
    : { clerk };
}

/** The displays as the settings page lists them, numbered from left to right. */
export function listDisplays(
  displays: readonly DisplayFacts[],
  { clerk, evaluator }: Placement,
): readonly ListedDisplay[] {
  return inOrder(displays).map((display, index) => ({
    number: index + 1,
    id: display.id,
    label: display.label,
    bounds: display.bounds,
    isClerk: showsTheSame(display, clerk),
    isEvaluator: evaluator !== undefined && isSameDisplay(display, evaluator.display),
  }));
}

/** Whether two places are the same, so that a window on one need not be made anew for the other. */
export function isSamePlace(one: EvaluatorPlace, other: EvaluatorPlace): boolean {
  return one.isShared === other.isShared && isSameDisplay(one.display, other.display);
}

/** Those that are there, from left to right and from top to bottom. */
function inOrder(displays: readonly DisplayFacts[]): readonly DisplayFacts[] {
  return displays
    .filter(({ detected }) => detected !== false)
    .sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y);
}

function findChosen(
  displays: readonly DisplayFacts[],
  { id, label, bounds }: DisplayChoice,
): DisplayFacts | undefined {
  const isThere = (display: DisplayFacts) => isSameRectangle(display.bounds, bounds);
  const byId = displays.filter((display) => display.id === id);
  return (
    // Ids are 64 bits wide and arrive rounded: those of two displays of one make may be the same.
    byId.find(isThere) ??
    byId[0] ??
    displays.find((display) => display.label === label && isThere(display))
  );
}

/** Whether the middle of one lies in the other; edges overlap by a pixel where a scale is not a whole number. */
function showsTheSame(one: DisplayFacts, other: DisplayFacts): boolean {
  return hasMiddleOf(one.bounds, other.bounds) || hasMiddleOf(other.bounds, one.bounds);
}

function hasMiddleOf({ x, y, width, height }: Rectangle, inner: Rectangle): boolean {
  const right = inner.x + inner.width / 2 - x;
  const down = inner.y + inner.height / 2 - y;
  return right >= 0 && right < width && down >= 0 && down < height;
}

function isSameDisplay(one: DisplayFacts, other: DisplayFacts): boolean {
  return one.id === other.id && isSameRectangle(one.bounds, other.bounds);
}

function isSameRectangle(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height
  );
}
