import { useEffect, useState } from 'react';
import type { Result } from '../../../../../src/support/result.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import { usePageVisible } from './use-page-visible.ts';

/** A code as it is on the screen. */
export interface ShownCode {
  readonly code: string;
  /** When it is of no use any more, as a point in time of `performance.now()`. */
  readonly until: number;
}

interface LiveCode {
  /** Absent until the first is there, while the page is not seen, and where there is none. */
  readonly shown?: ShownCode;
  readonly refusal?: Refusal;
  /** Asks for another code now. */
  readonly renew: () => void;
}

/**
 * Codes of one kind, each in the place of the last when its time is over.
 * @param issue gives a code; stays the same function
 * @param seconds for how long each is of use
 */
export function useLiveCode(
  issue: () => Promise<Result<string, Refusal>>,
  seconds: number,
): LiveCode {
  const isVisible = usePageVisible();
  const [live, setLive] = useState<Omit<LiveCode, 'renew'>>({});
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a round is a wish for another code
  useEffect(() => {
    if (!isVisible) return;
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = async (): Promise<void> => {
      // Counted from before the platform counts: what is on the screen can be scanned.
      const until = performance.now() + seconds * 1000;
      const answer = await issue();
      if (!isCurrent) return;
      if (answer.ok) {
        setLive({ shown: { code: answer.value, until } });
        timer = setTimeout(() => void show(), until - performance.now());
      } else setLive({ refusal: answer.problem });
    };
    void show();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      setLive({});
    };
  }, [issue, seconds, isVisible, round]);

  return { ...live, renew: () => setRound((last) => last + 1) };
}
