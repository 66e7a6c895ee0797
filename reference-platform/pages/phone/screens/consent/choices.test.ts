import { expect, test } from 'vitest';
import {
  type Choices,
  decisionsOf,
  isChoiceMissing,
  submittingWords,
  undecidedCount,
} from './choices.ts';

const ordinary = { isSensitive: false };
const sensitive = { isSensitive: true };
const none: Choices = new Map();
const page = { agree: 'agree (3)', submitChoices: 'agree to {{agreed}}, decline {{declined}}' };

test('as long as nothing was chosen, the button agrees to all of an ordinary page', () => {
  const licences = [ordinary, ordinary, ordinary];
  expect(decisionsOf(none, licences)).toEqual(['agreed', 'agreed', 'agreed']);
  expect(submittingWords(page, none, licences)).toBe('agree (3)');
  expect(isChoiceMissing(none, licences)).toBe(false);
  expect(undecidedCount(none, licences)).toBe(0);
});

test('after one choice, ordinary licences without one count as declined', () => {
  const licences = [ordinary, ordinary, ordinary];
  const choices = new Map([[1, true]]);
  expect(decisionsOf(choices, licences)).toEqual(['declined', 'agreed', 'declined']);
  expect(undecidedCount(choices, licences)).toBe(2);
  expect(submittingWords(page, choices, licences)).toBe('agree to 1, decline 2');
});

test('a page with a sensitive licence is not agreed to by one touch', () => {
  const licences = [ordinary, sensitive, ordinary];
  expect(isChoiceMissing(none, licences)).toBe(true);
  expect(decisionsOf(none, licences)).toEqual(['agreed', 'declined', 'agreed']);
  // What is on the page at first is what the page says.
  expect(submittingWords(page, none, licences)).toBe('agree (3)');
});

test('agreeing to the sensitive licence leaves the others to the button that agrees', () => {
  const licences = [ordinary, sensitive, ordinary];
  const choices = new Map([[1, true]]);
  expect(isChoiceMissing(choices, licences)).toBe(false);
  expect(submittingWords(page, choices, licences)).toBe('agree (3)');
  expect(undecidedCount(choices, licences)).toBe(0);
});

test('declining the sensitive licence, or one of two, is said on the button', () => {
  const licences = [ordinary, sensitive, sensitive];
  const declined = new Map([[1, false]]);
  expect(decisionsOf(declined, licences)).toEqual(['agreed', 'declined', 'declined']);
  expect(submittingWords(page, declined, licences)).toBe('agree to 1, decline 2');
  expect(undecidedCount(declined, licences)).toBe(1);
  expect(undecidedCount(new Map([...declined, [2, true]]), licences)).toBe(0);
});
