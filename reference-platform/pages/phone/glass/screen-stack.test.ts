import { expect, test } from 'vitest';
import { closed, opened, replaced } from './screen-stack.ts';

test('a screen lies upon the one it was opened from, and closing it shows that one again', () => {
  const stack = opened(opened(['home'], 'zone'), 'claim');
  expect(stack).toEqual(['home', 'zone', 'claim']);
  expect(closed(stack)).toEqual(['home', 'zone']);
});

test('the first screen cannot be closed', () => {
  expect(closed(['home'])).toEqual(['home']);
});

test('a screen that took another’s place does not lead back to it', () => {
  expect(replaced(['home', 'claim'], 'code')).toEqual(['home', 'code']);
  expect(replaced(['home'], 'code')).toEqual(['code']);
});
