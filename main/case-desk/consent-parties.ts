import type { AskConsentRequest } from '../../src/contracts/consent-api.ts';
import type { Case } from '../../src/domain/case.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

/** Whose licences are asked for, and on whose phone. */
export type ConsentParties = Pick<AskConsentRequest, 'holder' | 'asked'>;

/**
 * Who is asked on a phone for the licences of a case's applicant: the one at the counter who answers on the evaluator too,
 * so that it is one person's answer wherever it is given.
 * @returns `consent.counter-only` where the platform cannot know that they may answer: by a letter on paper, or by a legal
 *   person's own code
 */
export function consentParties({
  applicant,
  present,
}: Pick<Case, 'applicant' | 'present'>): Outcome<ConsentParties> {
  if (applicant === undefined) return fail('case.not-at-this-step');
  const { subjectType, number, representative } = applicant;
  const type: ConsentParties['holder']['type'] = subjectType === 'person' ? 'person' : 'enterprise';
  const askedIs = (asked: ConsentParties['asked']): Outcome<ConsentParties> =>
    ok({ holder: { type, number }, asked });
  if (present !== undefined) {
    const { as, number: idNumber, basis } = present;
    if (as === 'guardian') return askedIs({ as, idNumber });
    return as === 'agent' && basis.kind === 'delegation'
      ? askedIs({ as, idNumber, delegationId: basis.delegationId })
      : fail('consent.counter-only');
  }
  if (type === 'person') return askedIs({ as: 'same', idNumber: number });
  return representative === undefined
    ? fail('consent.counter-only')
    : askedIs({ as: 'representative', idNumber: representative.number });
}
