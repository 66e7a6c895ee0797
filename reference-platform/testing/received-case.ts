import { randomUUID } from 'node:crypto';
import type { PlatformEvent } from '../../src/contracts/platform-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people } from '../seed/people.ts';

const at = '2026-11-24T01:00:00.000Z';

type CaseReceived = Extract<PlatformEvent, { kind: 'case:received' }>;

/** A `case:received` event of the person for whom everything is in order. */
export function receivedCase(
  seq: number,
  change: Partial<CaseReceived['payload']> = {},
): CaseReceived {
  const { card } = people.allGood;
  return {
    seq,
    id: randomUUID(),
    kind: 'case:received',
    at,
    payload: {
      caseId: randomUUID(),
      itemCode: elderCardItem.code,
      variant: 'local-household',
      windowId: 'A07',
      clerkNumber: '9012',
      openedAt: at,
      applicant: {
        subjectType: 'person',
        name: card.name,
        number: card.idNumber,
        proof: { by: 'identity-card', at, samId: '05.03-20140101-0001234567-1234567890' },
      },
      materials: [
        {
          code: 'household-register',
          status: 'waived-by-licence',
          licenceCode: '4406992013HKB00001',
        },
      ],
      consents: [
        {
          pageId: randomUUID(),
          pageDigest: 'a'.repeat(64),
          licenceTypes: [licenceTypes.householdRegister],
          answeredOn: 'evaluator',
          shownAt: at,
          endedAt: at,
          input: 'touch',
        },
      ],
      form: [
        {
          key: 'name',
          current: { value: card.name, provenance: { kind: 'card', field: 'name', at } },
        },
      ],
      ...change,
    },
  };
}
