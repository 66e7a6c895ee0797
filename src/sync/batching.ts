import type { PlatformEvent } from '../contracts/platform-api.ts';

/** How much goes to the platform at once. */
export interface BatchLimits {
  readonly events: number;
  /** Bytes of the request's JSON in UTF-8. */
  readonly bytes: number;
}

/** More than a request holds beside its events: two ids, a number and the names of four properties. */
const envelopeBytes = 192;

/**
 * The longest run of events from the front that fits one request. An event that is too large alone still goes, alone:
 * held back here it would silently hold back all after it, while the platform's refusal can be seen.
 */
export function takeBatch(
  events: readonly PlatformEvent[],
  limits: BatchLimits,
): readonly PlatformEvent[] {
  const encoder = new TextEncoder();
  let bytes = envelopeBytes;
  let taken = 0;
  for (const event of events.slice(0, limits.events)) {
    bytes += encoder.encode(JSON.stringify(event)).length + (taken > 0 ? 1 : 0);
    if (bytes > limits.bytes && taken > 0) break;
    taken += 1;
  }
  return events.slice(0, taken);
}
