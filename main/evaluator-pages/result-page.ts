import type { ConsentOutcome } from '../../src/domain/consent.ts';
import type { PageBasis, PageOfKind } from './page-basis.ts';
import { blankPage } from './plain-pages.ts';

/** Tells the citizen how being asked for consent ended, or nothing at all where the screen was in doubt. */
export function resultPage(
  basis: PageBasis,
  outcome: ConsentOutcome,
): PageOfKind<'result'> | PageOfKind<'blank'> {
  const { words } = basis;
  switch (outcome) {
    case 'agreed':
      return page(basis, 'done', words('result.agreed.heading'), [
        words('result.agreed.now'),
        words('result.agreed.withdrawal'),
      ]);
    case 'declined':
      return page(basis, 'not-given', words('result.declined.heading'), [
        words('result.declined.now'),
        words('result.declined.otherWay'),
      ]);
    case 'timed-out':
      return page(basis, 'not-given', words('result.timedOut.heading'), [
        words('result.timedOut.now'),
        words('result.timedOut.otherWay'),
      ]);
    case 'withdrawn':
    case 'page-altered':
      return page(basis, 'not-given', words('result.notCompleted.heading'), [
        words('result.notCompleted.now'),
        words('result.notCompleted.otherWay'),
      ]);
    case 'screen-lost':
      return blankPage(basis);
  }
}

/** Tells the citizen that the case is in (收件), with its number (申办流水号), and that this is not yet acceptance (受理). */
export function receivedPage(
  basis: PageBasis,
  { caseNumber, department }: { readonly caseNumber: string; readonly department: string },
): PageOfKind<'result'> {
  const { words } = basis;
  return page(basis, 'done', words('result.received.heading'), [
    words('result.received.caseNumber', { caseNumber }),
    words('result.received.notAccepted', { department }),
    words('result.received.belongings'),
  ]);
}

function page(
  { pageId, language }: PageBasis,
  tone: PageOfKind<'result'>['tone'],
  heading: string,
  lines: string[],
): PageOfKind<'result'> {
  return { kind: 'result', pageId, language, tone, heading, lines };
}
