import { randomUUID } from 'node:crypto';
import type { HandedCase } from '../../src/domain/handover.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { holder } from './asked-consent.ts';

/** A case of the holder of a register, as a window hands it over that has come to the form. */
export function handedCase(change: Partial<HandedCase> = {}): HandedCase {
  const at = '2026-11-24T01:00:00.000Z';
  return {
    caseId: randomUUID(),
    openedAt: at,
    itemCode: elderCardItem.code,
    variant: 'local-household',
    applicant: {
      subjectType: 'person',
      name: holder.name,
      number: holder.idNumber,
      proof: { by: 'identity-card', at, samId: '05.03-20140101-0001234567-1234567890' },
    },
    consents: [],
    handedInOtherwise: [],
    work: {
      stage: 'filling-form',
      typed: [{ key: 'emergencyContact', value: '陈小样', at }],
      decided: [],
    },
    ...change,
  };
}
