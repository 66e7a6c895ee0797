import { useEffect, useRef } from 'react';
import { usePageVisible } from '../live-code/use-page-visible.ts';

/** Does something whenever the page is seen again after it was not, e.g. asks once more. @param act stays the same */
export function useSeenAgain(act: () => void): void {
  const isVisible = usePageVisible();
  const wasVisible = useRef(isVisible);
  useEffect(() => {
    if (isVisible && !wasVisible.current) act();
    wasVisible.current = isVisible;
  }, [isVisible, act]);
}
