import { useEffect, useState } from 'react';

/** Often enough that no second is seen to be skipped. */
const TICK_MS = 200;

/** Whole seconds left until a point in time of `performance.now()`; for display only. */
export function useSecondsLeft(until: number): number {
  const [left, setLeft] = useState(() => secondsUntil(until));

  useEffect(() => {
    const tick = (): void => setLeft(secondsUntil(until));
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [until]);

  return left;
}

function secondsUntil(until: number): number {
  return Math.max(0, Math.ceil((until - performance.now()) / 1_000));
}
