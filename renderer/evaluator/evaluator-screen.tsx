import { type PointerEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import { AcknowledgementPageView } from './acknowledgement-page.tsx';
import { ActivationPageView } from './activation-page.tsx';
import { BlankOnError } from './blank-on-error.tsx';
import { ConsentPageView } from './consent-page.tsx';
import { FaceCodePageView } from './face-code-page.tsx';
import { followPages, type PageFollower, type Showing } from './follow-pages.ts';
import { IdlePageView } from './idle-page.tsx';
import { MessagePageView } from './message-page.tsx';
import type { PageTimes } from './moment.tsx';
import { OwnValuesPageView } from './own-values-page.tsx';
import { PageBar } from './page-bar.tsx';
import { pointerInput } from './page-input.ts';
import { RatingPageView } from './rating-page.tsx';
import { type PageActs, usePageActs } from './use-page-acts.ts';
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
  const acts = usePageActs({ pageId: page.pageId, shownAt, evaluator, root, forget });

  function extend(event: PointerEvent): void {
    const isAnswer = event.target instanceof Element && event.target.closest('.answer') !== null;
    if (event.isTrusted && !isAnswer) acts.extend(pointerInput(event));
  }

  return (
    <div
      ref={root}
      className="page"
      lang={page.language}
      data-testid="evaluator-page"
      data-kind={page.kind}
      data-page-id={page.pageId}
      data-large-type={page.largeType}
      onPointerDown={'secondsToAnswer' in page ? extend : undefined}
    >
      {page.kind !== 'blank' && <PageBar page={page} acts={acts} />}
      <PageBody page={page} since={since} shownAt={shownAt} acts={acts} />
    </div>
  );
}

interface PageBodyProps extends PageTimes {
  page: Showing['page'];
  acts: PageActs;
}

function PageBody({ page, ...rest }: PageBodyProps): ReactNode {
  switch (page.kind) {
    case 'blank':
      return null;
    case 'idle':
      return <IdlePageView page={page} />;
    case 'face-code':
      return <FaceCodePageView page={page} {...rest} />;
    case 'acknowledgement':
    case 'withdrawal':
      return <AcknowledgementPageView page={page} {...rest} />;
    case 'activation':
      return <ActivationPageView page={page} acts={rest.acts} />;
    case 'consent':
      return <ConsentPageView page={page} {...rest} />;
    case 'own-values':
      return <OwnValuesPageView page={page} {...rest} />;
    case 'result':
    case 'thanks':
      return <MessagePageView page={page} />;
    case 'rating':
      return <RatingPageView page={page} {...rest} />;
  }
}
