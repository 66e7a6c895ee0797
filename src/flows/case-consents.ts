import type { Case, LicenceObjection } from '../domain/case.ts';
import { type CaseHolder, partOf, standingOf, undecidedLicences } from '../domain/case-holders.ts';
import type { AskedAlong, ConsentRecord, ConsentWithdrawal } from '../domain/consent.ts';
import type { CaseEvent } from './case-events.ts';
import { answeredOnPhone } from './consent-flow.ts';

/** What the end of a page changes in its case. */
export function recorded(subject: Case, record: ConsentRecord) {
  return {
    asking: undefined,
    consents: [...subject.consents, record],
    ...handingIn(subject, record.holder, refusedTypes(record)),
  };
}

/** What an answer on a page of another case changes. */
export function shared(
  subject: Case,
  { record, isAgain }: Extract<CaseEvent, { type: 'consent.shared' }>,
) {
  return isAgain ? overtaken(subject, record) : recorded(subject, record);
}

/**
 * The record of an answer on the phone that the platform has had before somebody's last page ended here: it takes the
 * place of that ending, as long as nothing has been made of it. Whoever is being asked anew answers the newer page.
 */
export function overtaking(
  { case: subject }: { readonly case: Case },
  event: CaseEvent,
): ConsentRecord | undefined {
  if (event.type !== 'phone.answered') return undefined;
  const { stage, asking, consents } = subject;
  for (const [index, record] of consents.entries()) {
    const isSuperseded =
      consents.slice(index + 1).some(({ holder }) => holder === record.holder) ||
      (asking !== undefined && asking.holder === record.holder);
    // Values that are on their way without a consent are those of a case that goes on on paper.
    const isOnPaper = stage === 'fetching-values' && record.outcome !== 'agreed';
    if (isSuperseded || isOnPaper || isFinal(record)) continue;
    const answered = answeredOnPhone(record, event);
    if (answered !== undefined) return answered;
  }
  return undefined;
}

/** What an answer on the phone changes that takes the place of how its person's last page ended. */
export function overtaken(subject: Case, record: ConsentRecord) {
  const last = subject.consents.filter(({ holder }) => holder === record.holder).at(-1);
  return {
    consents: subject.consents.map((one) => (one === last ? record : one)),
    ...handingIn(subject, record.holder, refusedTypes(record)),
  };
}

/** The record of somebody who had agreed and has taken that back: from then on it is as if they had declined. */
export function givenBack(
  { case: subject }: { readonly case: Case },
  event: CaseEvent,
): ConsentRecord | undefined {
  if (event.type !== 'consent.withdrawn') return undefined;
  const given = subject.consents.find(({ pageId }) => pageId === event.pageId);
  if (given?.outcome !== 'agreed' || given.withdrawal !== undefined) return undefined;
  const last = subject.consents.filter(({ holder }) => holder === given.holder).at(-1);
  return last === given ? takenBack(given, event.withdrawal) : undefined;
}

/** What is left of the record of a consent that has been taken back. */
function takenBack(given: ConsentRecord, withdrawal: ConsentWithdrawal): ConsentRecord {
  const { agreedTypes: _takenBack, input: _touch, along, ...page } = given;
  return {
    ...page,
    ...(along === undefined
      ? {}
      : { along: along.map(({ agreedTypes: _too, ...part }): AskedAlong => part) }),
    outcome: 'declined',
    answeredOn: withdrawal.place === 'phone' ? 'phone' : 'evaluator',
    endedAt: withdrawal.at,
    withdrawal,
  };
}

/** What a case that has come back from the platform does without: what was taken back while it was there. */
export function noted(handedIn: Case): Case {
  let subject = handedIn;
  for (const { withdrawal, ...given } of handedIn.consents) {
    if (withdrawal === undefined || given.outcome !== 'agreed') continue;
    subject = { ...subject, ...overtaken(subject, takenBack(given, withdrawal)) };
  }
  return subject;
}

/** Whether no answer on a phone takes the place of a record. */
function isFinal({ answeredOn, withdrawal }: ConsentRecord): boolean {
  return answeredOn === 'phone' || withdrawal !== undefined;
}

/** The types that the citizen has decided not to let be used. Where nothing was decided, nothing is refused. */
function refusedTypes({
  outcome,
  licenceTypes,
  agreedTypes = [],
}: ConsentRecord): readonly string[] {
  if (outcome !== 'agreed' && outcome !== 'declined') return [];
  return licenceTypes.filter((typeCode) => !agreedTypes.includes(typeCode));
}

/** The case's part that says which types of one person come on paper. */
export function handingIn(
  { holders }: Case,
  number: string | undefined,
  typeCodes: readonly string[],
): Pick<Case, 'handedInOtherwise'> | { readonly holders: readonly CaseHolder[] } {
  if (number === undefined) return { handedInOtherwise: typeCodes };
  return {
    holders: (holders ?? []).map((holder) =>
      holder.number === number ? { ...holder, handedInOtherwise: typeCodes } : holder,
    ),
  };
}

/** The case's part from which on what counts is what is decided at this window: what comes after is the clerk's again. */
export function decidedHere({ carried }: Case): Pick<Case, 'carried'> {
  return carried === undefined ? {} : { carried: { ...carried, stage: 'reviewing' } };
}

/** Licences that are said to be wrong are not used: their materials come on paper, whatever was agreed to. */
export function objectedTo(subject: Case, objections: readonly LicenceObjection[]) {
  const { applicant, holders, handedInOtherwise } = subject;
  const withPaper = (number: string | undefined, known: readonly string[]) => {
    const wrong = objections.filter(({ holder }) => holder === number);
    return [...new Set([...known, ...wrong.map(({ typeCode }) => typeCode)])];
  };
  return {
    objections: [...(subject.objections ?? []), ...objections],
    handedInOtherwise: withPaper(applicant?.number, handedInOtherwise),
    holders: holders?.map((holder) => ({
      ...holder,
      handedInOtherwise: withPaper(holder.number, holder.handedInOtherwise ?? []),
    })),
  };
}

/** What comes on paper once that is chosen: all licences of whoever has not agreed, or of everybody. */
export function onPaper(
  subject: Case,
  isForAll: boolean,
): Pick<Case, 'handedInOtherwise' | 'holders'> {
  const { applicant, holders, handedInOtherwise, licences, waiverList } = subject;
  const awaited = (waiverList?.lines ?? []).flatMap((line) => line.awaited ?? []);
  const everyType = [...licences, ...awaited].map(({ typeCode }) => typeCode);
  const isKept = (number: string | undefined) =>
    !isForAll && number !== undefined && standingOf(subject, number) === 'agreed';
  return {
    handedInOtherwise: isKept(applicant?.number) ? handedInOtherwise : everyType,
    ...(holders === undefined
      ? {}
      : {
          holders: holders.map((holder) =>
            isKept(holder.number) ? holder : { ...holder, handedInOtherwise: everyType },
          ),
        }),
  };
}

/** What comes on paper where nobody can be asked now: all that was not agreed to. */
export function onPaperUndecided(subject: Case): Pick<Case, 'handedInOtherwise' | 'holders'> {
  const undecided = undecidedLicences(subject);
  const { applicant, holders, handedInOtherwise } = subject;
  const withPaper = (number: string | undefined, known: readonly string[]) => {
    const own = undecided.filter((licence) => partOf(subject, licence)?.person.number === number);
    return [...new Set([...known, ...own.map(({ typeCode }) => typeCode)])];
  };
  return {
    handedInOtherwise: withPaper(applicant?.number, handedInOtherwise),
    ...(holders === undefined
      ? {}
      : {
          holders: holders.map((holder) => ({
            ...holder,
            handedInOtherwise: withPaper(holder.number, holder.handedInOtherwise ?? []),
          })),
        }),
  };
}
