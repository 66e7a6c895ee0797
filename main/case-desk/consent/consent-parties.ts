import type { AskConsentRequest } from '../../../src/contracts/consent-api.ts';
import { isChild } from '../../../src/domain/age.ts';
import { birthDateOfPerson } from '../../../src/domain/applicant.ts';
import type { Case } from '../../../src/domain/case.ts';
import { isAway } from '../../../src/domain/case-holders.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import type { Absentee } from '../../evaluator-pages/result-page.ts';

/** Whose licences are asked for, and on whose phone. */
export type ConsentParties = Pick<AskConsentRequest, 'holder' | 'asked'>;

/** As much of a case as says who decides about whose licences. */
type Deciding = Pick<Case, 'item' | 'applicant' | 'present' | 'holders'>;

/**
 * Whether an agent's principal is asked, each time a delegation is used, unless the item takes the delegation itself for
 * enough (CON-01).
 */
export function isPrincipalAsked({ item, present }: Pick<Case, 'item' | 'present'>): boolean {
  return present?.basis.kind === 'delegation' && item?.isStandingDelegationEnough !== true;
}

/**
 * Whether whoever decides about a person's licences is not at the counter, so that their phone alone can answer: an
 * agent's principal, a representative whose card somebody else has brought, or somebody who was named and has not proved
 * to be there.
 * @param number of the licences' holder
 * @param today `YYYY-MM-DD` where the hall is
 */
export function isAskedOnPhoneOnly(subject: Deciding, number: string, today: string): boolean {
  const { applicant, present, holders = [] } = subject;
  const other = holders.find((holder) => holder.number === number);
  if (other !== undefined) return isAway(other, subject);
  if (present?.as === 'guardian') {
    return !isGuardianAsked(subject, today) && applicant?.proof.by === 'register';
  }
  return isPrincipalAsked(subject);
}

/**
 * Who is asked on their own phone only, if anybody is: an agent's principal, or somebody who was named and is not there.
 * @param number of the licences' holder, the applicant's unless told
 * @param today `YYYY-MM-DD` where the hall is
 */
export function absenteeAsked(
  subject: Deciding,
  number: string | undefined,
  today: string,
): Absentee | undefined {
  const applicant = subject.applicant?.number;
  const holder = number ?? applicant ?? '';
  if (!isAskedOnPhoneOnly(subject, holder, today)) return undefined;
  return holder === applicant && isPrincipalAsked(subject) ? 'principal' : 'holder';
}

/**
 * Whether whoever answers at the counter decides for the licences' holder: a child's guardian, a runner with a letter, or
 * an agent whose delegation is enough.
 * @param number of the licences' holder
 * @param today `YYYY-MM-DD` where the hall is
 */
export function isDecidedForHolder(subject: Deciding, number: string, today: string): boolean {
  const { present, holders = [] } = subject;
  if (present === undefined || holders.some((holder) => holder.number === number)) return false;
  return present.as === 'guardian' ? isGuardianAsked(subject, today) : !isPrincipalAsked(subject);
}

/** Whether the guardian decides about a minor's licences; a minor who is no child any more does so themselves. */
function isGuardianAsked({ item, applicant }: Deciding, today: string): boolean {
  const birthDate = applicant === undefined ? undefined : birthDateOfPerson(applicant);
  return (
    item?.isGuardianAskedForEveryMinor === true ||
    birthDate === undefined ||
    isChild(birthDate, today)
  );
}

/**
 * Who is asked on a phone for somebody's licences: the one at the counter who answers on the evaluator too, so that it is
 * one person's answer wherever it is given; or whoever decides and is not there.
 * @param number of the licences' holder: the applicant's, or that of somebody who adds their own
 * @param today `YYYY-MM-DD` where the hall is
 * @returns `consent.counter-only` where the platform cannot know that they may answer: by a letter on paper
 */
export function consentParties(
  subject: Deciding,
  number: string,
  today: string,
): Outcome<ConsentParties> {
  const { applicant, present, holders = [] } = subject;
  if (applicant === undefined) return fail('case.not-at-this-step');
  if (holders.some((holder) => holder.number === number)) {
    return ok({ holder: { type: 'person', number }, asked: { as: 'same', idNumber: number } });
  }
  const { subjectType, representative } = applicant;
  const type: ConsentParties['holder']['type'] = subjectType === 'person' ? 'person' : 'enterprise';
  const askedIs = (asked: ConsentParties['asked']): Outcome<ConsentParties> =>
    ok({ holder: { type, number }, asked });
  const isGuardianOnlyBeside = present?.as === 'guardian' && !isGuardianAsked(subject, today);
  if (present !== undefined && !isGuardianOnlyBeside) {
    const { as, number: idNumber, basis } = present;
    if (as === 'guardian') return askedIs({ as, idNumber });
    if (as !== 'agent' || basis.kind !== 'delegation') return fail('consent.counter-only');
    const { delegationId } = basis;
    return isPrincipalAsked(subject)
      ? askedIs({ as: 'principal', delegationId })
      : askedIs({ as, idNumber, delegationId });
  }
  if (type === 'person') return askedIs({ as: 'same', idNumber: number });
  return askedIs({
    as: 'representative',
    ...(representative === undefined ? {} : { idNumber: representative.number }),
  });
}
