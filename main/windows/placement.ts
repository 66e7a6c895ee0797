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
  /** Absent: there is no screen for the citizen, and the clerk's is not used for it. */
  readonly evaluator?: EvaluatorPlace;
}

/** A place for the citizen's window. */
export interface EvaluatorPlace {
  readonly display: DisplayFacts;
  /** It lies on the clerk's display, as an ordinary window: for trying the product on one screen. */
  readonly isShared: boolean;
}

/**
 * Decides where the windows go: the clerk's on the primary display, the evaluator's on the leftmost other one.
 * @param mayShare whether the evaluator's window may lie on the clerk's display when there is no other
 */
export function placeWindows(
  displays: readonly DisplayFacts[],
  primary: DisplayFacts,
  mayShare: boolean,
): Placement {
  const own = displays
    .filter(({ id }) => id !== primary.id)
    .sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y)[0];
  if (own !== undefined) return { clerk: primary, evaluator: { display: own, isShared: false } };
  return mayShare
    ? { clerk: primary, evaluator: { display: primary, isShared: true } }
    : { clerk: primary };
}
