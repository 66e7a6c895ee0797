import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '../../../src/support/result.ts';
import type { Refusal } from './ask-platform.ts';

/** What was asked: nothing yet, an answer, or why there is none. */
interface Asked<Answer> {
  readonly answer?: Answer;
  readonly refusal?: Refusal;
  /** Asks once more; the last answer stays until then. */
  readonly ask: () => void;
}

/** Asks the platform when the part of the page appears. @param question stays the same function */
export function useAsked<Answer>(question: () => Promise<Result<Answer, Refusal>>): Asked<Answer> {
  const [result, setResult] = useState<Result<Answer, Refusal>>();
  const newest = useRef(0);
  const ask = useCallback(() => {
    newest.current += 1;
    const asking = newest.current;
    // Answers may overtake each other: what was asked before must not take the place of what was asked after it.
    void question().then((answered) => {
      if (asking === newest.current) setResult(answered);
    });
  }, [question]);
  useEffect(ask, [ask]);
  if (result === undefined) return { ask };
  return result.ok ? { answer: result.value, ask } : { refusal: result.problem, ask };
}
