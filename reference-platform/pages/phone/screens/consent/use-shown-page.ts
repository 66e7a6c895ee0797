import { type RefObject, useEffect, useState } from 'react';
import {
  digestOf,
  renderedText,
  shownAsMeant,
} from '../../../../../renderer/shared/rendered-text.ts';

interface ShownPage {
  /** SHA-256 (hex) of what was rendered, before anything was chosen. */
  readonly digest: string;
  /** When it was on screen, as a point in time of `performance.now()`. */
  readonly at: number;
}

/** What was rendered of a page. @returns nothing until it is on screen */
export function useShownPage(root: RefObject<HTMLElement | null>): ShownPage | undefined {
  const [shown, setShown] = useState<ShownPage>();
  useEffect(() => {
    let isCurrent = true;
    void shownAsMeant().then(async () => {
      if (!isCurrent || root.current === null) return;
      const digest = await digestOf(renderedText(root.current));
      if (isCurrent) setShown({ digest, at: performance.now() });
    });
    return () => {
      isCurrent = false;
    };
  }, [root]);
  return shown;
}
