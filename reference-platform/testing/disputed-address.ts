import { randomUUID } from 'node:crypto';
import type { CorrectionAskedPayload } from '../../src/contracts/correction-api.ts';
import type { CaseReceivedPayload, PlatformEvent } from '../../src/contracts/platform-api.ts';
import type { KeptSource } from '../../src/contracts/sourced-value.ts';

const at = '2026-11-24T01:00:00.000Z';
const onCard = { kind: 'card', field: 'address', at } as const;

/** Where 自然人库 says something else than the card. */
export const staleAddress: KeptSource = {
  kind: 'person',
  field: 'address',
  at,
  recordedOn: '2011-04-12',
};

/** A field about which card and library disagree; the clerk believes the card. */
export const disputedAddress: CaseReceivedPayload['form'][number] = {
  key: 'address',
  current: { value: '样例区新居路8号', provenance: onCard },
  conflict: {
    claims: [
      { value: '样例区新居路8号', provenance: onCard },
      { value: '样例区旧城路15号', provenance: staleAddress },
    ],
    decision: { reason: 'original-seen', asksCorrection: true, at },
  },
};

/** A `correction:asked` event about that field. */
export function correctionAsked(
  seq: number,
  caseId: string,
  change: Partial<CorrectionAskedPayload> = {},
): PlatformEvent {
  return {
    seq,
    id: randomUUID(),
    kind: 'correction:asked',
    at,
    payload: {
      caseId,
      fieldKey: 'address',
      disputed: staleAddress,
      believed: onCard,
      reason: 'original-seen',
      ...change,
    },
  };
}
