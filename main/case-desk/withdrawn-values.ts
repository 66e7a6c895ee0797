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
  content: LeaseContent,
  subject: Case,
  number: string,
): LeaseContent {
  const gone = new Set(consentedOf(subject, number).map(({ licenceCode }) => licenceCode));
  const isApplicants = subject.applicant?.number === number;
  const isOfLibrary = ({ provenance: { kind } }: SourcedValue) =>
    isApplicants && (kind === 'person' || kind === 'enterprise');
  const left = withoutLicences(content, gone);
  return { ...left, form: withoutSources(left.form, isOfLibrary) };
}

/** What a lease holds without some licences, named by their codes. What the clerk has typed stays. */
export function withoutLicences(
  { licences, form }: LeaseContent,
  gone: ReadonlySet<string>,
): LeaseContent {
  const isGone = ({ provenance }: SourcedValue) =>
    provenance.kind === 'licence' &&
    provenance.licenceCode.split(listDivider).some((code) => gone.has(code));
  return {
    licences: licences.filter(({ licenceCode }) => !gone.has(licenceCode)),
    form: withoutSources(form, isGone),
  };
}
