import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './window-call.css';

interface WindowCallProps {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly onOpen: () => void;
}

/** A window waits for this person's answer; where that is given is one touch away. */
export function WindowCall({ heading, lines, onOpen }: WindowCallProps): ReactNode {
  return (
    <button type="button" className="window-call" onClick={onOpen}>
      <Icon name="call" />
      <span className="card-text">
        <strong>{heading}</strong>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
      <Icon name="next" />
    </button>
  );
}
