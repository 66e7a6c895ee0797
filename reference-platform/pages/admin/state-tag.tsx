import type { ReactNode } from 'react';

/** How good a state is. */
export type StateTone = 'plain' | 'good' | 'doubtful' | 'bad';

/** A state in one word, in colours that can be read. */
export function StateTag({
  tone,
  children,
}: {
  readonly tone: StateTone;
  readonly children: ReactNode;
}): ReactNode {
  return <span className={`state-tag state-${tone}`}>{children}</span>;
}
