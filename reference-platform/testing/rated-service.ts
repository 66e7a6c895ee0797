import { randomUUID } from 'node:crypto';
import type { PlatformEvent } from '../../src/contracts/platform-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';

type ServiceRated = Extract<PlatformEvent, { kind: 'service:rated' }>;

const at = '2026-11-24T01:05:00.000Z';

/** A `service:rated` event of a citizen who is very satisfied with the item of `receivedCase`. */
export function ratedService(
  seq: number,
  ticket: string,
  change: Partial<ServiceRated['payload']> = {},
): ServiceRated {
  return {
    seq,
    id: randomUUID(),
    kind: 'service:rated',
    at,
    payload: {
      ticket,
      itemCode: elderCardItem.code,
      windowId: 'A07',
      level: 'very-satisfied',
      at,
      ...change,
    },
  };
}
