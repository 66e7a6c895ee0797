import { expect, test } from 'vitest';
import { isActivation, pointerInput } from './page-input.ts';

test('only what is certainly a finger is a touch', () => {
  const kinds = ['touch', 'pen', 'mouse', ''].map((pointerType) =>
    pointerInput({ pointerType } as Parameters<typeof pointerInput>[0]),
  );
  expect(kinds).toEqual(['touch', 'pen', 'mouse', 'mouse']);
});

test('Enter and Space activate once, other keys never', () => {
  expect(isActivation({ key: 'Enter', repeat: false })).toBe(true);
  expect(isActivation({ key: ' ', repeat: false })).toBe(true);
  expect(isActivation({ key: ' ', repeat: true })).toBe(false);
  expect(isActivation({ key: 'a', repeat: false })).toBe(false);
});
