import { type BatchRequest, batchLimits, type SentEvent } from '../contracts/platform-api.ts';

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

/** More than the number of an event adds to it. */
const numberBytes = 24;

/** The largest event that fits a request: bytes of its JSON in UTF-8, before it has its number. */
export const largestEventBytes = batchLimits.bytes - envelopeBytes - numberBytes;

/**
 * The longest run of events from the front that fits one request. One that does not fit a request of its own is withheld:
 * held back here it would silently hold back all after it, while the platform's refusal can be seen.
 */
export function takeBatch(
  events: readonly WrittenEvent[],
  limits: BatchLimits,
): readonly WrittenEvent[] {
  const batch: WrittenEvent[] = [];
  let bytes = envelopeBytes;
  for (const event of events.slice(0, limits.events)) {
    const isFitting = envelopeBytes + event.json.length <= limits.bytes;
    const sent = isFitting ? event : withheldEvent(event);
    bytes += sent.json.length + (batch.length > 0 ? 1 : 0);
    if (bytes > limits.bytes && batch.length > 0) break;
    batch.push(sent);
  }
  return batch;
}

/** What goes to the platform in the place of an event that does not fit a request: who it is, and how large. */
export function withheldEvent({ seq, json }: WrittenEvent): WrittenEvent {
  const { id, at }: SentEvent = JSON.parse(new TextDecoder().decode(json));
  const withheld = { id, at, kind: 'event:withheld', payload: { bytes: json.length } };
  return writeEvent(seq, encoder.encode(JSON.stringify(withheld)));
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
