import type { ReactNode } from 'react';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import './moment.css';
import { TimeLeft } from './time-left.tsx';

/** When a page that waits for an answer came to the screen. */
export interface PageTimes {
  /** When the time to answer was last renewed. */
  since: number;
  /** When main took note that the page is on screen; `null` until then. */
  shownAt: number | null;
}

interface MomentProps extends PageTimes {
  page: Pick<ConsentPage, 'remaining' | 'touchOnly' | 'secondsToAnswer'>;
  isTouchNeeded: boolean;
  /** What else there is to notice; only one thing is said at a time. */
  children?: ReactNode;
}

/** What is true at this moment of a page that waits for an answer: the time left, and why the last input did not count. */
export function Moment({ page, since, shownAt, isTouchNeeded, children }: MomentProps): ReactNode {
  return (
    <div className="moment">
      <TimeLeft
        words={page.remaining}
        // No time runs before the page is known to be on screen.
        until={Math.max(shownAt ?? Number.POSITIVE_INFINITY, since) + page.secondsToAnswer * 1_000}
        outOf={page.secondsToAnswer}
      />
      <p className="notice" aria-live="polite" data-testid="touch-only">
        {isTouchNeeded && page.touchOnly}
      </p>
      {!isTouchNeeded && children}
    </div>
  );
}
