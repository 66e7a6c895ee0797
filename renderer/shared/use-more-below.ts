import { type RefObject, useEffect, useRef, useState } from 'react';

/** How much of its height one touch of the hint moves the text: a part stays, so that nobody loses their place. */
const MOVED_PART = 0.75;

interface MoreBelow {
  /** For the last child of the area that scrolls. */
  readonly end: RefObject<HTMLDivElement | null>;
  readonly isMoreBelow: boolean;
  /** The end is in view; false, too, as long as nobody has looked. */
  readonly isEndSeen: boolean;
  readonly moveDown: () => void;
}

/** Whether an area that scrolls goes on below what is seen of it. */
export function useMoreBelow(): MoreBelow {
  const end = useRef<HTMLDivElement>(null);
  const [isMoreBelow, setMoreBelow] = useState<boolean>();

  useEffect(() => {
    if (end.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => setMoreBelow(entry?.isIntersecting === false),
      { root: end.current.parentElement },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);

  function moveDown(): void {
    const area = end.current?.parentElement;
    area?.scrollBy({ top: area.clientHeight * MOVED_PART });
  }

  return { end, isMoreBelow: isMoreBelow === true, isEndSeen: isMoreBelow === false, moveDown };
}
