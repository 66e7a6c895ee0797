import { isDeepStrictEqual } from 'node:util';
import { createActor } from 'xstate';
import type { Case } from '../../src/domain/case.ts';
import { nextToAsk, standingOf } from '../../src/domain/case-holders.ts';
import { type ConsentRecord, recordOfCase } from '../../src/domain/consent.ts';
import type { CaseEvent, caseFlow } from '../../src/flows/case-flow.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { Storage } from '../storage/storage.ts';
import { consentParties, isAskedOnPhoneOnly } from './consent-parties.ts';

/**
 * Whether somebody may have another item done without proving again who they are: whoever is there for themselves. Whoever
 * acts for somebody else has confirmed it for one item, and confirms it anew for the next.
 */
export function mayHaveAnotherItem({ stage, applicant, present, leftAt }: Case): boolean {
  return (
    applicant !== undefined &&
    present === undefined &&
    leftAt === undefined &&
    stage !== 'closed' &&
    stage !== 'identifying' &&
    stage !== 'choosing-item' &&
    stage !== 'handing-over' &&
    stage !== 'taking-over'
  );
}

/** What the cases of one visit (一次来访) have in common: whom they are for, who has proved it, and when. */
export function inSameVisit({
  id,
  visitId = id,
  applicant,
}: Case): Pick<Case, 'visitId' | 'applicant'> {
  return { visitId, ...(applicant === undefined ? {} : { applicant }) };
}

/**
 * The cases of a visit for which the next page of `subject` can ask too: the same person decides in the same way about
 * licences of the same holder, and has not been asked there yet.
 * @param others the visit's cases that are not open
 * @param today `YYYY-MM-DD` where the hall is
 */
export function askableAlong(
  subject: Case,
  others: readonly Case[],
  today: string,
): readonly Case[] {
  const holder = nextToAsk(subject)?.number;
  if (holder === undefined) return [];
  const askedAs = (one: Case) => [
    consentParties(one, holder, today),
    isAskedOnPhoneOnly(one, holder, today),
  ];
  return others.filter(
    (one) =>
      one.stage === 'reviewing' &&
      one.waiverList?.ineligible === undefined &&
      standingOf(one, holder) === 'to-be-asked' &&
      isDeepStrictEqual(askedAs(one), askedAs(subject)),
  );
}

/** What a case's flow makes of an event, while the case is not open. Nothing is asked of anybody for it. */
export function afterEvent(
  flow: ReturnType<typeof caseFlow>,
  { subject, clock }: { readonly subject: Case; readonly clock: Clock },
  event: CaseEvent,
): Case {
  const background = createActor(flow, { input: { case: subject, clock } }).start();
  background.send(event);
  const after = background.getSnapshot().context.case;
  background.stop();
  return after;
}

/** Stores the answer to a page in the other cases that the page asked for. Runs inside a transaction. */
export function shareAnswer(
  { flow, clock, storage }: ShareOptions,
  caseId: string,
  record: ConsentRecord,
): void {
  for (const part of record.along ?? []) {
    const shared = recordOfCase(record, caseId, part.caseId);
    const found = storage.cases.load(part.caseId);
    if (shared === undefined || !found.ok) continue;
    const subject = found.value;
    const after = afterEvent(flow, { subject, clock }, { type: 'consent.shared', record: shared });
    if (after !== subject) storage.cases.save(after);
  }
}

interface ShareOptions {
  readonly flow: ReturnType<typeof caseFlow>;
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'cases'>;
}
