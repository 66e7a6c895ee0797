import type { OutboxEntry, OutboxList, WaitingCase } from '../../../src/contracts/clerk-ipc.ts';
import type { Reassignment } from '../../../src/contracts/four-eyes-api.ts';
import { type Case, isSentBack, waitsForClerk } from '../../../src/domain/case.ts';
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
  list(): OutboxList;
  /**
   * Gives cases that wait for their clerk alone (`waitsForClerk`) to another one, with their forms, once a second person has
   * proved at the platform that they are there. `reassignment.not-now` where one of them does not, or is being worked on.
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

/** Shows the whole outbox and what waits for any clerk, and gives that to somebody who is there. */
export function createSupervisorDesk(options: SupervisorDeskOptions): SupervisorDesk {
  const { clock, randomBytes, storage, log } = options;

  function mayGo(subject: Case): boolean {
    return waitsForClerk(subject) && options.openCaseId() !== subject.id;
  }

  function waitingCase(caseId: string): Outcome<Case> {
    const found = storage.cases.load(caseId);
    return !found.ok || mayGo(found.value) ? found : fail('reassignment.not-now');
  }

  function shownEntry({
    caseId,
    ...entry
  }: ReturnType<Storage['outbox']['entries']>[number]): OutboxEntry {
    const subject = caseId === undefined ? undefined : storage.cases.load(caseId);
    const known = subject?.ok === true ? subject.value : undefined;
    return {
      ...entry,
      ...(caseId === undefined ? {} : { caseId }),
      ...(known?.item === undefined ? {} : { itemName: known.item.name }),
      mayGo: entry.state === 'rejected' && known !== undefined && mayGo(known),
    };
  }

  function shownCase(subject: Case): WaitingCase {
    const { id, clerk, item, offline, stageSince } = subject;
    const number = offline?.received?.provisionalNumber;
    return {
      caseId: id,
      ...(number === undefined ? {} : { provisionalNumber: number }),
      ...(item === undefined ? {} : { itemName: item.name }),
      clerk,
      since: stageSince,
      state: stateOf(subject),
      mayGo: mayGo(subject),
    };
  }

  /** The values are bound to their clerk: they move into a lease that is bound to the other one, until the same end. */
  function withLeaseFor(subject: Case, clerk: string): Case {
    const { leaseId: _leaseId, ...without } = subject;
    const content = readLease(options, subject);
    const renewed = content.ok ? renewLease(options, subject, content.value, clerk) : content;
    return renewed.ok ? { ...without, clerk, leaseId: renewed.value } : { ...without, clerk };
  }

  function give(caseId: string, { to, reason, second }: Reassignment): Outcome<null> {
    const before = waitingCase(caseId);
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
    list: () => {
      const entries = storage.outbox.entries().map(shownEntry);
      const told = new Set(entries.filter((entry) => entry.mayGo).map(({ caseId }) => caseId));
      const { cases } = storage.cases.listUnended();
      const waiting = cases.filter((subject) => waitsForClerk(subject) && !told.has(subject.id));
      return { entries, cases: waiting.map(shownCase) };
    },
    reassign: async (reassignment) => {
      const { caseIds } = reassignment;
      for (const caseId of caseIds) {
        const found = waitingCase(caseId);
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

function stateOf(subject: Case): WaitingCase['state'] {
  const { stage } = subject;
  if (stage === 'awaiting-verification' || stage === 'calling-back') return stage;
  return isSentBack(subject) ? 'sent-back' : 'held';
}
