import type { BatchRequest } from '../contracts/platform-api.ts';

/** How much goes to the platform at once. */
export interface BatchLimits {
  readonly events: number;
  /** Bytes of the request's JSON in UTF-8. */
  readonly bytes: number;
}

/** An event as it stands in a request: neither read nor written anew to be sent. */
export interface WrittenEvent {
  readonly seq: number;
  /** Its JSON in UTF-8. */
  readonly json: Uint8Array;
}

/** A batch whose events are written already. */
export interface WrittenBatch extends Omit<BatchRequest, 'events'> {
  readonly events: readonly WrittenEvent[];
}

/** More than a request holds beside its events: two ids, a number and the names of four properties. */
const envelopeBytes = 192;

/**
 * The longest run of events from the front that fits one request. An event that is too large alone still goes, alone:
 * held back here it would silently hold back all after it, while the platform's refusal can be seen.
 */
export function takeBatch(
  events: readonly WrittenEvent[],
  limits: BatchLimits,
): readonly WrittenEvent[] {
  let bytes = envelopeBytes;
  let taken = 0;
  for (const { json } of events.slice(0, limits.events)) {
    bytes += json.length + (taken > 0 ? 1 : 0);
    if (bytes > limits.bytes && taken > 0) break;
    taken += 1;
  }
  return events.slice(0, taken);
}

const encoder = new TextEncoder();
const comma = encoder.encode(',');

/** An event with its number in front. @param json of the event without it, in UTF-8 */
export function writeEvent(seq: number, json: Uint8Array): WrittenEvent {
  return { seq, json: joined([encoder.encode(`{"seq":${seq},`), json.subarray(1)]) };
}

/** The JSON of a batch (`BatchRequest`) in UTF-8. */
export function writeBatch({ events, ...envelope }: WrittenBatch): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(`${JSON.stringify(envelope).slice(0, -1)},"events":[`);
  const listed = events.flatMap(({ json }, index) => (index === 0 ? [json] : [comma, json]));
  return joined([head, ...listed, encoder.encode(']}')]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
