import { stepsBetween } from '../../src/audit/case-steps.ts';
import { hasEnded } from '../../src/domain/case.ts';
import type { AuditLog } from './audit-log.ts';
import type { CaseStore } from './case-store.ts';
import type { Outbox } from './outbox.ts';

/**
 * Cases whose every step is written down with it, whoever takes it: in the same transaction, so that neither is kept without
 * the other.
 */
export function auditedCases(cases: CaseStore, audit: AuditLog): CaseStore {
  return {
    ...cases,
    save(saved) {
      const before = cases.load(saved.id);
      cases.save(saved);
      for (const { action, facts } of stepsBetween(before.ok ? before.value : undefined, saved)) {
        audit.note(action, facts);
      }
    },
    remove(id) {
      const before = cases.load(id);
      cases.remove(id);
      if (before.ok && !hasEnded(before.value.stage)) audit.note('case:dropped', { caseId: id });
    },
  };
}

/** An outbox that writes down what the platform has said of it, in counts. */
export function auditedOutbox(outbox: Outbox, audit: AuditLog): Outbox {
  return {
    ...outbox,
    acknowledge(answer) {
      const taken = outbox.acknowledge(answer);
      if (!taken.ok) return taken;
      const { received, rejected } = taken.value;
      audit.note('outbox:acknowledged', {
        through: answer.ackedThrough,
        received: received.length,
      });
      if (rejected.length > 0) audit.note('outbox:rejected', { count: rejected.length });
      return taken;
    },
  };
}
