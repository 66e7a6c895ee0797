import type { OutboxEntry } from '../../../src/contracts/clerk-ipc.ts';
import type { Reassignment } from '../../../src/contracts/four-eyes-api.ts';
import { type Case, isSentBack } from '../../../src/domain/case.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { type RandomBytes, uuidV7 } from '../../../src/support/ids.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { FourEyesCalls } from '../../platform-client/four-eyes-calls.ts';
import { attempt } from '../../storage/attempt.ts';
import type { Storage } from '../../storage/storage.ts';
import { readLease, renewLease } from '../open-case/case-lease.ts';

/** What a supervisor sees and does of cases that are other clerks'. */
export interface SupervisorDesk {
  /** What waits at this counter or was refused, whoever's it is, oldest first; nobody's name is among it. */
  entries(): readonly OutboxEntry[];
  /**
   * Gives refused cases to another clerk, with their forms, once a second person has proved at the platform that they are
   * there. `reassignment.not-rejected` where one of them is not, or is being worked on.
   */
  reassign(reassignment: Reassignment): Promise<Outcome<null>>;
}

/** What the supervisor's desk needs. */
export interface SupervisorDeskOptions {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly storage: Storage;
  readonly calls: FourEyesCalls;
  readonly openCaseId: () => string | undefined;
  /** A case is another clerk's now. */
  readonly onReassigned: (given: Case) => void;
  readonly log: Log;
}

/** Shows the whole outbox, and gives what was refused to somebody who is there. */
export function createSupervisorDesk(options: SupervisorDeskOptions): SupervisorDesk {
  const { clock, randomBytes, storage, log } = options;

  function rejectedCase(caseId: string): Outcome<Case> {
    const found = storage.cases.load(caseId);
    if (!found.ok) return found;
    const mayGo = isSentBack(found.value) && options.openCaseId() !== caseId;
    return mayGo ? found : fail('reassignment.not-rejected');
  }

  /** The values are bound to their clerk: they move into a lease that is bound to the other one, until the same end. */
  function withLeaseFor(subject: Case, clerk: string): Case {
    const { leaseId: _leaseId, ...without } = subject;
    const content = readLease(options, subject);
    const renewed = content.ok ? renewLease(options, subject, content.value, clerk) : content;
    return renewed.ok ? { ...without, clerk, leaseId: renewed.value } : { ...without, clerk };
  }

  function give(caseId: string, { to, reason, second }: Reassignment): Outcome<null> {
    const before = rejectedCase(caseId);
    if (!before.ok) return before;
    const { clerk: from, leaseId } = before.value;
    return attempt(log, () => {
      const given: Case = { ...withLeaseFor(before.value, to), heldAt: clock.now() };
      const stored = storage.transaction(() => {
        storage.cases.save(given);
        storage.outbox.giveTo(caseId, to);
        const facts = { caseId, from, to, secondBy: second.account, reason };
        storage.audit.note('case:reassigned', facts);
        return ok(null);
      });
      // What is left of it is nobody's: only whoever names the clerk of before could read it.
      if (leaseId !== undefined) storage.leases.shred(leaseId);
      options.onReassigned(given);
      return stored;
    });
  }

  return {
    entries: () =>
      storage.outbox.entries().map(({ caseId, ...entry }) => {
        const subject = caseId === undefined ? undefined : storage.cases.load(caseId);
        const known = subject?.ok === true ? subject.value : undefined;
        return {
          ...entry,
          ...(caseId === undefined ? {} : { caseId }),
          ...(known?.item === undefined ? {} : { itemName: known.item.name }),
          mayGo: caseId !== undefined && entry.state === 'rejected' && rejectedCase(caseId).ok,
        };
      }),
    reassign: async (reassignment) => {
      const { caseIds } = reassignment;
      for (const caseId of caseIds) {
        const found = rejectedCase(caseId);
        if (!found.ok) return found;
        if (found.value.clerk === reassignment.to) return fail('reassignment.same-clerk');
      }
      const reassignmentId = uuidV7(Date.parse(clock.now()), randomBytes);
      const told = await options.calls.reassign({ ...reassignment, reassignmentId });
      if (!told.ok) return told;
      for (const caseId of caseIds) {
        const given = give(caseId, reassignment);
        if (!given.ok) return given;
      }
      log.info('cases.reassigned', { count: caseIds.length });
      return ok(null);
    },
  };
}
