/** Shortest and longest bound of the wait before another try, in milliseconds. */
const firstBound = 1_000;
const lastBound = 60_000;

/** The longest time that is kept free for a platform that named one, in milliseconds; a slip of its is no day off. */
const longestReservation = 10 * 60_000;

/**
 * Milliseconds to wait before the next try after `failures` failures in a row. A platform that named a time is given
 * exactly that; one that did not gets full jitter: anything between nothing and a bound that doubles.
 * @param random a number in [0, 1)
 */
export function waitBeforeRetry(
  failures: number,
  retryAfterSeconds: number | undefined,
  random: number,
): number {
  if (retryAfterSeconds !== undefined)
    return Math.min(longestReservation, retryAfterSeconds * 1000);
  const bound = Math.min(lastBound, firstBound * 2 ** Math.max(0, failures - 1));
  return Math.floor(bound * random);
}

/**
 * Milliseconds into the window that a platform spreads its workstations over, at which this one tries first after an
 * outage. The same each time, so that nothing has to be agreed on, and as evenly spread over the workstations as their
 * ids' hashes (FNV-1a, 32 bits, with the finalizer of MurmurHash3: ids made one after the other differ little).
 */
export function slotAfterOutage(workstationId: string, windowMs: number): number {
  if (windowMs <= 0) return 0;
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(workstationId)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % windowMs;
}
