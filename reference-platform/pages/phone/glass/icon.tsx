import type { ReactNode } from 'react';

/** Strokes on a ground of 24 × 24. */
const strokes = {
  home: 'M4 11 12 4l8 7M6 10v9h12v-9M10 19v-5h4v5',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20c1-4 4-6 8-6s7 2 8 6',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  fingerprint:
    'M6 12a6 6 0 0 1 12 0v2M9 20c-1.5-3-1.5-5-1.5-8M12 12v3c0 2 .5 4 1.5 5.5M15 12a3 3 0 0 0-6 0M17.5 18c-.7-1-1-2-1.2-3',
  face: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 9.5v1M15 9.5v1M12 9.5V13h-1M9 16c2 1.3 4 1.3 6 0',
  chosen: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 12.5l3 3 5.5-6.5',
  refused: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 12h8',
  open: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  consent: 'M6 3h9l4 4v14H6ZM9 13l2.5 2.5L16 11',
  looked: 'M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  call: 'M12 3a6 6 0 0 0-6 6v4l-2 4h16l-2-4V9a6 6 0 0 0-6-6ZM10 20h4',
  delegate:
    'M8 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2 20c.7-4 3-6 6-6s5.3 2 6 6M14 9h7M18 5.5l3.5 3.5-3.5 3.5',
  code: 'M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h2v2h-2ZM18 18h2v2h-2ZM18 14h2M14 18v2',
} as const;

export type IconName = keyof typeof strokes;

/** A picture beside a word; it says nothing that the word does not. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  );
}
