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

function page(
  { pageId, language }: PageBasis,
  tone: PageOfKind<'result'>['tone'],
  heading: string,
  lines: string[],
): PageOfKind<'result'> {
  return { kind: 'result', pageId, language, tone, heading, lines };
}
