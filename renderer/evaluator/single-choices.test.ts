import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputKind } from '../../src/domain/consent.ts';
import {
  madeByTouch,
  type SingleChoice,
  type SingleChoices,
  submittingInput,
} from './single-choices.ts';

const agreed: SingleChoice = { isAgreed: true, input: 'touch' };
const declined: SingleChoice = { isAgreed: false, input: 'touch' };
const none: SingleChoices = new Map();

const input = fc.constantFrom<InputKind>('touch', 'mouse', 'pen', 'keyboard');
const choicesOfSix: fc.Arbitrary<SingleChoices> = fc
  .array(fc.tuple(fc.nat(5), fc.record({ isAgreed: fc.boolean(), input })))
  .map((entries) => new Map(entries));

test('an answer counts as the least trusted input that went into it', () => {
  expect(submittingInput(none, 'touch')).toBe('touch');
  expect(submittingInput(new Map([[0, declined]]), 'touch')).toBe('touch');
  expect(submittingInput(new Map([[0, declined]]), 'mouse')).toBe('mouse');
  expect(submittingInput(new Map([[0, { isAgreed: false, input: 'mouse' }]]), 'touch')).toBe(
    'mouse',
  );
  fc.assert(
    fc.property(choicesOfSix, input, (choices, submitted) => {
      const all = [...choices.values()].map((choice) => choice.input).concat(submitted);
      return (
        (submittingInput(choices, submitted) === 'touch') === all.every((one) => one === 'touch')
      );
    }),
    { seed: 440699 },
  );
});

test('of refused choices only those made by a finger stay', () => {
  const mixed: SingleChoices = new Map([
    [0, agreed],
    [1, { isAgreed: true, input: 'mouse' }],
  ]);
  expect([...madeByTouch(mixed).keys()]).toEqual([0]);
});
