import type { PlatformEvent } from '../../../src/contracts/platform-api.ts';
import type { WrittenEvent } from '../../../src/sync/batching.ts';

/** An event as it stands in a request. */
export function written(event: PlatformEvent): WrittenEvent {
  return { seq: event.seq, json: new TextEncoder().encode(JSON.stringify(event)) };
}

/** The event that stands in a request. */
export function eventIn({ json }: WrittenEvent): PlatformEvent {
  return JSON.parse(new TextDecoder().decode(json));
}
