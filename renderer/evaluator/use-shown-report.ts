import { type RefObject, useEffect, useState } from 'react';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import { digestOf, renderedText, shownAsMeant } from '../shared/rendered-text.ts';

/**
 * Tells main once that the page is on screen, with the digest of what was rendered.
 * @returns when main took note of it (`performance.now()`); `null` until then
 */
export function useShownReport(
  evaluator: EvaluatorBridge,
  pageId: string,
  root: RefObject<HTMLElement | null>,
  forget: (pageId: string) => void,
): number | null {
  const [shownAt, setShownAt] = useState<number | null>(null);

  useEffect(() => {
    let replaced = false;

    async function report(): Promise<void> {
      await shownAsMeant();
      if (replaced || root.current === null) return;
      const digest = await digestOf(renderedText(root.current));
      if (replaced) return;
      const reply = await evaluator.call('page:shown', { pageId, digest });
      if (replaced) return;
      if (reply.ok) setShownAt(performance.now());
      else forget(pageId);
    }

    report().catch(() => {
      if (!replaced) forget(pageId);
    });
    return () => {
      replaced = true;
    };
  }, [evaluator, pageId, root, forget]);

  return shownAt;
}
