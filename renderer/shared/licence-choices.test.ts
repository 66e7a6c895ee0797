import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  agreedPositions,
  isChoiceMissing,
  type LicenceChoices,
  submittingWords,
  undecidedCount,
} from './licence-choices.ts';

const ordinary = {};
const sensitive = { isSensitive: true as const };
const none: LicenceChoices = new Map();
const yes = { isAgreed: true };
const no = { isAgreed: false };
const words = { agree: 'agree', submitChoices: 'agree to {{agreed}}, decline {{declined}}' };

test('as long as nothing was chosen, the button agrees to all of an ordinary page', () => {
  const licences = [ordinary, ordinary, ordinary];
  expect(agreedPositions(none, licences)).toEqual([0, 1, 2]);
  expect(submittingWords({ ...words, licences }, none)).toBe('agree');
  expect(undecidedCount(none, licences)).toBe(0);
});

test('after one choice, ordinary licences without one count as declined', () => {
  const licences = [ordinary, ordinary, ordinary];
  const choices = new Map([[1, yes]]);
  expect(agreedPositions(choices, licences)).toEqual([1]);
  expect(undecidedCount(choices, licences)).toBe(2);
  expect(submittingWords({ ...words, licences }, choices)).toBe('agree to 1, decline 2');
  expect(agreedPositions(new Map([[0, no]]), licences)).toEqual([]);
});

test('one touch agrees to all that is not sensitive, and says that the rest is open', () => {
  const licences = [ordinary, ordinary, sensitive];
  expect(agreedPositions(none, licences)).toEqual([0, 1]);
  expect(undecidedCount(none, licences)).toBe(1);
  expect(isChoiceMissing(none, licences)).toBe(false);
});

test('agreeing to the sensitive licence leaves the others to the button that agrees', () => {
  const licences = [ordinary, ordinary, sensitive];
  const choices = new Map([[2, yes]]);
  expect(agreedPositions(choices, licences)).toEqual([0, 1, 2]);
  expect(submittingWords({ ...words, licences }, choices)).toBe('agree to 3, decline 0');
  expect(undecidedCount(choices, licences)).toBe(0);
});

test('where everything is sensitive, a choice comes first', () => {
  const licences = [sensitive, sensitive];
  expect(agreedPositions(none, licences)).toEqual([]);
  expect(isChoiceMissing(none, licences)).toBe(true);
  expect(isChoiceMissing(new Map([[0, no]]), licences)).toBe(false);
  expect(submittingWords({ ...words, licences }, new Map([[0, no]]))).toBe('agree to 0, decline 2');
});

const page = fc.array(fc.constantFrom(ordinary, sensitive), { minLength: 1, maxLength: 6 });
const choicesOfSix: fc.Arbitrary<LicenceChoices> = fc
  .array(fc.tuple(fc.nat(5), fc.record({ isAgreed: fc.boolean() })))
  .map((entries) => new Map(entries));
const asked = fc.tuple(page, choicesOfSix).map(([licences, choices]) => ({
  licences,
  choices: new Map([...choices].filter(([position]) => position < licences.length)),
}));

test('a choice decides its own licence, and nothing else ever agrees to a sensitive one', () => {
  fc.assert(
    fc.property(asked, ({ licences, choices }) => {
      const agreed = agreedPositions(choices, licences);
      for (const [position, { isSensitive }] of Object.entries<{ isSensitive?: true }>(licences)) {
        const choice = choices.get(Number(position));
        if (choice !== undefined) expect(agreed.includes(Number(position))).toBe(choice.isAgreed);
        else if (isSensitive) expect(agreed).not.toContain(Number(position));
      }
    }),
    { seed: 20_261_124 },
  );
});

test('once anything was chosen, the words count every licence, as it will be submitted', () => {
  fc.assert(
    fc.property(asked, ({ licences, choices }) => {
      fc.pre(choices.size > 0);
      const counts = submittingWords({ ...words, licences }, choices)
        .match(/\d+/g)
        ?.map(Number);
      const agreed = agreedPositions(choices, licences).length;
      expect(counts).toEqual([agreed, licences.length - agreed]);
    }),
    { seed: 20_261_124 },
  );
});

test('what is open, agreed to and declined by a choice is the whole page', () => {
  fc.assert(
    fc.property(asked, ({ licences, choices }) => {
      const declined = [...choices.values()].filter(({ isAgreed }) => !isAgreed).length;
      expect(
        agreedPositions(choices, licences).length + undecidedCount(choices, licences) + declined,
      ).toBe(licences.length);
    }),
    { seed: 20_261_124 },
  );
});
