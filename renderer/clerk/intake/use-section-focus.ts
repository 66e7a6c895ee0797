import { type RefObject, useEffect, useRef } from 'react';
import { isLayerOpen } from '../desk/modal-layer.tsx';

/**
 * Brings the section that has just opened into view, and the focus to its first field. A focus that is somewhere else
 * in the window stays there, except when the whole case has just been opened.
 * @param page holds the sections
 * @param step changes when another section opens
 */
export function useSectionFocus(page: RefObject<HTMLElement | null>, step: string): void {
  const isJustOpened = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is what moves page and focus
  useEffect(() => {
    // With the next frame, which lays the new section out anyway; before it, it would be laid out twice.
    const frame = requestAnimationFrame(() => {
      const open =
        page.current?.querySelectorAll<HTMLElement>('[data-section-state="current"]') ?? [];
      // The last one has the final word: it says what has happened.
      for (const section of open) section.scrollIntoView({ block: 'nearest' });
      const last = [...open].at(-1);
      const isElsewhere = isFocusOutside(page.current) && !isJustOpened.current;
      isJustOpened.current = false;
      if (last === undefined || isElsewhere || isLayerOpen()) return;
      const field = last.querySelector<HTMLElement>('[data-first-field]');
      const hasFailed = last.querySelector('.case-failures') !== null;
      (field ?? last).focus({ preventScroll: field === null || hasFailed });
    });
    return () => cancelAnimationFrame(frame);
  }, [step]);
}

function isFocusOutside(page: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return focused !== null && focused !== document.body && page?.contains(focused) === false;
}
