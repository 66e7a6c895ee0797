import type { ReactNode } from 'react';
import './busy-mark.css';

/** Turns while something is under way, from 0.4 s on: a mark that flashes for a few milliseconds is noise. */
export function BusyMark(): ReactNode {
  return <span className="busy-mark" aria-hidden="true" />;
}
