import type { InputKind } from '../../src/domain/consent.ts';

/** What was chosen for one licence, and with what kind of input. */
export interface SingleChoice {
  readonly isAgreed: boolean;
  readonly input: InputKind;
}

/** Single choices by the licence's position on the page; a licence that is not in it is undecided. */
export type SingleChoices = ReadonlyMap<number, SingleChoice>;

/** Kinds of input, the least trusted first. */
const LEAST_TRUSTED_FIRST: readonly InputKind[] = ['keyboard', 'pen', 'mouse', 'touch'];

/** The kind of input that submitting counts as: the least trusted of all that made the answer what it is. */
export function submittingInput(choices: SingleChoices, submitted: InputKind): InputKind {
  const inputs = new Set([submitted, ...[...choices.values()].map(({ input }) => input)]);
  return LEAST_TRUSTED_FIRST.find((kind) => inputs.has(kind)) ?? submitted;
}

/** The choices without those that no finger made. */
export function madeByTouch(choices: SingleChoices): SingleChoices {
  return new Map([...choices].filter(([, { input }]) => input === 'touch'));
}
