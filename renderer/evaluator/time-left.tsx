import type { ReactNode } from 'react';
import { fillPlaces } from '../../src/support/fill-places.ts';
import { useSecondsLeft } from '../shared/use-seconds-left.ts';

/** Seconds at which a screen reader says the time. */
const SPOKEN_AT = [10, 30, 60];

interface TimeLeftProps {
  /** Words with `{{seconds}}` in them. */
  words: string;
  /** When the time is up (`performance.now()`). */
  until: number;
  /** Seconds the ring is full at; more are never shown. */
  outOf: number;
}

/** The time left to answer, as words and as a ring that empties. */
export function TimeLeft({ words, until, outOf }: TimeLeftProps): ReactNode {
  const seconds = Math.min(useSecondsLeft(until), outOf);
  const spoken = SPOKEN_AT.find((mark) => seconds <= mark && mark < outOf);
  return (
    <div className="time-left">
      <svg className="time-ring" viewBox="0 0 40 40" aria-hidden="true">
        <circle className="time-ring-ground" cx="20" cy="20" r="16" />
        <circle
          className="time-ring-left"
          cx="20"
          cy="20"
          r="16"
          pathLength={outOf}
          strokeDasharray={`${seconds} ${outOf}`}
        />
      </svg>
      <p className="tabular-figures" data-testid="remaining">
        {fillPlaces(words, { seconds })}
      </p>
      <p className="spoken-only" aria-live="polite">
        {spoken !== undefined && fillPlaces(words, { seconds: spoken })}
      </p>
    </div>
  );
}
