import type { Case } from '../../src/domain/case.ts';
import {
  elderlyApplicant,
  elderlyCardItem,
  elderlyQuestion,
  householdRegister,
} from '../../src/domain/elderly-card-item.fixture.ts';
import { decideWaiverList } from '../../src/domain/waiver-list.ts';

/** A case that the platform has received. */
export const receivedCase: Case = {
  id: '019ab000-0000-7000-8000-000000000001',
  stage: 'received',
  stageSince: '2026-11-24T17:05:30.000Z',
  openedAt: '2026-11-24T16:59:00.000Z',
  clerk: 'zhanggong',
  item: elderlyCardItem,
  variant: 'local',
  applicant: elderlyApplicant,
  licences: [householdRegister],
  waiverList: decideWaiverList(elderlyQuestion),
  consents: [],
  handedInOtherwise: [],
  caseNumber: '440699202611250000042',
};
