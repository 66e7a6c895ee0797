import { type RefObject, useEffect, useState } from 'react';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import { digestOf, renderedText } from './rendered-text.ts';

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
      // The first layout makes the browser ask for the fonts the text needs; only after they are in is it as meant.
      await painted();
      await document.fonts.ready;
      await painted();
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

/** Resolves once a frame has been painted: the second callback runs after the frame of the first. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
