import { type ReactNode, useEffect } from 'react';
import { useMoreBelow } from '../shared/use-more-below.ts';

interface ReadingAreaProps {
  /** The word on the sign that there is more below. */
  moreBelow: string;
  /** The end has come into view; told again whenever it does. */
  onEnd?: () => void;
  children: ReactNode;
}

/** The part of a page that scrolls, with a sign that there is more below for as long as there is. */
export function ReadingArea({ moreBelow, onEnd, children }: ReadingAreaProps): ReactNode {
  const { end, isMoreBelow, isEndSeen, moveDown } = useMoreBelow();

  useEffect(() => {
    if (isEndSeen) onEnd?.();
  }, [isEndSeen, onEnd]);

  return (
    <main className="reading">
      <div className="reading-area">
        {children}
        <div ref={end} className="reading-end" />
      </div>
      {isMoreBelow && (
        <button type="button" className="more-below" onPointerUp={moveDown}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M5 9l7 7 7-7" />
          </svg>
          {moreBelow}
        </button>
      )}
    </main>
  );
}
