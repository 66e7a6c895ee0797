/** A display as far as placing windows is concerned; all in device-independent pixels. */
export interface DisplayFacts {
  readonly id: number;
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly workArea: DisplayFacts['bounds'];
}

/** Where the two windows belong. */
export interface Placement {
  readonly clerk: DisplayFacts;
  /** Absent: there is no screen for the citizen, and none of the clerk's is ever used for it. */
  readonly evaluator?: DisplayFacts;
}

/** Decides where the windows go: the clerk's on the primary display, the evaluator's on the leftmost other one. */
export function placeWindows(displays: readonly DisplayFacts[], primary: DisplayFacts): Placement {
  const others = displays
    .filter(({ id }) => id !== primary.id)
    .sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y);
  const evaluator = others[0];
  return evaluator === undefined ? { clerk: primary } : { clerk: primary, evaluator };
}
