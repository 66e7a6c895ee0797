import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import { BlankOnError } from './blank-on-error.tsx';
import { ConsentPageView } from './consent-page.tsx';
import { followPages, type PageFollower, type Showing } from './follow-pages.ts';
import { IdlePageView } from './idle-page.tsx';
import { ResultPageView } from './result-page.tsx';
import { useShownReport } from './use-shown-report.ts';

/** The whole window: the page main wants, or nothing. */
export function EvaluatorScreen({ evaluator }: { evaluator: EvaluatorBridge }): ReactNode {
  const [showing, setShowing] = useState<Showing | null>(null);
  const follower = useRef<PageFollower | null>(null);
  const forget = useCallback((pageId: string) => follower.current?.forget(pageId), []);

  useEffect(() => {
    follower.current = followPages(evaluator, setShowing);
    return follower.current.stop;
  }, [evaluator]);

  if (showing === null) return null;
  // The key makes every page a new tree: nothing of one person's page is reused for the next.
  return (
    <BlankOnError key={showing.page.pageId}>
      <PageOnScreen evaluator={evaluator} showing={showing} forget={forget} />
    </BlankOnError>
  );
}

interface PageOnScreenProps {
  evaluator: EvaluatorBridge;
  showing: Showing;
  forget: (pageId: string) => void;
}

function PageOnScreen({ evaluator, showing, forget }: PageOnScreenProps): ReactNode {
  const { page, since } = showing;
  const root = useRef<HTMLDivElement>(null);
  const shownAt = useShownReport(evaluator, page.pageId, root, forget);

  return (
    <div
      ref={root}
      className="page"
      lang={page.language}
      data-testid="evaluator-page"
      data-kind={page.kind}
      data-page-id={page.pageId}
    >
      {page.kind === 'idle' && <IdlePageView page={page} />}
      {page.kind === 'consent' && (
        <ConsentPageView
          page={page}
          since={since}
          shownAt={shownAt}
          evaluator={evaluator}
          forget={forget}
        />
      )}
      {page.kind === 'result' && <ResultPageView page={page} />}
    </div>
  );
}
