import { type ConsentRecord, decisionsOf } from '../../src/domain/consent.ts';
import type { AskedLicence } from './compose-consent-page.ts';
import type { PageBasis, PageOfKind } from './page-basis.ts';
import { pageHead } from './page-head.ts';
import { blankPage } from './plain-pages.ts';

/**
 * Tells the citizen how being asked for consent ended, or nothing at all where the screen was in doubt. After an answer on
 * the phone it says so first.
 * @param isOffline nothing of what was agreed to can be looked up yet
 */
export function resultPage(
  basis: PageBasis,
  record: Answered,
  isOffline = false,
): PageOfKind<'result'> | PageOfKind<'blank'> {
  const { words } = basis;
  const isOnPhone = record.answeredOn === 'phone';
  const where = isOnPhone ? [words('result.onPhone.now')] : [];
  switch (record.outcome) {
    case 'agreed':
    case 'declined': {
      const decisions = decisionsOf(record);
      const agreed = decisions.filter((decision) => decision === 'agreed').length;
      if (agreed === 0) return notGiven(basis, 'declined', where);
      const declined = decisions.length - agreed;
      return outcomePage(
        basis,
        'done',
        words(`result.${declined === 0 ? 'agreed' : 'partly'}.heading`),
        [
          ...where,
          words(isOffline ? 'result.agreed.offline' : 'result.agreed.now', { agreed }),
          ...(declined === 0 ? [] : [words('result.partly.otherWay', { declined })]),
          words(`result.${isOnPhone ? 'onPhone' : 'agreed'}.withdrawal`),
        ],
      );
    }
    case 'timed-out':
      return notGiven(basis, 'timedOut');
    case 'withdrawn':
    case 'page-altered':
      return notGiven(basis, 'notCompleted');
    case 'screen-lost':
      return blankPage(basis);
  }
}

/** Who decides on their own phone without being there: an agent's principal (委托人), or the licences' holder. */
export type Absentee = 'principal' | 'holder';

const wordsOf = { principal: 'principal', holder: 'absentHolder' } as const;

/**
 * Tells whoever is there that somebody who is not is being asked on their own phone.
 * @param seconds that the other has to answer
 */
export function absenteeAskedPage(
  basis: PageBasis,
  absentee: Absentee,
  seconds: number,
): PageOfKind<'result'> {
  const { words } = basis;
  const of = wordsOf[absentee];
  return outcomePage(basis, 'waiting', words(`${of}.asked.heading`), [
    words(`${of}.asked.now`),
    words(`${of}.asked.otherwise`, { minutes: minutesIn(seconds) }),
  ]);
}

/**
 * Tells whoever comes for a principal that the principal is being asked, on their own phone, to entrust them.
 * @param seconds that the principal has to answer
 */
export function delegationAskedPage(basis: PageBasis, seconds: number): PageOfKind<'result'> {
  const { words } = basis;
  return outcomePage(basis, 'waiting', words('principal.entrusting.heading'), [
    words('principal.entrusting.now'),
    words('principal.entrusting.otherwise', { minutes: minutesIn(seconds) }),
  ]);
}

/** Tells whoever is there how the other has decided, and nothing of which licences it was about. */
export function absenteeResultPage(
  basis: PageBasis,
  { outcome }: Pick<ConsentRecord, 'outcome'>,
  absentee: Absentee,
): PageOfKind<'result'> {
  const { words } = basis;
  const isGiven = outcome === 'agreed';
  const ending = `${wordsOf[absentee]}.${isGiven ? 'agreed' : 'notGiven'}`;
  return outcomePage(basis, isGiven ? 'done' : 'not-given', words(`${ending}.heading`), [
    words(`${ending}.now`),
  ]);
}

/** Tells whoever has looked at their values what comes of it. @param wrong licences that they have said are wrong */
export function checkedPage(basis: PageBasis, wrong: number): PageOfKind<'result'> {
  const { words } = basis;
  return outcomePage(basis, 'done', words('ownValues.done.heading'), [
    ...(wrong === 0 ? [] : [words('ownValues.done.wrong', { number: wrong })]),
    words('ownValues.done.now'),
  ]);
}

/** Tells whoever is asked for nothing what the department looks at all the same, by its duty (依职能). */
export function dutyNoticePage(
  basis: PageBasis,
  department: string,
  licences: readonly AskedLicence[],
): PageOfKind<'result'> {
  const { words } = basis;
  return outcomePage(basis, 'waiting', words('dutyNotice.heading'), [
    words('dutyNotice.now', { department }),
    ...licences.map(({ summary, required }) =>
      words('dutyNotice.licence', {
        licence: summary.name,
        fields: required.fields.map(({ name }) => name).join(words('separator')),
      }),
    ),
    words('dutyNotice.rights'),
  ]);
}

/** Tells the citizen that the case is on its way to the platform, which has not confirmed it. */
export function submittedPage(basis: PageBasis): PageOfKind<'result'> {
  const { words } = basis;
  return outcomePage(basis, 'waiting', words('submitted.heading'), [
    words('submitted.now'),
    words('submitted.notAccepted'),
  ]);
}

/** Tells whoever is there that their case was taken in without the platform, and that they may go. */
export function receivedOfflinePage(basis: PageBasis): PageOfKind<'result'> {
  const { words } = basis;
  return outcomePage(basis, 'done', words('receivedOffline.heading'), [
    words('receivedOffline.now'),
    words('receivedOffline.notAccepted'),
  ]);
}

type Answered = Pick<ConsentRecord, 'outcome' | 'answeredOn'> & Parameters<typeof decisionsOf>[0];

function minutesIn(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}

function notGiven(
  basis: PageBasis,
  ending: 'declined' | 'timedOut' | 'notCompleted',
  where: readonly string[] = [],
): PageOfKind<'result'> {
  const { words } = basis;
  return outcomePage(basis, 'not-given', words(`result.${ending}.heading`), [
    ...where,
    words(`result.${ending}.now`),
    words('result.nothingUsed'),
  ]);
}

/** A page that says in words what came of something. */
export function outcomePage(
  basis: PageBasis,
  tone: PageOfKind<'result'>['tone'],
  heading: string,
  lines: string[],
): PageOfKind<'result'> {
  return { ...pageHead(basis), kind: 'result', tone, heading, lines };
}
