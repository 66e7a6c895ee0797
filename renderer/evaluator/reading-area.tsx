import { type ReactNode, useEffect, useRef, useState } from 'react';

/** How much of its height one touch of the hint moves the text: a part stays, so that nobody loses their place. */
const MOVED_PART = 0.75;

/** The part of a page that scrolls, with a sign that there is more below for as long as there is. */
export function ReadingArea({ children }: { children: ReactNode }): ReactNode {
  const area = useRef<HTMLElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [moreBelow, setMoreBelow] = useState(false);

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
    <div className="reading">
      <main ref={area} className="reading-area">
        {children}
        <div ref={end} className="reading-end" />
      </main>
      {moreBelow && (
        <div className="more-below" aria-hidden="true">
          <button type="button" tabIndex={-1} onPointerUp={moveDown}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M5 9l7 7 7-7" />
            </svg>
          </button>
        </div>
      )}
    </div>
  );
}
