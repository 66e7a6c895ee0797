import type { AskConsentRequest } from '../../src/contracts/consent-api.ts';
import type { Case } from '../../src/domain/case.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

/** Whose licences are asked for, and on whose phone. */
export type ConsentParties = Pick<AskConsentRequest, 'holder' | 'asked'>;

/**
 * Whether whoever decides is not at the counter: an agent's principal, who is asked each time a delegation is used unless
 * the item takes the delegation itself for enough (CON-01).
 */
export function isPrincipalAsked({ item, present }: Pick<Case, 'item' | 'present'>): boolean {
  return present?.basis.kind === 'delegation' && item?.isStandingDelegationEnough !== true;
}

/**
 * Who is asked on a phone for the licences of a case's applicant: the one at the counter who answers on the evaluator too,
 * so that it is one person's answer wherever it is given; or the principal of an agent, who is not there.
 * @returns `consent.counter-only` where the platform cannot know that they may answer: by a letter on paper
 */
export function consentParties(
  subject: Pick<Case, 'item' | 'applicant' | 'present'>,
): Outcome<ConsentParties> {
  const { applicant, present } = subject;
  if (applicant === undefined) return fail('case.not-at-this-step');
  const { subjectType, number, representative } = applicant;
  const type: ConsentParties['holder']['type'] = subjectType === 'person' ? 'person' : 'enterprise';
  const askedIs = (asked: ConsentParties['asked']): Outcome<ConsentParties> =>
    ok({ holder: { type, number }, asked });
  if (present !== undefined) {
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
