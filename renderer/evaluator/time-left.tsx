import type { ReactNode } from 'react';

/** Seconds at which a screen reader says the time. */
const SPOKEN_AT = [10, 30, 60];

interface TimeLeftProps {
  /** Words with `{{seconds}}` in them. */
  words: string;
  seconds: number;
  outOf: number;
}

/** The time left to answer, as words and as a ring that empties. */
export function TimeLeft({ words, seconds, outOf }: TimeLeftProps): ReactNode {
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
        {withSeconds(words, seconds)}
      </p>
      <p className="spoken-only" aria-live="polite">
        {spoken !== undefined && withSeconds(words, spoken)}
      </p>
    </div>
  );
}

/** Puts the running seconds into words that main sent with a placeholder. */
export function withSeconds(words: string, seconds: number): string {
  return words.replace('{{seconds}}', String(seconds));
}
