import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import type { PageAct } from '../../src/contracts/evaluator-ipc.ts';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { AnswerButton } from './answer-button.tsx';
import { pointerInput } from './page-input.ts';
import { ReadingArea } from './reading-area.tsx';
import { TimeLeft, withSeconds } from './time-left.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';

/** A hand resting on the screen asks for more time no more often than this. */
const EXTEND_EVERY_MS = 5_000;

/** Refusals after which the page stays and the person may answer anew. */
const ANSWERABLE_STILL: readonly FailureCode[] = ['consent.not-a-touch', 'consent.too-early'];

interface ConsentPageViewProps {
  page: ConsentPage;
  /** When the time to answer was last renewed. */
  since: number;
  /** When main took note that the page is on screen; `null` until then. */
  shownAt: number | null;
  evaluator: EvaluatorBridge;
  forget: (pageId: string) => void;
}

/** The page on which a person decides. It only carries the person's acts to main, which alone judges them. */
export function ConsentPageView({
  page,
  since,
  shownAt,
  evaluator,
  forget,
}: ConsentPageViewProps): ReactNode {
  const [answer, setAnswer] = useState<'open' | 'sent'>('open');
  const [touchNeeded, setTouchNeeded] = useState(false);
  const extendedAt = useRef(Number.NEGATIVE_INFINITY);

  // No time runs before the page is known to be on screen.
  const from = shownAt ?? Number.POSITIVE_INFINITY;
  const left = useSecondsLeft(Math.max(from, since) + page.secondsToAnswer * 1_000);
  const untilAgree = useSecondsLeft(from + page.minimumDisplaySeconds * 1_000);

  async function act(act: PageAct, input: InputKind): Promise<void> {
    try {
      const reply = await evaluator.call('page:acted', { pageId: page.pageId, act, input });
      if (reply.ok) return;
      if (!ANSWERABLE_STILL.includes(reply.problem.code)) return forget(page.pageId);
      setTouchNeeded(reply.problem.code === 'consent.not-a-touch');
      setAnswer('open');
    } catch {
      forget(page.pageId);
    }
  }

  function give(decision: 'agree' | 'decline', input: InputKind): void {
    // Disabling a button does not keep pointer events from it.
    if (answer === 'sent' || (decision === 'agree' && untilAgree > 0)) return;
    setAnswer('sent');
    setTouchNeeded(false);
    void act({ kind: 'answer', decision }, input);
  }

  function extend(event: PointerEvent): void {
    const onAnswer = event.target instanceof Element && event.target.closest('.answer') !== null;
    if (!event.isTrusted || onAnswer || answer === 'sent') return;
    const now = performance.now();
    if (now - extendedAt.current < EXTEND_EVERY_MS) return;
    extendedAt.current = now;
    void act({ kind: 'extend' }, pointerInput(event));
  }

  return (
    <div className="consent" onPointerDown={extend}>
      <header className="place">
        <p data-canonical>{page.place}</p>
      </header>
      <ReadingArea>
        <h1 data-canonical>{page.heading}</h1>
        <p className="first-line" data-canonical>
          {page.firstLine}
        </p>
        <Facts facts={page.facts} />
        <div className="licences">
          {page.licences.map(({ title, facts }, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the licences of one page never change
            <section key={position} className="licence" data-testid="licence-card">
              <h2 data-canonical>{title}</h2>
              <Facts facts={facts} />
            </section>
          ))}
        </div>
        <ul className="closing">
          {page.closing.map((line) => (
            <li key={line} data-canonical>
              {line}
            </li>
          ))}
        </ul>
      </ReadingArea>
      <footer className="answers">
        <AnswerButton
          decision="decline"
          label={page.decline}
          disabled={answer === 'sent'}
          waiting={false}
          onAnswer={(input) => give('decline', input)}
        />
        <div className="moment">
          <TimeLeft
            words={page.remaining}
            seconds={Math.min(left, page.secondsToAnswer)}
            outOf={page.secondsToAnswer}
          />
          <p className="notice" aria-live="polite" data-testid="touch-only">
            {touchNeeded && page.touchOnly}
          </p>
          {untilAgree > 0 && !touchNeeded && (
            <p className="notice tabular-figures">
              {withSeconds(page.readFirst, Math.min(untilAgree, page.minimumDisplaySeconds))}
            </p>
          )}
        </div>
        <AnswerButton
          decision="agree"
          label={page.agree}
          disabled={answer === 'sent'}
          waiting={untilAgree > 0}
          onAnswer={(input) => give('agree', input)}
        />
      </footer>
    </div>
  );
}

function Facts({ facts }: { facts: ConsentPage['facts'] }): ReactNode {
  return (
    <dl className="facts">
      {facts.map(({ label, text }) => (
        <div key={label}>
          <dt data-canonical>{label}</dt>
          <dd data-canonical>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
