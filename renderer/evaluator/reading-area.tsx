import { type ReactNode, useEffect, useRef, useState } from 'react';

/** How much of its height one touch of the hint moves the text: a part stays, so that nobody loses their place. */
const MOVED_PART = 0.75;

interface ReadingAreaProps {
  /** The word on the sign that there is more below. */
  moreBelow: string;
  children: ReactNode;
}

/** The part of a page that scrolls, with a sign that there is more below for as long as there is. */
export function ReadingArea({ moreBelow, children }: ReadingAreaProps): ReactNode {
  const area = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [isMoreBelow, setMoreBelow] = useState(false);

  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => setMoreBelow(entry?.isIntersecting === false),
      { root: area.current },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);

  function moveDown(): void {
    area.current?.scrollBy({ top: area.current.clientHeight * MOVED_PART });
  }

  return (
    <main className="reading">
      <div ref={area} className="reading-area">
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
