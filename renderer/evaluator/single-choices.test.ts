import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputKind } from '../../src/domain/consent.ts';
import { exampleConsent } from './evaluator-page.fixture.ts';
import {
  agreedPositions,
  madeByTouch,
  type SingleChoice,
  type SingleChoices,
  submittingInput,
  submittingWords,
} from './single-choices.ts';

const agreed: SingleChoice = { isAgreed: true, input: 'touch' };
const declined: SingleChoice = { isAgreed: false, input: 'touch' };
const none: SingleChoices = new Map();

test('as long as nothing was chosen singly, everything is agreed to', () => {
  expect(agreedPositions(none, 3)).toEqual([0, 1, 2]);
  expect(submittingWords(exampleConsent, none)).toBe('agree (2)');
});

test('after one single choice, what is open counts as declined', () => {
  expect(agreedPositions(new Map([[2, agreed]]), 3)).toEqual([2]);
  expect(agreedPositions(new Map([[0, declined]]), 3)).toEqual([]);
  expect(submittingWords(exampleConsent, new Map([[0, declined]]))).toBe('agree to 0, decline 2');
});

const input = fc.constantFrom<InputKind>('touch', 'mouse', 'pen', 'keyboard');
const choicesOfSix: fc.Arbitrary<SingleChoices> = fc
  .array(fc.tuple(fc.nat(5), fc.record({ isAgreed: fc.boolean(), input })))
  .map((entries) => new Map(entries));

test('nothing is agreed to that was not chosen, and the two counts are the whole', () => {
  const six = { ...exampleConsent, licences: Array(6).fill({ title: '', facts: [] }) };
  fc.assert(
    fc.property(choicesOfSix, (choices) => {
      const positions = agreedPositions(choices, 6);
      if (choices.size === 0) return positions.length === 6;
      const [inWords, declinedInWords] = submittingWords(six, choices).match(/\d/g) ?? [];
      return (
        positions.every((position) => choices.get(position)?.isAgreed === true) &&
        Number(inWords) === positions.length &&
        Number(declinedInWords) === 6 - positions.length
      );
    }),
    { seed: 440699 },
  );
});

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
