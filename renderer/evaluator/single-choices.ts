import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind } from '../../src/domain/consent.ts';
import { fillPlaces } from '../shared/fill-places.ts';

/** What was chosen for one licence, and with what kind of input. */
export interface SingleChoice {
  readonly isAgreed: boolean;
  readonly input: InputKind;
}

/** Single choices by the licence's position on the page; a licence that is not in it is undecided. */
export type SingleChoices = ReadonlyMap<number, SingleChoice>;

/** Kinds of input, the least trusted first. */
const LEAST_TRUSTED_FIRST: readonly InputKind[] = ['keyboard', 'pen', 'mouse', 'touch'];

/** The licences that submitting agrees to: all as long as nothing was chosen singly, then only those agreed to. */
export function agreedPositions(choices: SingleChoices, total: number): number[] {
  const positions = Array.from({ length: total }, (_, position) => position);
  return choices.size === 0
    ? positions
    : positions.filter((position) => choices.get(position)?.isAgreed === true);
}

/** What the button that submits says: what it agrees to, and as soon as anything was chosen singly, what it declines. */
export function submittingWords(
  page: Pick<ConsentPage, 'licences' | 'agree' | 'submitChoices'>,
  choices: SingleChoices,
): string {
  if (choices.size === 0) return page.agree;
  const total = page.licences.length;
  const agreed = agreedPositions(choices, total).length;
  return fillPlaces(page.submitChoices, { agreed, declined: total - agreed });
}

/** The kind of input that submitting counts as: the least trusted of all that made the answer what it is. */
export function submittingInput(choices: SingleChoices, submitted: InputKind): InputKind {
  const inputs = new Set([submitted, ...[...choices.values()].map(({ input }) => input)]);
  return LEAST_TRUSTED_FIRST.find((kind) => inputs.has(kind)) ?? submitted;
}

/** The choices without those that no finger made. */
export function madeByTouch(choices: SingleChoices): SingleChoices {
  return new Map([...choices].filter(([, { input }]) => input === 'touch'));
}
