import type { ShownParty } from '../../src/domain/masking.ts';
import type { PageBasis, PageOfKind } from './page-basis.ts';
import { pageHead } from './page-head.ts';
import { outcomePage } from './result-page.ts';

/** What a person is asked before a consent of theirs is taken back. */
export interface WithdrawalQuestion {
  readonly hall: string;
  readonly windowName: string;
  /** Everything that the page had asked for, by item. */
  readonly itemNames: readonly string[];
  readonly holder: ShownParty;
  /** Names of the licences that were agreed to. */
  readonly licences: readonly string[];
  /** The case has been handed in: what was used stays used. */
  readonly isHandedIn: boolean;
  readonly secondsToAnswer: number;
}

/** 撤回授权: asks whoever has agreed whether they take it back, and says what happens then. One touch, as it was given. */
export function withdrawalPage(
  basis: PageBasis,
  question: WithdrawalQuestion,
): PageOfKind<'withdrawal'> {
  const { words } = basis;
  const { holder } = question;
  return {
    ...pageHead(basis),
    kind: 'withdrawal',
    place: words('place', { hall: question.hall, window: question.windowName }),
    heading: words('withdrawal.heading'),
    firstLine: words('withdrawal.firstLine'),
    facts: [
      ...question.itemNames.map((text) => ({ label: words('withdrawal.item'), text })),
      {
        label: words('withdrawal.holder'),
        text: words('withdrawal.party', { name: holder.nameMasked, number: holder.numberMasked }),
      },
      ...question.licences.map((text) => ({ label: words('withdrawal.licence'), text })),
      {
        label: words('withdrawal.effect.label'),
        text: words(`withdrawal.effect.${question.isHandedIn ? 'handedIn' : 'open'}`),
      },
    ],
    confirm: words('withdrawal.confirm'),
    decline: words('withdrawal.decline'),
    remaining: words('remaining', { seconds: '{{seconds}}' }),
    touchOnly: words('touchOnly'),
    secondsToAnswer: question.secondsToAnswer,
  };
}

/** Tells whoever has taken a consent back what was done. */
export function withdrawnPage(basis: PageBasis, isHandedIn: boolean): PageOfKind<'result'> {
  const { words } = basis;
  return outcomePage(basis, 'done', words('withdrawal.done.heading'), [
    words(`withdrawal.done.${isHandedIn ? 'handedIn' : 'open'}`),
    words('withdrawal.done.rights'),
  ]);
}

/** Tells whoever was asked that nothing was taken back. */
export function keptPage(basis: PageBasis): PageOfKind<'result'> {
  const { words } = basis;
  return outcomePage(basis, 'waiting', words('withdrawal.kept.heading'), [
    words('withdrawal.kept.now'),
  ]);
}
