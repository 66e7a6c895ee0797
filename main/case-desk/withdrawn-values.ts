import type { Case } from '../../src/domain/case.ts';
import { withoutSources } from '../../src/domain/form.ts';
import { listDivider, type SourcedValue } from '../../src/domain/sourced-value.ts';
import type { LeaseContent } from '../storage/lease-store.ts';
import { consentedOf } from './asked-licences.ts';

/**
 * What a lease holds once somebody has taken their consent back: nothing of the licences that they had agreed to and, where
 * it was the applicant, nothing of the subject libraries. What the clerk has typed stays.
 * @param subject the case as it was before
 * @param number of whoever has taken it back
 */
export function withoutWithdrawn(
  { licences, form }: LeaseContent,
  subject: Case,
  number: string,
): LeaseContent {
  const gone = new Set(consentedOf(subject, number).map(({ licenceCode }) => licenceCode));
  const isApplicants = subject.applicant?.number === number;
  const isGone = ({ provenance }: SourcedValue) => {
    switch (provenance.kind) {
      case 'licence':
        return provenance.licenceCode.split(listDivider).some((code) => gone.has(code));
      case 'person':
      case 'enterprise':
        return isApplicants;
      default:
        return false;
    }
  };
  return {
    licences: licences.filter(({ licenceCode }) => !gone.has(licenceCode)),
    form: withoutSources(form, isGone),
  };
}
