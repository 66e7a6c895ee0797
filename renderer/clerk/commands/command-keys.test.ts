import { expect, test } from 'vitest';
import { keyOf, keyText } from './command-keys.ts';

const press = (key: string, held: Partial<Parameters<typeof keyOf>[0]> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

test.each([
  [press('F2'), 'F2'],
  [press('F2', { shiftKey: true }), 'Shift+F2'],
  [press('l', { ctrlKey: true }), 'Control+L'],
  [press('L', { ctrlKey: true }), 'Control+L'],
  [press('L', { ctrlKey: true, shiftKey: true }), 'Control+Shift+L'],
  [press('F4', { altKey: true }), 'Alt+F4'],
  [press('Escape'), 'Escape'],
])('%j is %s', (pressed, name) => {
  expect(keyOf(pressed)).toBe(name);
});

test.each([
  ['F10', 'F10'],
  ['Shift+F2', 'Shift F2'],
  ['Control+L', 'Ctrl L'],
  ['Escape', 'Esc'],
] as const)('%s is written %s', (key, text) => {
  expect(keyText(key)).toBe(text);
});
