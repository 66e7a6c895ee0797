import type { Case, CaseStage } from '../../../src/domain/case.ts';
import type { GivenEvidence } from '../../../src/evidence/evidence-api.ts';
import { ok } from '../../../src/support/result.ts';
import type { AuditEntry } from '../audit-log.ts';
import type { NewEvent } from '../outbox.ts';
import type { Storage } from '../storage.ts';
import { sampleCase, sampleContent, sampleEvent, sampleEvidence } from './samples.ts';
import { eventIn } from './written-events.ts';

/** What a storage holds, as far as callers can see it. */
export interface Contents {
  readonly cases: readonly Case[];
  /** All that wait to be sent, in order, without their numbers. */
  readonly events: readonly NewEvent[];
  readonly evidence: readonly GivenEvidence[];
  readonly auditEntries: readonly AuditEntry[];
}

const counts = { cases: 30, events: 20, acknowledged: 10, evidence: 5, auditEntries: 5 };

/** The ids of the cases that `fillStorage` puts in. */
export const filledCaseIds = countTo(counts.cases).map(caseIdOf);

/** All events that `fillStorage` puts in; the first ten have been acknowledged. */
export const filledEvents: readonly NewEvent[] = countTo(counts.events).map(sampleEvent);

/**
 * Puts 30 cases into a storage, short ones and ones that need several pages, 20 events of the first of them, some evidence,
 * some entries of the audit log, and a lease.
 * @param half one half of it only
 */
export function fillStorage(storage: Storage, half?: 'first' | 'second'): void {
  const middle = counts.cases / 2;
  for (const number of countTo(counts.cases)) {
    if (half !== undefined && (half === 'first') !== number <= middle) continue;
    storage.transaction(() => {
      storage.cases.save(caseOf(number));
      if (number <= counts.events) storage.outbox.enqueue(sampleEvent(number));
      if (number <= counts.evidence) storage.evidence.append(sampleEvidence(storage));
      return ok(undefined);
    });
    if (number <= counts.auditEntries)
      storage.audit.note('settings:changed', factsOf(number), technician);
  }
  if (half === 'first') return;
  const ackedThrough = counts.acknowledged;
  storage.transaction(() =>
    storage.outbox.acknowledge({ platformId: 'P', ackedThrough, rejected: [], received: [] }),
  );
  storage.leases.open({
    caseId: caseIdOf(counts.cases),
    holder: 'somebody',
    clerk: 'chen.li',
    endsAt: '2026-11-24T13:00:00.000Z',
    content: sampleContent,
  });
}

/** What a storage gives back of what `fillStorage` has put in. */
export function contentsOf(storage: Storage): Contents {
  const pending = storage.outbox.pending({ events: 1000, bytes: 10_000_000 });
  return {
    cases: filledCaseIds.flatMap((id) => {
      const found = storage.cases.load(id);
      return found.ok ? [found.value] : [];
    }),
    events: pending.ok ? pending.value.map(eventIn).map(({ seq: _seq, ...event }) => event) : [],
    evidence: storage.evidence.waiting(1000),
    auditEntries: [...storage.audit.list({ actions: ['settings:changed'], limit: 1000 })].reverse(),
  };
}

function caseOf(number: number): Case {
  return sampleCase({
    id: caseIdOf(number),
    stage: stageOf(number),
    handedInOtherwise: ['x'.repeat((number * 577) % 9000)],
  });
}

function caseIdOf(number: number): string {
  return number <= counts.events
    ? sampleEvent(number).payload.caseId
    : `019ab000-0000-7000-a000-${String(number).padStart(12, '0')}`;
}

function stageOf(number: number): CaseStage {
  if (number <= counts.acknowledged) return 'received';
  return number <= counts.events ? 'submitting' : 'reviewing';
}

const technician = { account: 'tech', role: 'technician' } as const;

function factsOf(number: number) {
  return { key: 'readerBaud', before: number, after: 115_200 };
}

function countTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_none, index) => index + 1);
}
