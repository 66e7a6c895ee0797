import type { Case } from '../../../src/domain/case.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import type { LeaseBinding, LeaseContent } from '../../storage/lease-store.ts';
import type { Storage } from '../../storage/storage.ts';

/** As much of a case as its lease is bound to. */
type LeaseHolder = Pick<Case, 'id' | 'applicant' | 'clerk' | 'leaseId'>;

/** Where leases are, and what time it is. */
interface LeaseAccess {
  readonly storage: Pick<Storage, 'leases'>;
  readonly clock: Clock;
}

/** What a case's lease holds; `lease.ended` where the case has none, or has none any more. */
export function readLease(
  { storage, clock }: LeaseAccess,
  subject: LeaseHolder,
): Outcome<LeaseContent> {
  const lease = leaseOf(subject);
  return lease === undefined
    ? fail('lease.ended')
    : storage.leases.read(lease.id, lease.binding, clock.now());
}

/** Replaces what a case's lease holds; `lease.ended` as with `readLease`. */
export function writeLease(
  { storage }: Pick<LeaseAccess, 'storage'>,
  subject: LeaseHolder,
  content: LeaseContent,
): Outcome<undefined> {
  const lease = leaseOf(subject);
  return lease === undefined
    ? fail('lease.ended')
    : storage.leases.write(lease.id, lease.binding, content);
}

/**
 * Moves what is left of a case's lease into one with a key of its own.
 * @param clerk who may read it from now on
 * @returns its id; `lease.ended` as with `readLease`
 */
export function renewLease(
  { storage }: Pick<LeaseAccess, 'storage'>,
  subject: LeaseHolder,
  content: LeaseContent,
  clerk = subject.clerk,
): Outcome<string> {
  const lease = leaseOf(subject);
  return lease === undefined
    ? fail('lease.ended')
    : storage.leases.renew(lease.id, lease.binding, content, clerk);
}

function leaseOf({
  id: caseId,
  applicant,
  clerk,
  leaseId,
}: LeaseHolder): { readonly id: string; readonly binding: LeaseBinding } | undefined {
  if (applicant === undefined || leaseId === undefined) return undefined;
  return { id: leaseId, binding: { caseId, holder: applicant.number, clerk } };
}
