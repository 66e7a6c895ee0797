import type { ChangesAnswer } from '../../../src/contracts/changes.ts';
import type { BatchAnswer } from '../../../src/contracts/platform-api.ts';
import type { Case } from '../../../src/domain/case.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import type { CaseEvent } from '../../../src/flows/case-events.ts';
import type { caseFlow } from '../../../src/flows/case-flow.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Storage } from '../../storage/storage.ts';
import { afterEvent } from './visit.ts';

/** What the platform has decided of one submitted case. */
export interface Decision {
  readonly caseId: string;
  readonly event: Extract<CaseEvent, { type: 'case.acknowledged' | 'case.rejected' }>;
  /** With which the citizen may say how the service was; known only to whoever asks at once. */
  readonly evaluationTicket?: string;
}

/** A decision that has been stored, with the case as it was before and is now. */
export interface Settled extends Decision {
  readonly before: Case;
  readonly after: Case;
}

/** Decisions of a batch's answer: cases that were received, and cases that were not. */
export function decisionsOfBatch(
  received: BatchAnswer['received'],
  rejected: readonly { readonly caseId: string; readonly code: string }[],
): readonly Decision[] {
  return [
    ...received.map(acknowledged),
    ...rejected.map(({ caseId, code }) => ({
      caseId,
      event: { type: 'case.rejected', reason: code } as const,
    })),
  ];
}

/** Decisions that the platform tells again, or tells first, as changes. Changes of other matters decide no case. */
export function decisionsOfChanges(changes: ChangesAnswer['changes']): readonly Decision[] {
  return changes.flatMap((change) =>
    change.kind === 'case:received' ? [acknowledged(change)] : [],
  );
}

function acknowledged({
  caseId,
  caseNumber,
  evaluationTicket,
}: BatchAnswer['received'][number]): Decision {
  return { caseId, event: { type: 'case.acknowledged', caseNumber }, evaluationTicket };
}

/** What settling needs. */
export interface SettlementOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly flow: ReturnType<typeof caseFlow>;
}

/**
 * Stores what the platform has decided of cases together with where that is known from, so that neither is lost.
 * @param decide runs inside the transaction and says what was decided
 * @returns what was settled; a decision about a case that does not wait for one settles nothing
 */
export function settle(
  { clock, storage, flow }: SettlementOptions,
  decide: () => Outcome<readonly Decision[]>,
): Outcome<readonly Settled[]> {
  // When it is received counts for how long it is kept, whatever this machine's clock says.
  const confirmed = { now: storage.keptFrom, monotonic: () => clock.monotonic() };
  return storage.transaction(() => {
    const decisions = decide();
    if (!decisions.ok) return decisions;
    const settled: Settled[] = [];
    for (const decision of decisions.value) {
      const before = storage.cases.load(decision.caseId);
      if (!before.ok || before.value.stage !== 'submitting') continue;
      const after = afterEvent(flow, { subject: before.value, clock: confirmed }, decision.event);
      storage.cases.save(after);
      settled.push({ ...decision, before: before.value, after });
    }
    return ok(settled);
  });
}
