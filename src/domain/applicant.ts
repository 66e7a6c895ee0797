import type { Instant } from '../support/clock.ts';
import type { ResidentCard } from './identity-card.ts';

/** The kind of applicant (申请人主体). */
export type SubjectType = 'person';

/** The person a case is for, as identified at the counter. */
export interface Applicant extends Omit<ResidentCard, 'kind'> {
  readonly subjectType: SubjectType;
  readonly identifiedBy: 'identity-card';
  readonly identifiedAt: Instant;
  /** Serial of the reader's security module. */
  readonly samId: string;
}
