import type { Case } from '../../../src/domain/case.ts';
import { withoutSources } from '../../../src/domain/form.ts';
import { listDivider, type SourcedValue } from '../../../src/domain/sourced-value.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { ConsentWithdrawn } from '../../../src/flows/case-events.ts';
import type { Clock } from '../../../src/support/clock.ts';
import type { Log } from '../../diagnostics/log.ts';
import { attempt } from '../../storage/attempt.ts';
import type { LeaseContent } from '../../storage/lease-store.ts';
import type { Storage } from '../../storage/storage.ts';
import { readLease, renewLease, writeLease } from '../open-case/case-lease.ts';
import { consentedOf } from './asked-licences.ts';

/** What taking values away needs. */
export interface ValueRemovalOptions {
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'leases'>;
  readonly log: Log;
}

/**
 * Takes a consent out of a case (撤回授权). The values go first: a crash in between must leave none that nobody agrees to.
 * What is left moves into a lease of its own, and the one that held them is shredded once the case is stored without it.
 * @param subject the case as it is stored
 * @param store makes the case hear of it, and stores that
 */
export function takeConsentBack(
  options: ValueRemovalOptions,
  subject: Case,
  withdrawal: ConsentWithdrawn,
  store: (withdrawal: ConsentWithdrawn) => Outcome<null>,
): Outcome<null> {
  const { storage, log } = options;
  const { consents, applicant, leaseId } = subject;
  const record = consents.find(({ pageId }) => pageId === withdrawal.pageId);
  const number = record?.holder ?? applicant?.number;
  if (record === undefined || number === undefined) return fail('case.not-at-this-step');
  if (leaseId === undefined) return store(withdrawal);
  const content = readLease(options, subject);
  // What has ended holds nothing.
  if (!content.ok) return content.problem.code === 'lease.ended' ? store(withdrawal) : content;
  const left = withoutWithdrawn(content.value, subject, number);
  const renewed = attempt(log, () => {
    const written = writeLease(options, subject, left);
    return written.ok ? renewLease(options, subject, left) : written;
  });
  if (!renewed.ok) return renewed;
  const stored = store({ ...withdrawal, leaseId: renewed.value });
  return attempt(log, () => {
    storage.leases.shred(stored.ok ? leaseId : renewed.value);
    return stored;
  });
}

/**
 * What a lease holds once somebody has taken their consent back: nothing of the licences that they had agreed to and, where
 * it was the applicant, nothing of the subject libraries. What the clerk has typed stays.
 * @param subject the case as it was before
 * @param number of whoever has taken it back
 */
function withoutWithdrawn(content: LeaseContent, subject: Case, number: string): LeaseContent {
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
