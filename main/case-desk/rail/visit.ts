import { isDeepStrictEqual } from 'node:util';
import { createActor } from 'xstate';
import type { Case } from '../../../src/domain/case.ts';
import { lastRecordOf, nextToAsk, standingOf } from '../../../src/domain/case-holders.ts';
import { type ConsentRecord, type RecordOwner, recordOfCase } from '../../../src/domain/consent.ts';
import {
  isReceivedWithoutPlatform,
  isVerifiedInAbsence,
} from '../../../src/domain/offline-intake.ts';
import type { CaseEvent } from '../../../src/flows/case-events.ts';
import type { caseFlow } from '../../../src/flows/case-flow.ts';
import { type Clock, hallDay } from '../../../src/support/clock.ts';
import type { Storage } from '../../storage/storage.ts';
import { consentParties, isAskedOnPhoneOnly } from '../consent/consent-parties.ts';
import type { Shift } from './shift.ts';

/**
 * Whether somebody may have another item done without proving again who they are: whoever is there for themselves. Whoever
 * acts for somebody else has confirmed it for one item, and confirms it anew for the next.
 */
export function mayHaveAnotherItem(subject: Case): boolean {
  const { stage, applicant, present, leftAt } = subject;
  // Once they have their paper they may go; from then on nobody knows that they are there.
  const isThere = stage === 'awaiting-verification' || !isVerifiedInAbsence(subject);
  return (
    isThere &&
    applicant !== undefined &&
    present === undefined &&
    leftAt === undefined &&
    stage !== 'closed' &&
    stage !== 'identifying' &&
    stage !== 'choosing-item' &&
    stage !== 'handing-over' &&
    stage !== 'taking-over' &&
    stage !== 'verifying' &&
    stage !== 'calling-back'
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

/** The other cases of a case's visit that can be worked on. */
export function othersOfVisit(
  {
    shift,
    storage,
  }: { readonly shift: Pick<Shift, 'ofVisit'>; readonly storage: Pick<Storage, 'cases'> },
  { id, visitId }: Case,
): readonly Case[] {
  if (visitId === undefined) return [];
  return shift.ofVisit(visitId).flatMap((caseId) => {
    const found = caseId === id ? undefined : storage.cases.load(caseId);
    return found?.ok === true ? [found.value] : [];
  });
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
  return holder === undefined
    ? []
    : others.filter(
        (one) =>
          isAskable(one, holder) &&
          isReceivedWithoutPlatform(one) === isReceivedWithoutPlatform(subject) &&
          decideAlike(one, subject, holder, today),
      );
}

/** Whether a case waits for somebody's answer. */
function isAskable(one: Case, holder: string): boolean {
  return (
    one.stage === 'reviewing' &&
    one.waiverList?.ineligible === undefined &&
    standingOf(one, holder) === 'to-be-asked'
  );
}

/** Whether the same person decides in the same way about the licences of the same holder in two cases. */
function decideAlike(one: Case, other: Case, holder: string, today: string): boolean {
  const askedAs = (subject: Case) => [
    consentParties(subject, holder, today),
    isAskedOnPhoneOnly(subject, holder, today),
  ];
  return isDeepStrictEqual(askedAs(one), askedAs(other));
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

/**
 * Stores the answer to a page in the other cases that the page asked for. Runs inside a transaction. A phone may answer long
 * after a page has gone: a case that is for another matter or other people by then, or has been decided otherwise, has no
 * part in it.
 * @param asker the case whose page it was, before the answer was stored in it
 */
export function shareAnswer(
  { flow, clock, storage }: ShareOptions,
  asker: Case,
  record: ConsentRecord,
): void {
  const owner = ownerOf(asker);
  if (owner === undefined) return;
  const holder = record.holder ?? owner.applicant;
  const sameQuestion = pagesOfQuestion(asker, record);
  for (const { caseId } of record.along ?? []) {
    const found = storage.cases.load(caseId);
    if (!found.ok) continue;
    const subject = found.value;
    const other = ownerOf(subject);
    const shared = other && recordOfCase(record, owner, other);
    if (shared === undefined) continue;
    const isAgain = sameQuestion.has(lastRecordOf(subject, holder)?.pageId ?? '');
    const isToBeTold =
      (isAgain || isAskable(subject, holder)) &&
      decideAlike(subject, asker, holder, hallDay(clock.now()));
    if (!isToBeTold) continue;
    const event = { type: 'consent.shared', record: shared, isAgain } as const;
    const after = afterEvent(flow, { subject, clock }, event);
    if (after !== subject) storage.cases.save(after);
  }
}

function ownerOf({ id, item, applicant }: Case): RecordOwner | undefined {
  if (item === undefined || applicant === undefined) return undefined;
  return { caseId: id, itemCode: item.code, applicant: applicant.number };
}

/** The page of a record, and those that asked the same in another language or size. */
function pagesOfQuestion({ consents }: Case, record: ConsentRecord): ReadonlySet<string> {
  const pagesOf = ({ pageId, replaced = [] }: ConsentRecord) => [
    pageId,
    ...replaced.map((page) => page.pageId),
  ];
  const before = consents.map(pagesOf).filter((pages) => pages.includes(record.pageId));
  return new Set([...pagesOf(record), ...before.flat()]);
}

interface ShareOptions {
  readonly flow: ReturnType<typeof caseFlow>;
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'cases'>;
}
