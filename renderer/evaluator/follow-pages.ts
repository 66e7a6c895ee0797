import type { EvaluatorBridge, Unsubscribe } from '../../src/contracts/bridges.ts';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';

/** How often the window says that it lives, and asks what it should show. */
export const ALIVE_EVERY_MS = 5_000;

/** A page that is to be on screen. */
export interface Showing {
  readonly page: EvaluatorPage;
  /** When main sent it, or last renewed its time to answer (`performance.now()`). */
  readonly since: number;
}

/** A screen that follows main, and can be told to forget. */
export interface PageFollower {
  /** This page is in doubt: if it is still there, nothing is shown until main has said anew what should be. */
  readonly forget: (pageId: string) => void;
  readonly stop: Unsubscribe;
}

/**
 * Keeps the screen at the page main wants, the newest always. Pages come by event at once, and as the answer to a sign
 * of life every few seconds in case an event was lost. `null` is shown whenever it is not certain what should be.
 */
export function followPages(
  evaluator: EvaluatorBridge,
  show: (showing: Showing | null) => void,
): PageFollower {
  let shown: EvaluatorPage | null = null;
  /** Counts everything that makes an answer under way out of date. */
  let turn = 0;
  let unanswered = false;

  function change(page: EvaluatorPage | null): void {
    turn += 1;
    // The texts under one id never change: the same id again only tells how long there is to answer from now on.
    shown =
      shown?.pageId === page?.pageId && isTimed(shown) && isTimed(page)
        ? { ...shown, secondsToAnswer: page.secondsToAnswer }
        : page;
    show(shown === null ? null : { page: shown, since: performance.now() });
  }

  async function ask(): Promise<void> {
    // Main has not answered for a whole round: it may have stopped, and with it every limit of time.
    if (unanswered) change(null);
    unanswered = true;
    const asked = turn;
    let page: EvaluatorPage | null = null;
    try {
      const reply = await evaluator.call('page:alive', { pageId: shown?.pageId ?? null });
      if (reply.ok) page = reply.value;
    } catch {
      // No answer is as good as a failed one: nothing is shown.
    }
    if (asked !== turn) return;
    unanswered = false;
    if (page === null || page.pageId !== shown?.pageId) change(page);
  }

  const unsubscribe = evaluator.onPageShow((page) => {
    unanswered = false;
    change(page);
  });
  const timer = setInterval(ask, ALIVE_EVERY_MS);
  void ask();

  return {
    forget: (pageId) => {
      if (pageId === shown?.pageId) change(null);
    },
    stop: () => {
      turn += 1;
      clearInterval(timer);
      unsubscribe();
    },
  };
}

function isTimed(
  page: EvaluatorPage | null,
): page is Extract<EvaluatorPage, { secondsToAnswer: number }> {
  return page !== null && 'secondsToAnswer' in page;
}
