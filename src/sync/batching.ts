import { batchLimits, type PlatformEvent, type SentEvent } from '../contracts/platform-api.ts';

/** How much goes to the platform at once. */
export interface BatchLimits {
  readonly events: number;
  /** Bytes of the request's JSON in UTF-8. */
  readonly bytes: number;
}

/** More than a request holds beside its events: two ids, a number and the names of four properties. */
const envelopeBytes = 192;

/** More than the number of an event adds to it. */
const numberBytes = 24;

/** The largest event that fits a request: bytes of its JSON in UTF-8, before it has its number. */
export const largestEventBytes = batchLimits.bytes - envelopeBytes - numberBytes;

/** Bytes of an event's JSON in UTF-8. */
export function bytesOfEvent(event: SentEvent): number {
  return new TextEncoder().encode(JSON.stringify(event)).length;
}

/** What goes to the platform in the place of an event that does not fit a request. @param bytes of the event */
export function withheldEvent({ seq, id, at }: SentEvent, bytes: number): SentEvent {
  return { seq, id, at, kind: 'event:withheld', payload: { bytes } };
}

/**
 * The longest run of events from the front that fits one request. One that does not fit a request of its own is withheld:
 * held back here it would silently hold back all after it, while the platform's refusal can be seen.
 */
export function takeBatch(
  events: readonly PlatformEvent[],
  limits: BatchLimits,
): readonly SentEvent[] {
  const batch: SentEvent[] = [];
  let bytes = envelopeBytes;
  for (const event of events.slice(0, limits.events)) {
    const own = bytesOfEvent(event);
    const isFitting = envelopeBytes + own <= limits.bytes;
    const sent = isFitting ? event : withheldEvent(event, own);
    bytes += (isFitting ? own : bytesOfEvent(sent)) + (batch.length > 0 ? 1 : 0);
    if (bytes > limits.bytes && batch.length > 0) break;
    batch.push(sent);
  }
  return batch;
}
