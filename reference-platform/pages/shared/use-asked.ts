import { useCallback, useEffect, useState } from 'react';
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
  const ask = useCallback(() => void question().then(setResult), [question]);
  useEffect(ask, [ask]);
  if (result === undefined) return { ask };
  return result.ok ? { answer: result.value, ask } : { refusal: result.problem, ask };
}
