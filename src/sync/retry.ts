/** Shortest and longest bound of the wait before another try, in milliseconds. */
const firstBound = 1_000;
const lastBound = 60_000;

/**
 * Milliseconds to wait before the next try after `failures` failures in a row. A platform that named a time is given
 * exactly that; one that did not answer gets full jitter: anything between nothing and a bound that doubles.
 * @param random a number in [0, 1)
 */
export function waitBeforeRetry(
  failures: number,
  retryAfterSeconds: number | undefined,
  random: number,
): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000;
  const bound = Math.min(lastBound, firstBound * 2 ** Math.max(0, failures - 1));
  return Math.floor(bound * random);
}
